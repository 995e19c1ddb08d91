"""What a list tells of one debate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.templatetags.tz import do_timezone
from django.utils.formats import date_format
from django.utils.functional import Promise

from debates.finding.asked import ACCESS_NAMES
from debates.models import Debate
from debates.models.venue import YES
from debates.tonight.news import Told, told_of


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
    told: Told = Told()

    @property
    def is_full(self) -> bool:
        return self.free == 0 and self.debate.entry == Debate.REGISTRATION

    @property
    def access(self) -> list[str | Promise]:
        """What its place has for those who need it, in words; what is not known is not told."""
        if self.debate.room is None:
            return []
        venue = self.debate.room.venue
        return [name for fact, name in ACCESS_NAMES.items() if getattr(venue, fact) == YES]


@dataclass(frozen=True)
class Hour:
    """The debates that begin within one hour, and that hour by the clock of each city, as (hour, city).

    ``day`` is empty where it is that of the hour before, and where it is another in another city: its cards tell theirs
    then (``is_one_day`` is False).
    """

    day: str
    is_one_day: bool
    clocks: list[tuple[str, str]]
    cards: list[Card]


def cards(debates: Iterable[Debate], *, at: datetime) -> list[Card]:
    """A card a debate, for debates loaded with `for_cards`. No query."""
    return [
        Card(
            debate,
            starts=_by_clock_of(debate, debate.starts),
            ends=_by_clock_of(debate, debate.ends),
            is_on=debate.starts <= at < debate.ends and not debate.is_cancelled,
            is_over=debate.ends <= at,
            free=debate.seating.free,
            told=told_of(debate),
            km=square**0.5 if (square := getattr(debate, "square", None)) is not None else None,
        )
        for debate in debates
    ]


def by_hour(listed: Iterable[Card]) -> list[Hour]:
    """Cards in the order of their beginning, parted by the hour in which they begin; one hour is one moment, told by
    the clock of each city that has a debate then."""
    hours: list[Hour] = []
    before = ""
    for _moment, together in groupby(listed, key=_hour_of):
        group = list(together)
        is_one_day = len({card.starts.date() for card in group}) == 1
        day = date_format(group[0].starts, "l j F") if is_one_day else ""
        clocks = {str(card.debate.night.city): _clock(card) for card in group}
        told = [(hour, city) for city, hour in sorted(clocks.items())]
        hours.append(Hour(day if day != before else "", is_one_day, told, group))
        before = day
    return hours


def _by_clock_of(debate: Debate, moment: datetime) -> datetime:
    # Unlike astimezone's, this result is not told by the server's clock again when a template writes it.
    return do_timezone(moment, debate.zone)


def _hour_of(card: Card) -> datetime:
    return card.debate.starts.replace(minute=0, second=0, microsecond=0)


def _clock(card: Card) -> str:
    return date_format(card.starts.replace(minute=0), "TIME_FORMAT")
