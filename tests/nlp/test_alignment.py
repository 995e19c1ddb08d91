import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.reading.alignment import carry, words
from nlp.reading.cleaning import match_key

ORIGINAL = "Planter des arbres, vite ! Et puis : fermer l'école le soir ? Merci."
SPANS = [(0, 26), (27, 61), (62, 68)]


def pieces(text, spans):
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        (
            "PLANTER DES ARBRES VITE ET PUIS FERMER L'ECOLE LE SOIR MERCI",
            ["PLANTER DES ARBRES VITE", "ET PUIS FERMER L'ECOLE LE SOIR", "MERCI"],
        ),
        (
            "  planter des arbres… vite!\n\n(et puis) fermer l’école le soir ?!\tMerci  ",
            ["planter des arbres… vite!", "(et puis) fermer l’école le soir ?!", "Merci"],
        ),
        (
            "Planter des arbres, vite !Et puis: fermer l'e\u0301cole\u200b le soir? Merci.",
            ["Planter des arbres, vite !", "Et puis: fermer l'e\u0301cole\u200b le soir?", "Merci."],
        ),
    ],
)
def test_spans_are_carried_to_a_copy_that_is_written_otherwise(copy, expected):
    carried = carry(SPANS, ORIGINAL, copy)

    assert pieces(copy, carried) == expected


def test_spans_of_the_same_text_stay_as_they_are():
    assert carry(SPANS, ORIGINAL, ORIGINAL) == SPANS


def test_letters_that_fold_into_two_keep_their_place():
    original, copy = "Un œuf. Une straße.", "un oeuf ; une STRASSE"

    carried = carry([(0, 7), (8, 19)], original, copy)

    assert pieces(copy, carried) == ["un oeuf ;", "une STRASSE"]


def test_texts_with_other_words_are_not_aligned():
    assert carry(SPANS, ORIGINAL, "Planter des arbres et fermer l'école") is None


def test_span_that_cuts_a_word_or_holds_none_is_not_carried():
    copy = ORIGINAL.upper()

    assert carry([(0, 3), (3, 68)], ORIGINAL, copy) is None
    assert carry([(0, 24), (25, 26)], ORIGINAL, copy) is None


def test_endless_marks_after_a_word_are_no_error():
    copy = "PLANTER DES ARBRES VITE " + "! " * 50_000 + "ET PUIS FERMER L'ECOLE LE SOIR MERCI"

    carried = carry(SPANS, ORIGINAL, copy)

    assert pieces(copy, carried)[1:] == ["ET PUIS FERMER L'ECOLE LE SOIR", "MERCI"]


@given(st.text(alphabet="aéÉœ ß'-!«»\u0301\u200b\n€0कि学", max_size=40))
def test_words_of_a_text_are_those_of_its_match_key(text):
    found = words(text)

    assert " ".join(word for word, _, _ in found) == match_key(text)
    assert all(match_key(text[start:end]).replace(" ", "") == word for word, start, end in found)


@given(st.lists(st.sampled_from(["Été", "l'œuf", "dix", "NON"]), min_size=2, max_size=12), st.data())
def test_carried_spans_hold_the_same_words_in_order_and_never_overlap(said, data):
    cut = data.draw(st.integers(1, len(said) - 1))
    first, second = " ".join(said[:cut]), " ".join(said[cut:])
    original = f"{first}. {second} !"
    copy = data.draw(st.sampled_from([" - ", ", ", "…", "\n"])).join(said).swapcase()

    carried = carry([(0, len(first) + 1), (len(first) + 2, len(original))], original, copy)

    assert [match_key(piece) for piece in pieces(copy, carried)] == [match_key(first), match_key(second)]
    assert carried[0][1] <= carried[1][0]
