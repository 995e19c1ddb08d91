"""For and against are told apart, and sub-themes hold one of them."""

import json
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.grouping.sides.lexicon import LEXICONS
from nlp.grouping.stances import part_by_stance, stance, stances

CASES = [Path(__file__).parent / "cases" / name for name in ("stances.jsonl", "stances_2.jsonl")]


@pytest.mark.parametrize(
    "text",
    [
        "Supprimer le péage",
        "Moins de péages",
        "Non au péage",
        "Il ne faut pas de péage",
        "faut pas mettre un péage",
        "Pas de péage ici",
        "Je suis contre le péage",
        "Je ne suis pas favorable au péage",
        "Je suis pour la suppression du péage",
        "Le péage doit être supprimé",
        "Le péage ne sert à rien",
        "Le péage, c'est inutile",
        "Un péage serait une erreur",
        "Hors de question de payer un péage",
        "À quoi bon garder le péage ?",
        "Je ne pense pas qu'il faille un péage",
        "Plus de péage, ça suffit",
        "On en a marre du péage",
        "Il est absurde de construire un péage",
        "N'installez pas de péage",
        "Aucun péage ici, la route doit rester libre",
        "Zéro péage",
        "On donne trop de place au péage",
        "La vallée se porterait mieux sans péage",
        "Sans péage la vallée serait plus calme",
        "Qui peut croire qu'un péage aiderait ?",
        "Qui veut encore d'un péage ?",
        "La route doit devenir payante",
        "Le débat doit se tenir à huis clos",
        "Fixer un maximum au prix du péage",
        "Pas plus de deux péages",
        "Deux péages au maximum",
        "Après dix ans, on ne devrait plus pouvoir être maire",
        "Seuls les riverains devraient passer",
        "Taxer les riverains serait du racket",
        "Le péage divise les gens",
        "Arrêtez le péage, c'est inutile",
        "Un péage ? Quelle mauvaise idée",
    ],
)
def test_stance_is_against_in_french(text):
    assert stance(text, "fr") == -1


@pytest.mark.parametrize(
    "text",
    [
        "Garder le marché",
        "Plus de marchés",
        "Il faut un marché",
        "Il ne faut pas supprimer le marché",
        "Ne supprimez pas le marché",
        "Touche pas à mon marché",
        "Je ne suis pas contre le marché",
        "Je suis contre la suppression du marché",
        "Supprimer le marché serait une erreur",
        "Supprimer le marché, c'est une erreur",
        "Il serait dommage de supprimer le marché",
        "Il n'y a pas assez de marchés",
        "Pourquoi ne pas ouvrir un marché ?",
        "Le marché n'est pas inutile",
        "Baisser l'âge du vote à 16 ans",
        "Sans marché, le bourg mourrait",
        "Pas de travaux sans l'avis des habitants",
        "Le marché mérite d'être soutenu",
        "On n'écoute pas assez les marchands",
        "Que les habitants puissent proposer un marché",
        "Le marché ne doit rien coûter aux marchands",
        "Pas de débat à huis clos",
        "Lutter contre la fraude",
        "Arrêtons le gaspillage",
        "Il est anormal que le marché ne soit pas ouvert",
        "En écoutant les habitants",
        "Il faut absolument garder le marché",
        "Le marché ferme trop tôt",
    ],
)
def test_stance_is_for_in_french(text):
    assert stance(text, "fr") == 1


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Scrap the toll", -1),
        ("No more tolls", -1),
        ("Tolls should be banned", -1),
        ("We don't want a toll", -1),
        ("I'm against the toll", -1),
        ("I don't think we should have a toll", -1),
        ("It would be a bad idea to build a toll", -1),
        ("Why keep the toll?", -1),
        ("There are too many tolls", -1),
        ("Get rid of the toll", -1),
        ("Not a single toll", -1),
        ("We give the toll too much weight", -1),
        ("The valley would be better off without the toll", -1),
        ("Who wants a toll?", -1),
        ("Do we really need a toll?", -1),
        ("The road should be kept off limits", -1),
        ("Meetings should be held in private", -1),
        ("No more than two tolls", -1),
        ("Only residents should drive here", -1),
        ("The toll helps no one", -1),
        ("No tolls without a vote", 1),
        ("Without the market the village would die", 1),
        ("Residents deserve a market", 1),
        ("Traders do not get enough help", 1),
        ("The market should not cost anything", 1),
        ("I fully support the market", 1),
        ("Keep the market", 1),
        ("Don't scrap the market", 1),
        ("I'm not against the market", 1),
        ("The market should not be closed", 1),
        ("The plan to close the market is a mistake", 1),
        ("There are not enough markets", 1),
        ("Lower the voting age to 16", 1),
    ],
)
def test_stance_of_an_english_text(text, side):
    assert stance(text, "en") == side


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("My card was not accepted", "en"),
        ("I can't find my card", "en"),
        ("Why was I charged twice?", "en"),
        ("Les gens ne votent plus", "fr"),
        ("Le bus n'est pas passé ce matin", "fr"),
        ("Mon dossier a été refusé", "fr"),
        ("Aucun agent ne m'a répondu", "fr"),
        ("S'il pleut, fermer le marché", "fr"),
    ],
)
def test_a_negation_that_describes_takes_no_side(text, language):
    assert stance(text, language) == 0


