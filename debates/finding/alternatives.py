"""What to offer when no debate has all that was asked for: the search with the least given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from debates.finding.asked import Asked
from debates.finding.matching import keys_of, listed, matching
from debates.models import Debate

SHOWN = 3


@dataclass(frozen=True)
class Alternative:
    """The search without one choice: what is given up in words, how many debates that leaves, and its address."""

    given_up: str
    count: int
    query: str


def alternatives(asked: Asked, *, at: datetime) -> list[Alternative]:
    """Each choice that can be given up alone and leaves something, the least important first. A query a choice."""
    found = []
    for parameter in asked.chosen():
        without = asked.without(parameter)
        count = matching(without, at=at).count()
        if count:
            found.append(Alternative(asked.in_words(parameter), count, without.query()))
    return found


def nearest(asked: Asked, *, at: datetime) -> list[Debate]:
    """A few debates that are nearest to what was asked: choices are given up, the least important first, until some
    are left. As many queries as choices, and those of the cards."""
    left = asked
    for parameter in asked.chosen():
        left = left.without(parameter)
        keys = list(keys_of(left, at=at)[:SHOWN])
        if keys:
            return list(listed(keys, left))
    return []
