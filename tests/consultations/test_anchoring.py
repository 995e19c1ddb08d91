"""A quotation is found again in a rewritten text, or nobody pretends to have found it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.amending.anchoring import find_again

ARTICLE = (
    "La Ville répond à chaque contribution dans les trois mois. Elle dit ce qu’elle retient.\n\n"
    "La Ville publie un registre. Chacun peut le lire.\n\n"
    "Les réunions ont lieu le soir, avec une garde d’enfants."
)
WORDS = [f"mot{number}" for number in range(12)]
NEW_WORDS = [f"ajout{number}" for number in range(5)]


def found(quote: str, new: str, *, old: str = ARTICLE, nth: int = 0) -> str | None:
    """The words on which the nth standing of the quotation ends up."""
    start = -1
    for _n in range(nth + 1):
        start = old.index(quote, start + 1)
    place = find_again(old, start, start + len(quote), new)
    return new[slice(*place)] if place else None


def place_of(quote: str, new: str, *, old: str = ARTICLE, nth: int = 0):
    start = -1
    for _n in range(nth + 1):
        start = old.index(quote, start + 1)
    return find_again(old, start, start + len(quote), new)


def test_quotation_stays_where_nothing_changed():
    start = ARTICLE.index("un registre")

    assert find_again(ARTICLE, start, start + 11, ARTICLE) == (start, start + 11)


def test_quotation_follows_a_paragraph_that_was_moved():
    one, two, three = ARTICLE.split("\n\n")
    new = "\n\n".join([two, three, one])

    assert place_of("La Ville", new) == (new.index("La Ville répond"), new.index("La Ville répond") + 8)
    assert place_of("La Ville", new, nth=1) == (0, 8)


def test_quotation_whose_words_are_removed_does_not_jump_to_the_same_words_nearby():
    new = ARTICLE.replace("La Ville répond à chaque contribution dans les trois mois. ", "")

    assert found("La Ville", new) is None
    assert found("La Ville", new, nth=1) == "La Ville"


def test_quotation_that_is_gone_is_not_found():
    assert found("le soir, avec une garde d’enfants", ARTICLE.split("Les réunions")[0]) is None


def test_quotation_slightly_reworded_is_found():
    new = ARTICLE.replace("dans les trois mois", "dans les deux mois")

    assert found("La Ville répond à chaque contribution dans les trois mois.", new) == (
        "La Ville répond à chaque contribution dans les deux mois."
    )


def test_quotation_rewritten_beyond_a_third_of_its_words_is_left_to_a_person():
    new = ARTICLE.replace("dans les trois mois", "avant la fin de l’année suivante")

    assert found("dans les trois mois", new) is None


def test_quotation_between_two_passages_that_resemble_it_is_left_to_a_person():
    old = "La Ville répond en trois mois. Autre chose."
    new = "La Ville répond en deux mois. Autre chose. La Ville répond en quatre mois."

    assert found("La Ville répond en trois mois.", new, old=old) is None


def test_quotation_does_not_take_the_place_of_words_that_resemble_it():
    old = "Le maire répond en trois mois. Le conseil écoute. Le maire répond en six mois."
    new = "Le conseil écoute. Le maire répond en six mois."

    assert found("Le maire répond en trois mois.", new, old=old) is None


def test_short_quotation_written_anew_elsewhere_is_left_to_a_person():
    old = "Avant toute décision, un registre est ouvert au public."
    new = "On fera autrement (un registre ?) mais plus tard."

    assert found("un registre", new, old=old) is None


def test_kinds_of_spaces_and_apostrophes_make_no_difference():
    new = ARTICLE.replace("’", "'").replace(" ", "\u00a0").replace("\n\n", "\r\n\r\n")

    assert found("ce qu’elle retient.\n\nLa Ville publie", new) is not None
    assert found("garde d’enfants", new) == "garde\u00a0d'enfants"


def test_quotation_is_not_found_inside_a_longer_word():
    assert found("art", "Un article. De l’artisan.", old="Une part d’art.", nth=1) is None


def text_with(quote: str, between: list[list[str]]) -> tuple[str, list[int]]:
    """The quotation between runs of words, and where each of its standings begins."""
    text, starts = " ".join(between[0]), []
    for run in between[1:]:
        starts.append(len(text) + 1)
        text = f"{text} {quote} {' '.join(run)}"
    return text, starts


@given(data=st.data())
def test_inserting_or_removing_text_elsewhere_never_loses_nor_misplaces_a_quotation(data):
    """However often the same words stand in the text, one change between two of them moves none."""
    standings = data.draw(st.integers(1, 4))
    words = iter(f"mot{number}" for number in range(100))
    between = [[next(words) for _n in range(data.draw(st.integers(1, 4)))] for _run in range(standings + 1)]
    quote = data.draw(st.sampled_from(["Ville", "la Ville", "la Ville de demain matin"]))
    old, starts = text_with(quote, between)
    changed = data.draw(st.integers(0, standings))
    run = between[changed]
    first = data.draw(st.integers(0, len(run) - 1))
    last = data.draw(st.integers(first, len(run) - 1))
    added = data.draw(st.lists(st.sampled_from(NEW_WORDS), max_size=4))
    between[changed] = [*run[:first], *added, *run[last:]]
    new, moved = text_with(quote, between)

    places = [find_again(old, start, start + len(quote), new) for start in starts]

    assert places == [(start, start + len(quote)) for start in moved]


@given(data=st.data())
def test_many_changes_elsewhere_never_lose_a_quotation_that_stands_once(data):
    quote = "la Ville de demain matin"
    before = data.draw(st.lists(st.sampled_from(WORDS), max_size=8))
    after = data.draw(st.lists(st.sampled_from(WORDS), max_size=8))
    old = " ".join([*before, quote, *after])
    others = st.lists(st.sampled_from(WORDS + NEW_WORDS), max_size=8)
    new = " ".join([*data.draw(others), quote, *data.draw(others)])

    start, there = old.index(quote), new.index(quote)

    assert find_again(old, start, start + len(quote), new) == (there, there + len(quote))


@given(data=st.data())
def test_removing_the_words_of_a_quotation_always_leaves_it_to_a_person(data):
    words = data.draw(st.lists(st.sampled_from(WORDS), min_size=5, max_size=12, unique=True))
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    old = " ".join(words)
    quote = " ".join(words[first:last])

    start = old.index(quote)

    assert find_again(old, start, start + len(quote), " ".join([*words[:first], *words[last:]])) is None


@pytest.mark.parametrize("new", ["", " ", "."])
def test_nothing_is_found_in_an_empty_text(new):
    assert found("un registre", new) is None
