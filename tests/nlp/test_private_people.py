import time
from pathlib import Path

import pytest

from bench.private_data import read_cases, same_stretch, score, unmarked
from nlp.private.finding import find_private
from nlp.private.triggers import may_name_people
from nlp.private.vocabulary import is_public_misspelt

CASES = Path(__file__).parent / "cases"


def people_in(text, language="fr"):
    found = find_private([text], language=language)[0]
    return [text[one.start : one.end] for one in found if one.kind == "PERSON"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Demandez à Madame Jeanne Duvallon, ma voisine.", ["Jeanne Duvallon"]),
        ("M. Carpentier ne répond jamais", ["Carpentier"]),
        ("monsieur traoré m'a aidé au guichet", ["traoré"]),
        ("Le docteur Le Floch part à la retraite", ["Le Floch"]),
        ("La famille dos Santos attend un logement", ["dos Santos"]),
        ("Mon fils Timothée prend le car à 6 h", ["Timothée"]),
        ("j'habite avec ma cousine ramatoulaye", ["ramatoulaye"]),
        ("Nom : Sambou Prénom : Ansou Idée : un banc", ["Sambou", "Ansou"]),
        ("NADÈGE CORMIER VEUT DES BANCS DANS LE PARC", ["NADÈGE CORMIER"]),
        ("Le dossier de Tran Van Minh est perdu", ["Tran Van Minh"]),
        ("Rose Leblanc plante des roses partout", ["Rose Leblanc"]),
        ("Didier Macron tient la boulangerie du quartier", ["Didier Macron"]),
        ("Merci à Awa et Mor Faye pour le jardin", ["Awa", "Mor Faye"]),
    ],
)
def test_private_persons_are_found_in_french(text, names):
    assert people_in(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mr Hollis parks on the pavement", ["Hollis"]),
        ("mrs okoye next door has no heating", ["okoye"]),
        ("Ask Hope at the desk, I hope she knows", ["Hope"]),
        ("Will Potter will close his shop", ["Will Potter"]),
        ("Siobhan's bakery lost its customers", ["Siobhan"]),
        ("First name: Anil Last name: Mehta Idea: trees", ["Anil", "Mehta"]),
    ],
)
def test_private_persons_are_found_in_english(text, names):
    assert people_in(text, "en") == names


@pytest.mark.parametrize(
    "text",
    [
        "Instaurer le RIC et entendre les Gilets Jaunes au CESE",
        "Monsieur le Président, Madame la Ministre, écoutez-nous",
        "M. Macron, Mme Hidalgo et Castener se disputent",
        "jules ferry et simone veil avaient raison",
        "Le lycée Aimé-Césaire et l'hôpital Simone Veil sont trop loin",
        "La loi Evin, le rapport Borloo et l'amendement Creton",
        "Déshabiller Pierre pour habiller Paul, comme toujours",
        "Le Père Noël et l'abbé Pierre voteraient blanc",
        "Une rose, une pierre et un olivier en mai",
        "Robin des Bois prenait aux riches",
    ],
)
def test_public_names_and_words_are_no_private_persons(text):
    assert people_in(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Victoria Street and Hyde Park need benches",
        "I will mark it in June, with a grace period, may it please you",
        "Thatcher, Blair and Nelson Mandela are in every textbook",
        "St Thomas' Hospital and Martin Luther King Elementary are full",
    ],
)
def test_english_public_names_and_words_are_no_private_persons(text):
    assert people_in(text, "en") == []


def test_public_figure_is_known_through_a_slip_of_spelling():
    assert is_public_misspelt("Sarkosi")
    assert not is_public_misspelt("Lambertin")


def test_plain_text_is_not_read_for_people():
    assert not may_name_people("Il faut plus de bus et moins de voitures. Des arbres aussi.")
    assert may_name_people("demandez a karim le gardien")


def test_several_texts_keep_their_order():
    found = find_private(["rien", "Mme Diallo", "rien", "a@example.org"], language="fr")

    assert [[one.kind for one in spans] for spans in found] == [[], ["PERSON"], [], ["EMAIL"]]


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "06 ",
        "a",
        "Zorb ",
        "Jean-",
        "FR76 3000 ",
        "a@",
        " at ",
        "12 rue de ",
        "12 Ab Cd ",
        "villa 12 ",
        " ",
    ],
)
def test_long_monotonous_text_takes_no_long_time(piece):
    people_in("Zorb Blarg")  # what is loaded once is not what is measured
    text = (piece * 100_000)[:100_000]

    began = time.process_time()
    find_private([text], language="fr")

    assert time.process_time() - began < 5


def test_marks_become_offsets_into_the_text_without_them():
    text, spans = unmarked("À ⟦PERSON:Awa⟧, tél. ⟦PHONE:06 12 34 56 78⟧")

    assert [(kind, text[start:end]) for start, end, kind in spans] == [
        ("PERSON", "Awa"),
        ("PHONE", "06 12 34 56 78"),
    ]


def test_stretch_of_another_kind_or_mostly_elsewhere_is_not_the_same():
    assert same_stretch((0, 10, "PERSON"), (4, 10, "PERSON"))
    assert not same_stretch((0, 10, "PERSON"), (0, 10, "PHONE"))
    assert not same_stretch((0, 10, "PERSON"), (8, 20, "PERSON"))


@pytest.mark.parametrize("number", ["", "_2", "_3"])
def test_cases_are_found_as_often_as_promised(number):
    counts, _ = score(read_cases(CASES / f"private_data{number}.jsonl"))

    assert counts.recall("all") >= 0.95
    assert counts.precision("all") >= 0.9
