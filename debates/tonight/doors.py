"""What is seen at the door: who reserved and what they need, who came, and how full the room is."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from debates.models import Door, Registration
from debates.tonight.doorways import Doorway


@dataclass(frozen=True)
class Count:
    """How many are in and how many still expected; ``places`` is what the room holds, None where that is unknown."""

    reserved: int
    arrived: int
    walk_ins: int
    expected: int
    places: int | None

    @property
    def inside(self) -> int:
        return self.arrived + self.walk_ins

    @property
    def places_left(self) -> int | None:
        """Places that nobody is in and nobody who reserved may still come for; below none, 0."""
        return None if self.places is None else max(self.places - self.inside - self.expected, 0)

    @property
    def is_full(self) -> bool:
        return self.places is not None and self.inside >= self.places


@dataclass(frozen=True)
class Guest:
    """One reservation, as the door knows it: the address is told by its first letter only."""

    ticket: str
    name: str
    address: str
    seats: int
    access_needs: str
    present: int
    present_at: datetime | None

    @property
    def label(self) -> str:
        return self.name or self.address

    @property
    def many(self) -> range:
        """The numbers that can be chosen where more than one may come; empty otherwise."""
        return range(1, self.seats + 1) if self.seats > 1 else range(0)

    @property
    def shown(self) -> int:
        """The number that is chosen first: those who are here, or all."""
        return self.present or self.seats


def count(door: Doorway) -> Count:
    """How full it is. Two queries."""
    confirmed = door.seating.registrations.confirmed()
    sums = confirmed.aggregate(
        reserved=Coalesce(Sum("seats"), 0),
        expected=Coalesce(Sum("seats", filter=Q(present=0)), 0),
    )
    numbers = Door.objects.filter(seating=door.seating).first() or Door()
    return Count(sums["reserved"], numbers.arrived, numbers.walk_ins, sums["expected"], door.places)


def guests(door: Doorway, words: str = "") -> list[Guest]:
    """Those who reserved and confirmed, by name; with ``words``, those whose name or code has them. One query.

    Accents and capitals make no difference.
    """
    wanted = _plain(words).split()
    found = [_guest(one) for one in door.seating.registrations.confirmed()]
    chosen = [one for one in found if all(word in _plain(f"{one.name} {one.ticket}") for word in wanted)]
    return sorted(chosen, key=lambda one: (not one.name, _plain(one.label)))


def masked(email: str) -> str:
    """Enough to know one's own address by, too little to write to it: “a…@example.org”."""
    name, _at, place = email.rpartition("@")
    return f"{name[:1]}…@{place}"


def _guest(one: Registration) -> Guest:
    return Guest(
        one.ticket,
        one.name,
        masked(one.email),
        one.seats,
        one.access_needs,
        one.present,
        one.present_at,
    )


def _plain(words: str) -> str:
    parted = unicodedata.normalize("NFKD", words.lower())
    return "".join(letter for letter in parted if not unicodedata.combining(letter))
