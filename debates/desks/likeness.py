"""Debates of one night that may be the same one: found by shared words, place and speakers, in bounded work.

Comparing all with all would grow with the square of a night. Two debates are compared only when their questions share
two words that few others have, or when they share a venue and somebody who speaks.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Any

from rapidfuzz import fuzz

from debates.models import Debate

# Two questions are nearly the same from this likeness on, of 100: a word put in or left out, another order.
NEARLY = 84
# A word that more debates have than this tells none apart; pairs beyond the second are not compared, and it is told.
COMMON = 40
PAIRS_AT_MOST = 20_000
_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True)
class Pair:
    """Two debates that may be one: how alike their questions are, of 100, and whether place and people are shared."""

    first: Debate
    second: Debate
    likeness: int
    same_question: bool
    same_place_and_people: bool


@dataclass
class Likeness:
    """The pairs found, the most alike first, and whether there were more to compare than we do."""

    pairs: list[Pair] = field(default_factory=list)
    is_cut_off: bool = False


def alike(debates: Iterable[Debate], *, apart: frozenset[tuple[int, int]] = frozenset()) -> Likeness:
    """The pairs that may be one debate, but for those that somebody said are not: (lower number, higher number).

    ``debates`` come with room and appearances with speakers loaded. No query.
    """
    by_pk = {debate.pk: debate for debate in debates}
    words = {pk: _words(debate) for pk, debate in by_pk.items()}
    gatherings = _gatherings(by_pk.values())
    compared, is_cut_off = _to_compare(words, gatherings)
    found = Likeness(is_cut_off=is_cut_off)
    for first, second in sorted(compared - apart):
        together = not gatherings[first].isdisjoint(gatherings[second])
        likeness = _likeness(by_pk[first], by_pk[second])
        if likeness >= NEARLY or together:
            found.pairs.append(Pair(by_pk[first], by_pk[second], likeness, likeness >= NEARLY, together))
    found.pairs.sort(key=lambda pair: (-pair.likeness, pair.first.pk, pair.second.pk))
    return found


def plain(text: str) -> str:
    """Lower case, without accents or signs, one space between words."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", letters))


def _likeness(first: Debate, second: Debate) -> int:
    """How alike two questions are in the language in which they are most, whatever the order of their words."""
    shared = [
        (plain(first.question[code]), plain(second.question[code]))
        for code in first.question
        if first.question[code] and second.question.get(code)
    ]
    shared = shared or [(plain(str(first.question)), plain(str(second.question)))]
    return max(round(fuzz.token_sort_ratio(one, other)) for one, other in shared)


def _words(debate: Debate) -> set[str]:
    return {word for text in debate.question.values() for word in _WORD.findall(plain(text))}


def _gatherings(debates: Iterable[Debate]) -> dict[int, set[tuple[int, str]]]:
    """(venue, person) of everybody who speaks at each debate."""
    return {
        debate.pk: {(debate.room.venue_id, one.speaker.key) for one in debate.appearances.all()}
        if debate.room is not None
        else set()
        for debate in debates
    }


def _to_compare(
    words: dict[int, set[str]], gatherings: dict[int, set[tuple[int, str]]]
) -> tuple[set[tuple[int, int]], bool]:
    """The pairs worth comparing, and whether some were left out."""
    having: dict[Any, list[int]] = defaultdict(list)
    copies: dict[frozenset[str], list[int]] = defaultdict(list)
    for pk in sorted(words):
        copies[frozenset(words[pk])].append(pk)
        for thing in (*sorted(words[pk]), *gatherings[pk]):
            having[thing].append(pk)
    # Of many copies each is told beside the next: all their pairs would say no more.
    weight = {pair: 2 for pks in copies.values() for pair in pairwise(pks)}
    # The rarest first: what few have tells most.
    for thing, pks in sorted(having.items(), key=lambda item: (len(item[1]), str(item[0]))):
        if len(pks) > COMMON:
            break
        if len(weight) > PAIRS_AT_MOST:
            return _weighty(weight), True
        for pair in combinations(pks, 2):
            # A gathering is enough; of words it takes two.
            weight[pair] = weight.get(pair, 0) + (2 if isinstance(thing, tuple) else 1)
    return _weighty(weight), False


def _weighty(weight: dict[tuple[int, int], int]) -> set[tuple[int, int]]:
    return {pair for pair, number in weight.items() if number >= 2}
