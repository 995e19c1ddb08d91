"""When seats can be reserved, and how many: a city's rules for its night, or a meeting's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from debates.models import Debate

# An offer of a seat ends this long before the debate at the latest, so that a late “no” still helps somebody.
LAST_OFFER = timedelta(hours=1)
SHORTEST_OFFER = timedelta(minutes=15)


@dataclass(frozen=True)
class Rules:
    """The rules of one debate or meeting. ``takes_place`` is False for what is called off or not public."""

    starts: datetime
    closes: datetime
    seats_at_most: int
    offer: timedelta
    takes_place: bool = True
    opens: datetime | None = None

    def open(self, *, at: datetime) -> bool:
        """Whether somebody new may reserve."""
        return self.takes_place and (self.opens is None or at >= self.opens) and at < self.closes

    def changeable(self, *, at: datetime) -> bool:
        """Whether those who reserved may still change it; cancelling is always possible."""
        return self.takes_place and at < self.starts

    def offer_ends(self, *, at: datetime) -> datetime | None:
        """Until when a seat offered now is kept; None when it is too late to offer one."""
        end = min(at + self.offer, self.starts - LAST_OFFER)
        if end < at + SHORTEST_OFFER:
            end = min(at + SHORTEST_OFFER, self.starts)
        return end if end > at else None


def rules_of(debate: Debate) -> Rules:
    """The rules of a debate of a city's night; ``debate`` is loaded with its night and edition."""
    night = debate.night
    return Rules(
        starts=debate.starts,
        opens=night.registration_opens,
        closes=debate.starts - timedelta(minutes=night.closes_minutes_before),
        seats_at_most=night.seats_at_most,
        offer=timedelta(hours=night.offer_hours),
        takes_place=debate.status == Debate.PUBLISHED
        and debate.entry == Debate.REGISTRATION
        and night.edition.public,
    )
