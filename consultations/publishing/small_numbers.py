"""Care for the few: what is counted by district must not point at anybody.

A figure below five is never given. Where hiding it would not be enough, because a single district is hidden and the
rest can be subtracted from the total, the smallest district that could be shown is hidden too (what statisticians
call secondary suppression).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

FEWEST = 5

Place = TypeVar("Place", bound=Hashable)


def places_shown(counts: Mapping[Place, int], *, without: int) -> set[Place]:
    """The places whose figure may be given; ``without`` is how many said no place.

    What remains (hidden places and those without) is then empty, or of at least five people in two places or more.
    """
    filled = {place: count for place, count in counts.items() if count}
    shown = {place for place, count in filled.items() if count >= FEWEST}
    while shown and _points_at_somebody(filled, shown, without):
        shown.discard(min(shown, key=lambda place: (filled[place], str(place))))
    return shown


def _points_at_somebody(counts: Mapping[Place, int], shown: set[Place], without: int) -> bool:
    hidden = [count for place, count in counts.items() if place not in shown]
    if not hidden:
        return False
    return sum(hidden) + without < FEWEST or len(hidden) + bool(without) < 2
