"""The rooms that can be asked for, by what a host without a place looks for, and when each is still free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat

from debates.models import Loan, RoomOffer, Slot
from debates.models.venue import UNKNOWN, YES

Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class Offered:
    """An offer, when its room is still free, and the facts of accessibility by answer."""

    offer: RoomOffer
    free: list[Stretch]

    @property
    def has(self) -> list[str]:
        """Questions of accessibility that the place answers with yes."""
        return [
            question for _fact, question, answer, _note in self.offer.room.venue.access() if answer == YES
        ]

    @property
    def unknown(self) -> list[str]:
        return [
            question for _fact, question, answer, _note in self.offer.room.venue.access() if answer == UNKNOWN
        ]


def search(person, wanted: dict, *, at: datetime):
    """Open offers of other hosts that meet what is ``wanted``, as a queryset to be cut into pages.

    ``wanted`` is `SearchForm`'s: night, district, people, access, and the moments ``starts`` and ``ends``.
    """
    offers = RoomOffer.objects.open(at=at).with_its_place().exclude(pk__in=RoomOffer.objects.of(person))
    if wanted.get("night"):
        offers = offers.filter(night=wanted["night"])
    if wanted.get("district"):
        offers = offers.filter(room__venue__district=wanted["district"])
    if wanted.get("people"):
        offers = offers.filter(capacity__gte=wanted["people"])
    for fact in wanted.get("access") or ():
        offers = offers.filter(**{f"room__venue__{fact}": YES})
    if wanted.get("starts") and wanted.get("ends"):
        offers = _free_for(offers, wanted["starts"], wanted["ends"])
    return offers


def _free_for(offers, starts: datetime, ends: datetime):
    resource = Concat(Value("room:"), Cast(OuterRef("room_id"), CharField()))
    planned = Slot.objects.filter(resource=resource, starts__lt=ends, ends__gt=starts)
    lent = Loan.objects.filter(room=OuterRef("room_id")).during(starts, ends)
    return offers.filter(starts__lte=starts, ends__gte=ends).exclude(Exists(planned)).exclude(Exists(lent))


def with_free_hours(offers: Iterable[RoomOffer]) -> list[Offered]:
    """Each offer with the stretches in which nobody holds its room. Two queries, however many there are."""
    offers = list(offers)
    taken: dict[int, list[Stretch]] = {offer.room_id: [] for offer in offers}
    for loan in Loan.objects.filter(room__in=list(taken)):
        taken[loan.room_id].append((loan.starts, loan.ends))
    resources = {f"room:{room_id}": room_id for room_id in taken}
    for slot in Slot.objects.filter(resource__in=list(resources)):
        taken[resources[slot.resource]].append((slot.starts, slot.ends))
    return [Offered(offer, free_between(offer.starts, offer.ends, taken[offer.room_id])) for offer in offers]


def free_between(starts: datetime, ends: datetime, taken: Iterable[Stretch]) -> list[Stretch]:
    """What is left of a stretch when those that are taken are cut out of it."""
    free, from_then = [], starts
    for first, last in sorted(taken):
        if first >= ends:
            break
        if first > from_then:
            free.append((from_then, first))
        from_then = max(from_then, last)
    if from_then < ends:
        free.append((from_then, ends))
    return free
