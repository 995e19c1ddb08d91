"""Rooms and people are busy once at a time: what a debate takes, and what stands in its way.

`clashes` tells while somebody types; `occupy` takes, and the database has the last word (`Slot`).
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from debates.models import Debate, Loan, Night, Room, Slot, Speaker

ROOM, PERSON, HOURS, NOT_LENT = "room", "person", "hours", "not_lent"


@dataclass(frozen=True)
class Clash:
    """What stands in the way: a room or a person taken from ``starts`` to ``ends``, a room that is not lent for all of
    that time, or hours outside the night's, which are then told.

    It says when, never by which debate: that one may be another host's draft.
    """

    kind: str
    name: str
    starts: datetime
    ends: datetime


class Taken(Exception):
    """A room or a person is busy at that time, or the hours are not the night's. ``clashes`` says which and when."""

    def __init__(self, clashes: list[Clash]):
        super().__init__(", ".join(f"{clash.kind} {clash.name}" for clash in clashes))
        self.clashes = clashes


def person_key(speaker: Speaker) -> str:
    """What tells a person apart from all others: the e-mail address, or else the name among one host's speakers."""
    if speaker.email:
        known_by = speaker.email.strip().lower()
    else:
        plain = unicodedata.normalize("NFKD", speaker.name).encode("ascii", "ignore").decode()
        known_by = f"{speaker.host_id}:{' '.join((plain or speaker.name).lower().split())}"
    return hashlib.sha256(known_by.encode()).hexdigest()


def clashes(
    *,
    night: Night,
    starts: datetime,
    ends: datetime,
    room: Room | None = None,
    speakers: Iterable[Speaker] = (),
    but: Debate | None = None,
) -> list[Clash]:
    """Whatever keeps a debate from being held then and there, nothing when it can be. One query, three with a room.

    ``but`` is the debate that is being changed: it does not stand in its own way. A room that was lent to another
    host is taken for those hours, and one of another host is only had for the hours that it lends.
    """
    found = []
    if starts < night.starts or ends > night.ends:
        found.append(Clash(HOURS, str(night.city), night.starts, night.ends))
    wanted = {_of_person(speaker): (PERSON, speaker.name) for speaker in speakers}
    if room is not None:
        wanted[_of_room(room)] = (ROOM, room.name)
    busy = Slot.objects.filter(resource__in=list(wanted), starts__lt=ends, ends__gt=starts)
    if but is not None and but.pk:
        busy = busy.exclude(debate=but)
    for slot in busy.order_by("starts"):
        kind, name = wanted[slot.resource]
        found.append(Clash(kind, name, slot.starts, slot.ends))
    if room is not None and but is not None:
        found += _lent_otherwise(room, but.host_id, starts, ends)
    return found


def occupy(debate: Debate) -> None:
    """Take the debate's room and people for its hours, and give back what it no longer needs.

    What it holds already stays untouched. Call it in the transaction that changed status, hours, room or people.
    Raises `Taken`; the transaction goes on.
    """
    try:
        with transaction.atomic():
            needs = _needs(debate) if debate.status in Debate.OCCUPYING else set()
            held = {
                slot.resource: slot
                for slot in debate.slots.all()
                if slot.resource in needs and (slot.starts, slot.ends) == (debate.starts, debate.ends)
            }
            debate.slots.exclude(pk__in=[slot.pk for slot in held.values()]).delete()
            missing = sorted(needs - held.keys())
            if debate.room_id is not None and f"room:{debate.room_id}" in missing:
                _keep_from_lent_room(debate)
            Slot.objects.bulk_create(
                Slot(debate=debate, resource=resource, starts=debate.starts, ends=debate.ends)
                for resource in missing
            )
    except IntegrityError as error:
        speakers = [one.speaker for one in debate.appearances.select_related("speaker")]
        in_the_way = clashes(
            night=debate.night,
            starts=debate.starts,
            ends=debate.ends,
            room=debate.room,
            speakers=speakers,
            but=debate,
        )
        if not in_the_way:
            raise
        raise Taken(in_the_way) from error


def _lent_otherwise(room: Room, host_id: int, starts: datetime, ends: datetime) -> list[Clash]:
    """Hours in which that room is lent to another host, or those asked for, where nobody lends it to this one."""
    loans = list(Loan.objects.filter(room=room).during(starts, ends).select_related("request"))
    found = [
        Clash(ROOM, room.name, loan.starts, loan.ends) for loan in loans if loan.request.host_id != host_id
    ]
    is_lent = any(
        loan.request.host_id == host_id and loan.starts <= starts and ends <= loan.ends for loan in loans
    )
    if not found and not is_lent and room.venue.host_id != host_id:
        found.append(Clash(NOT_LENT, room.name, starts, ends))
    return found


def _keep_from_lent_room(debate: Debate) -> None:
    """Refuse a room that is lent otherwise. Its row is taken first, as lending does: one of two waits."""
    if debate.starts is None or debate.ends is None:
        return
    room = Room.objects.select_for_update(of=("self",)).select_related("venue").get(pk=debate.room_id)
    if lent := _lent_otherwise(room, debate.host_id, debate.starts, debate.ends):
        raise Taken(lent)


def _needs(debate: Debate) -> set[str]:
    needs = {_of_person(one.speaker) for one in debate.appearances.select_related("speaker")}
    if debate.room is not None:
        needs.add(_of_room(debate.room))
    return needs


def _of_room(room: Room) -> str:
    return f"room:{room.pk}"


def _of_person(speaker: Speaker) -> str:
    return f"person:{speaker.key}"
