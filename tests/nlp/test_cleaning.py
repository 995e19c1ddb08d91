import pytest

from nlp.reading.cleaning import calm, clean, extent, lead, match_key, sentences, without_placeholders


def test_clean_text_has_single_spaces_and_no_invisible_characters():
    text = "  Plus\u00a0d'arbres\u200b,\x00 vite\r\n!  "

    cleaned = clean(text)

    assert cleaned == "Plus d'arbres, vite !"


@pytest.mark.parametrize(
    "other", ["référendum", "REFERENDUM", "Referendum.", "« Référendum » !", "Re\u0301fe\u0301rendum"]
)
def test_match_key_forgets_case_accents_punctuation_and_composition(other):
    assert match_key(other) == match_key("Référendum")


def test_match_key_keeps_the_vowel_signs_of_other_scripts():
    assert match_key("कि") != match_key("का")


def test_lead_of_a_short_text_is_the_text_without_its_blanks():
    text = "  Planter des arbres.\n"

    start, end = lead(text)

    assert text[start:end] == "Planter des arbres."
    assert (start, end) == extent(text)


def test_lead_of_a_long_text_stops_at_a_sentence_end():
    text = "Une phrase assez longue pour compter. " * 50

    start, end = lead(text)

    assert end - start <= 400
    assert text[start:end].endswith("compter.")


def test_lead_of_one_endless_word_is_cut():
    start, end = lead("a" * 100_000)

    assert (start, end) == (0, 400)


def test_calm_lowers_shouted_texts_only():
    assert calm("IL FAUT PLANTER DES ARBRES") == "Il faut planter des arbres"
    assert calm("Le RIC en toute matière") == "Le RIC en toute matière"


def test_sentences_are_parted_at_punctuation_and_lines():
    assert sentences("Planter. Arroser ! Quand ?\nTailler") == ["Planter.", "Arroser !", "Quand ?", "Tailler"]


def test_accent_parted_from_its_letter_by_an_invisible_mark_is_composed():
    assert clean("e\u200b\u0301te\u0301") == "été"


@pytest.mark.parametrize("other", ["L’œuvre", "l'OEUVRE", "« l'oeuvre »", "L'œuvre…", "l\u2019\u0153uvre •"])
def test_match_key_forgets_ligatures_and_typography(other):
    assert match_key(other) == "l oeuvre"


def test_match_key_of_other_scripts_drops_marks_and_keeps_words():
    assert match_key("¿Дома, Ёлки?") == match_key("дома елки")
    assert match_key("学校、公園。") == "学校 公園"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Merci à [nom] et à [adresse e-mail]", "Merci à … et à …"),
        ("Voir [1] et [...]", "Voir [1] et [...]"),
        ("[name]", "…"),
        ("Sans crochet", "Sans crochet"),
    ],
)
def test_placeholders_of_private_data_are_no_words(text, left):
    assert without_placeholders(text) == left
