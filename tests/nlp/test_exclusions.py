import pytest

from nlp.reading.cleaning import match_key
from nlp.reading.exclusions import REASONS, reason_to_set_aside


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("  \n ", "empty"),
        ("?!...", "no-words"),
        ("👍👍", "no-words"),
        ("12", "no-words"),
        ("x", "no-words"),
        ("aaa AAA a", "no-words"),
        ("Oui", "yes-no"),
        ("NON !", "yes-no"),
        ("RAS", "no-opinion"),
        ("R.A.S.", "no-opinion"),
        ("rien", "no-opinion"),
        ("Ne sait pas", "no-opinion"),
        ("Je ne sais vraiment pas.", "no-opinion"),
        ("j'ai pas d'idée", "no-opinion"),
        ("No comment", "no-opinion"),
        ("I don't know", "no-opinion"),
        ("Non concerné", "not-concerned"),
        ("n/a", "not-concerned"),
        ("Sans objet", "not-concerned"),
        ("Idem", "see-elsewhere"),
        ("Voir ma réponse ci-dessus", "see-elsewhere"),
        ("cf. plus haut", "see-elsewhere"),
    ],
)
def test_text_that_says_nothing_is_set_aside_with_its_reason(text, reason):
    assert reason_to_set_aside(text) == reason
    assert reason in REASONS


@pytest.mark.parametrize(
    "text",
    [
        "Référendum",
        "RIC",
        "Non au vote obligatoire",
        "Oui, mais seulement au niveau local",
        "Rien ne change jamais, il faut voter",
        "Aucun impôt nouveau",
        "Voir comment font les Suisses",
        "Je ne sais pas pourquoi la cantine est si chère",
        "Comme avant",
        "学校",
        "学",
        "ё ё",
        "Santé",
    ],
)
def test_text_that_may_hold_an_idea_is_kept(text):
    assert reason_to_set_aside(text) == ""


def test_long_text_never_slows_the_reading():
    assert reason_to_set_aside("voir la réponse à la question " * 4000) == ""


@pytest.mark.parametrize("text", ["", "RAS", "Non concerné", "!!", "Idem", "Plus de bancs"])
def test_reason_is_the_same_where_the_match_key_is_known(text):
    assert reason_to_set_aside(text, match_key(text)) == reason_to_set_aside(text)