def test_an_english_text_told_as_french_is_read_in_english():
    assert stance("Ban the lobbyists from parliament", "fr") == -1


def test_other_languages_take_no_side():
    assert stances(["Nein zur Maut", ""], ["de", "fr"]).tolist() == [0, 0]


def test_stances_are_read_fast():
    texts = ["Il ne faut surtout pas supprimer les petites lignes, elles sont utiles à tous"] * 2000
    before = time.process_time()

    stances(texts, ["fr"] * len(texts))

    assert time.process_time() - before < 0.5


def test_sides_of_pairs_differ_or_agree():
    pairs = [json.loads(line) for cases in CASES for line in cases.read_text(encoding="utf-8").splitlines()]
    right = {"opposed": [], "same": []}

    for pair in pairs:
        against = [stance(pair[name], pair["language"]) < 0 for name in ("a", "b")]
        right[pair["kind"]].append((against[0] == against[1]) == (pair["kind"] == "same"))

    assert {kind: np.mean(found) >= 0.9 for kind, found in right.items()} == {"opposed": True, "same": True}


def around(*angles):
    return np.array([[np.cos(angle), np.sin(angle)] for angle in angles], dtype=np.float32)


def test_part_by_stance_parts_a_sub_theme_that_holds_both_sides():
    points = around(0, 0, 0, 0, 0.1, 0.1, 0.1)
    sides = np.array([1, 1, 0, 1, -1, -1, -1])

    parted = part_by_stance(np.zeros(7, int), np.zeros(7, int), sides, points)

    assert len(set(parted[:4])) == 1
    assert len(set(parted[4:])) == 1
    assert parted[0] != parted[4]


def test_part_by_stance_sends_a_few_to_the_nearest_of_their_side():
    themes = np.zeros(13, int)
    subthemes = np.repeat([0, 1, 2], [5, 4, 4])
    points = around(*[0] * 5, *[0.5] * 4, *[2] * 4)
    sides = np.array([1, 1, 1, 1, -1] + [-1] * 4 + [-1] * 4)

    parted = part_by_stance(subthemes, themes, sides, points)

    assert parted[4] == parted[5]
    assert len(set(parted)) == 3


def test_part_by_stance_gathers_remnants_of_one_theme_and_never_crosses_themes():
    themes = np.repeat([0, 0, 0, 1], 4)
    subthemes = np.repeat([0, 1, 2, 3], 4)
    sides = np.array([1, 1, 1, -1] * 3 + [-1] * 4)

    parted = part_by_stance(subthemes, themes, sides, around(*range(16)))

    assert parted[3] == parted[7] == parted[11]
    assert parted[3] not in set(parted[12:])
    assert len(set(parted)) == 5


def test_part_by_stance_leaves_sub_themes_of_one_side_whole():
    subthemes = np.array([0, 0, 1, 1, 1])

    parted = part_by_stance(subthemes, np.zeros(5, int), np.array([1, 0, -1, -1, 0]), around(0, 1, 2, 3, 4))

    assert parted.tolist() == [0, 0, 1, 1, 1]


def test_part_by_stance_of_nothing_is_nothing():
    none = np.zeros(0, int)

    assert part_by_stance(none, none, none, np.zeros((0, 2), np.float32)).tolist() == []


WORDS = sorted({*LEXICONS["fr"], *LEXICONS["en"], "tram", "the", "le", "de", "ban", "construire"})


@given(words=st.lists(st.sampled_from(WORDS), max_size=9), language=st.sampled_from(["fr", "en"]))
def test_stance_of_any_words_is_a_side(words, language):
    assert stance(" ".join(words), language) in {-1, 0, 1}


def test_stance_reads_french_words_that_were_taken_for_english():
    assert stance("Sans tram", "en") == stance("Sans tram", "fr")


def test_part_by_stance_leaves_whole_what_few_take_sides_in():
    subthemes, themes = np.zeros(10, dtype=int), np.zeros(10, dtype=int)
    sides = np.array([1, 1, -1, -1, 0, 0, 0, 0, 0, 0])

    parted = part_by_stance(subthemes, themes, sides, np.eye(10, dtype=np.float32))

    assert parted.tolist() == [0] * 10
