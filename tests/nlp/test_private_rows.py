import pytest

from nlp.private.finding import find_private
from nlp.private.name_tables import is_mandarin_name
from nlp.private.vocabulary import is_slip


def private_in(text, language, kind="PERSON"):
    return [
        text[one.start : one.end] for one in find_private([text], language=language)[0] if one.kind == kind
    ]


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("prenom : oumou nom : bathily avis : plus de bancs", "fr", ["oumou", "bathily"]),
        ("NOM BATHILY - PRÉNOM OUMOU - ÂGE 34", "fr", ["BATHILY", "OUMOU"]),
        ("Nom/Prénom : Castagnède Aurèle", "fr", ["Castagnède Aurèle"]),
        ("Given name: Mei Ling Family name: Tan Answer: yes", "en", ["Mei Ling", "Tan"]),
        ("surname hargreaves first name lorna more bins", "en", ["hargreaves", "lorna"]),
    ],
)
def test_form_typed_as_text_gives_both_halves_of_a_name(text, language, names):
    assert private_in(text, language) == names


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Changer le nom de la rue et le prénom usuel", "fr"),
        ("Ils demandent nom prénom adresse téléphone", "fr"),
        ("Nom : parc des cerisiers", "fr"),
        ("Give your first name and last name and email", "en"),
    ],
)
def test_talk_of_names_is_no_form(text, language):
    assert private_in(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("Gildas, Ronan et moi avons signé", "fr", ["Gildas", "Ronan"]),
        ("mes enfants lina et sofia nont pas de place", "fr", ["lina", "sofia"]),
        ("me, zoe and amir got stopped", "en", ["zoe", "amir"]),
        ("my sons oscar and kwame share one bed", "en", ["oscar", "kwame"]),
    ],
)
def test_row_with_the_speaker_or_a_relation_names_persons(text, language, names):
    assert private_in(text, language) == names


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("je suis ghislaine peyronnet et je vis seule", "fr", ["ghislaine peyronnet"]),
        ("je m'appelle rose j'ai 9 ans", "fr", ["rose"]),
        ("my name is delroy campbell i drive the 36", "en", ["delroy campbell"]),
        ("je suis lyonnais depuis 3 ans", "fr", []),
        ("je suis maman solo et fatiguée", "fr", []),
        ("my name is not for publication", "en", []),
    ],
)
def test_introduction_in_lower_case_gives_a_name(text, language, names):
    assert private_in(text, language) == names


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("Les Vandecasteele ont construit un mur", "fr", ["Vandecasteele"]),
        ("The Dhaliwals moved out because of the damp", "en", ["Dhaliwals"]),
        ("Le Dr Castagnède-Roy consulte tard", "fr", ["Castagnède-Roy"]),
        ("Les Parisiens ont perdu", "fr", []),
        ("The Romans lived here", "en", []),
    ],
)
def test_family_is_named_by_its_article_and_what_it_does(text, language, names):
    assert private_in(text, language) == names


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Zhao Xiaoming vend des raviolis", "fr", "Zhao Xiaoming"),
        ("Hier Komlan Agbodjan est tombé devant la poste", "fr", "Komlan Agbodjan"),
        ("Last week Elowen Tregenza fell outside", "en", "Elowen Tregenza"),
        ("I saw Jasper Holloway crying at the counter", "en", "Jasper Holloway"),
    ],
)
def test_name_in_no_list_is_found_by_what_stands_around_it(text, language, name):
    assert private_in(text, language) == [name]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mrs May and Mr Brown both lost elections", "en"),
        ("Coaches to Beverley, Selby and Whitby", "en"),
        ("Entre Lourdes, Vincent et Tarbes, plus de train", "fr"),
        ("Jeanne et Clovis dans le royaume des Francs", "fr"),
        ("Rénovation des rues René Binet et Francis de Croisset", "fr"),
        ("Culte de la personnalité d'Emmanuel Macron et de Brigitte", "fr"),
        ("Que M. MACRON et les siens se taisent", "fr"),
        ("Proportionnelle et R.I.C., rôle des C.E.S.", "fr"),
        ("Den Platz für Grünflächen nutzen und die Straßen verengen", "auto"),
    ],
)
def test_politics_journeys_history_and_things_name_no_private_person(text, language):
    assert private_in(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "address"),
    [
        (
            "au 77 route de paris 78100 saint germain en laye c'est bruyant",
            "fr",
            "77 route de paris 78100 saint germain en laye",
        ),
        ("le 45 route du lac lac beauport qc g3b 0k6 svp", "fr", "45 route du lac lac beauport qc g3b 0k6"),
        (
            "my address is 27 chestnut grove nottingham ng3 5at please",
            "en",
            "27 chestnut grove nottingham ng3 5at",
        ),
    ],
)
def test_address_without_capitals_nor_commas_is_found(text, language, address):
    assert private_in(text, language, "ADDRESS") == [address]


def test_counted_things_and_prices_are_no_address():
    assert private_in("3 places de parking pour 75000 euros", "fr", "ADDRESS") == []


def test_mandarin_name_is_known_in_either_order():
    assert is_mandarin_name("Chen", "Yuting")
    assert is_mandarin_name("Yuting", "Chen")
    assert not is_mandarin_name("Chen", "Bradley")


def test_word_typed_without_its_apostrophe_is_no_surname():
    assert is_slip("nont", "fr")
    assert is_slip("cant", "en")
    assert not is_slip("nadal", "fr")
