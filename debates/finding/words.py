"""The words of debates: French stems, accents or not, typing errors forgiven, the same on both databases."""

from __future__ import annotations

from search.matching import matches, wanted_words

KIND = "debate"


def ids_with(text: str, *, language: str) -> list[int]:
    """The debates that have these words, the best first. A few queries; empty when no debate has them."""
    return [match.object_id for match in matches(wanted_words(text, language), language, kinds=(KIND,))]
