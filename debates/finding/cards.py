"""What a list tells of one debate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from debates.models import Debate


@dataclass(frozen=True)
class Card:
    """A debate in a list: hours in its venue's zone, and how it stands at that moment."""

    debate: Debate
    starts: datetime
    ends: datetime
    is_on: bool
    is_over: bool
    free: int | None
    km: float | None = None

    @property
    def is_full(self) -> bool:
        return self.free == 0 and self.debate.entry == Debate.REGISTRATION


def cards(debates: Iterable[Debate], *, at: datetime) -> list[Card]:
    """A card a debate, for debates loaded with `for_cards`. No query."""
    return [
        Card(
            debate,
            starts=debate.starts.astimezone(debate.zone),
            ends=debate.ends.astimezone(debate.zone),
            is_on=debate.starts <= at < debate.ends and not debate.is_cancelled,
            is_over=debate.ends <= at,
            free=debate.seating.free,
            km=square**0.5 if (square := getattr(debate, "square", None)) is not None else None,
        )
        for debate in debates
    ]
