"""What changed between two wordings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.charters.differences import ADDED, REMOVED, SAME, Piece, differences, settled, words

NB, THIN = "\u00a0", "\u202f"
wordings = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            ["la Ville", " ", "l’avis", "publie", NB + ":", THIN + "?", "«" + NB, "»", "\n\n", "d'ici", "."]
        ),
        max_size=40,
    ).map("".join),
)


def side(pieces: list[Piece], kind: str) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in {SAME, kind})


@given(old=wordings, new=wordings)
def test_differences_joined_give_both_wordings_back(old, new):
    pieces = differences(old, new)

    assert side(pieces, REMOVED) == old
    assert side(pieces, ADDED) == new


@given(old=wordings, new=wordings)
def test_differences_never_show_an_empty_piece_nor_two_of_a_kind_in_a_row(old, new):
    pieces = differences(old, new)

    kinds = [piece.kind for piece in pieces]
    assert all(piece.text for piece in pieces)
    assert all(one != next_one for one, next_one in zip(kinds, kinds[1:], strict=False))


@given(text=wordings)
def test_differences_of_a_text_with_itself_are_none(text):
    assert {piece.kind for piece in differences(text, text)} <= {SAME}


@given(text=wordings)
def test_words_joined_are_the_text(text):
    assert "".join(words(text)) == text


@given(text=wordings)
def test_settled_twice_is_settled_once(text):
    assert settled(settled(text)) == settled(text)


def test_differences_mark_the_word_that_changed_and_no_more():
    pieces = differences("La Ville répond à l’avis.", "La Ville répond à l’appel.")

    assert pieces == [
        Piece(SAME, "La Ville répond à l’"),
        Piece(REMOVED, "avis"),
        Piece(ADDED, "appel"),
        Piece(SAME, "."),
    ]


def test_differences_gather_words_that_change_side_by_side():
    pieces = differences("un délai de trois mois", "un délai de six semaines")

    assert pieces == [
        Piece(SAME, "un délai de "),
        Piece(REMOVED, "trois mois"),
        Piece(ADDED, "six semaines"),
    ]


def test_differences_keep_paragraphs():
    pieces = differences("Un.\nDeux.", "Un.\nDeux.\nTrois.")

    assert pieces == [Piece(SAME, "Un.\nDeux."), Piece(ADDED, "\nTrois.")]


@pytest.mark.parametrize("space", [" ", NB, THIN])
def test_words_keep_double_punctuation_with_its_space(space):
    assert words(f"Vraiment{space}? «{space}Oui{space}»") == [
        "Vraiment", f"{space}?", " ", f"«{space}", "Oui", f"{space}»",
    ]  # fmt: skip


def test_settled_wordings_that_differ_in_typography_only_are_the_same():
    old = settled("L'avis : « oui » ?\r\n\r\nFin")
    new = settled(f"L’avis{NB}: «{NB}oui{NB}»{THIN}? \n\n\n Fin")

    assert differences(old, new) == [Piece(SAME, old)]
