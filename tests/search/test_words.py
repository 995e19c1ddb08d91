"""Words, stems and the keys of mistyped words: time and size stay in bounds."""

from __future__ import annotations

import time

import pytest
from rapidfuzz.distance import OSA

from search.excerpts import excerpt, marked
from search.tolerance import errors_forgiven, keys_of, keys_to_try
from search.words import fold, stems, telling_words, tokens


def test_words_are_what_people_call_words():
    found = [token.text for token in tokens("L’école d'Été : 17 ans, cœur-à-cœur, e\u0301lu_e, 12e !")]

    assert found == ["école", "été", "17", "ans", "cœur", "cœur", "élu", "12e"]


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Été", "ete"),
        ("cœur", "coeur"),
        ("Straße", "strasse"),
        ("jàmm", "jamm"),
        ("ŋ", "ŋ"),
        ("20ème", "20"),
        ("1er", "1"),
        ("20th", "20"),
    ],
)
def test_folded_words_have_no_accents(word, folded):
    assert fold(word) == folded


def test_words_of_another_language_are_their_own_stems():
    assert stems("ndajem", "wo") == ("ndajem", "ndajem")


def test_silent_words_are_left_out_in_their_language_only():
    assert [token.text for token in telling_words("the house dans la rue", "fr")] == ["the", "house", "rue"]


@pytest.mark.parametrize("word", ["velo", "mairie", "quartier", "association", "arrondissement"])
def test_each_forgiven_error_shares_a_key_with_the_word(word):
    letters = "abeiostrz"
    one_error = {word[:n] + word[n + 1 :] for n in range(len(word))}
    one_error |= {word[:n] + letter + word[n:] for n in range(len(word) + 1) for letter in letters}
    one_error |= {word[:n] + letter + word[n + 1 :] for n in range(len(word)) for letter in letters}
    one_error |= {word[: n - 1] + word[n] + word[n - 1] + word[n + 1 :] for n in range(1, len(word))}
    typed = {one for one in one_error if errors_forgiven(one)} - {word}

    lost = {one for one in typed if not keys_to_try(one) & keys_of(word)}

    assert all(OSA.distance(one, word) == 1 for one in typed)
    assert lost == set()


@pytest.mark.parametrize("hostile", ["a" * 200_000, "a\u0301" * 50_000, "-'" * 100_000, "é_" * 100_000])
def test_reading_takes_time_in_proportion(hostile):
    began = time.perf_counter()

    list(tokens(hostile))
    excerpt(hostile, frozenset({"a"}))

    assert time.perf_counter() - began < 5


def test_excerpt_shows_where_most_of_the_words_are():
    text = "Un mot. " * 60 + "La mairie ouvre son école aux habitants. " + "Encore un mot. " * 60

    stretches = excerpt(text, frozenset({"mairie", "ecole"}))

    assert [one.text for one in stretches if one.is_found] == ["mairie", "école"]
    assert stretches[0].text == "… "
    assert stretches[-1].text == " …"
    assert len("".join(one.text for one in stretches)) < 240


def test_excerpt_of_a_text_without_the_words_is_its_beginning():
    assert (
        "".join(one.text for one in excerpt("Une phrase courte.", frozenset({"x"}))) == "Une phrase courte."
    )


def test_marked_text_is_all_there():
    parts = marked("<b>Été</b>", frozenset({"ete"}))

    assert [(one.text, one.is_found) for one in parts] == [("<b>", False), ("Été", True), ("</b>", False)]
