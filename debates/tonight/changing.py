"""What a host changes on the night itself: later, elsewhere, at another hour. Everybody who reserved is told."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from debates.lifecycle import StepImpossible
from debates.models import Debate, DebateEvent, News, Room, Seating
from debates.occupying import Taken, clashes, occupy
from debates.registering.seats import resize
from debates.registering.telling import tell
from debates.registering.waiting import offer_seats
from debates.snapshots import snapshot_of
from search import indexing


class RoomTooSmall(Exception):
    """More seats are reserved than that room holds. ``taken`` says how many."""

    def __init__(self, taken: int):
        super().__init__(str(taken))
        self.taken = taken


class NothingNew(Exception):
    """Hours and room are what they were."""


@transaction.atomic
def run_late(debate: Debate, *, minutes: int, text: str, at: datetime) -> News:
    """Tell that it begins that many minutes late; 0 says that it is on time again. Raises `StepImpossible`."""
    _change(debate, at=at)
    return tell(debate.seating, News.LATE, text, at=at, late_minutes=minutes)


@transaction.atomic
def move(
    debate: Debate, person, *, starts: datetime, ends: datetime, room: Room | None, text: str, at: datetime
) -> News:
    """Hold it at other hours or in another room. The host's other words stay as they are.

    Raises `NothingNew`, `Taken`, `RoomTooSmall` or `StepImpossible`, and then nothing is changed.
    """
    if (starts, ends, room) == (debate.starts, debate.ends, debate.room):
        raise NothingNew
    speakers = [one.speaker for one in debate.appearances.select_related("speaker")]
    in_the_way = clashes(
        night=debate.night, starts=starts, ends=ends, room=room, speakers=speakers, but=debate
    )
    if in_the_way:
        raise Taken(in_the_way)
    try:
        with transaction.atomic():
            found = {"place_lost_at": None} if room is not None else {}
            _change(debate, at=at, starts=starts, ends=ends, room=room, **found)
    except IntegrityError as error:
        # Somebody else was faster, or the city just changed its hours: the page is shown again with what holds.
        raise StepImpossible("moved") from error
    occupy(debate)
    _fit(debate, room, at=at)
    indexing.index(debate)
    DebateEvent.objects.create(
        debate=debate, kind=DebateEvent.CHANGED, actor=person, at=at, snapshot=snapshot_of(debate)
    )
    return tell(debate.seating, News.MOVED, text, at=at)


def _change(debate: Debate, *, at: datetime, **columns) -> None:
    changed = Debate.objects.filter(pk=debate.pk, status=Debate.PUBLISHED, revision=debate.revision).update(
        sequence=F("sequence") + 1, revision=F("revision") + (1 if columns else 0), updated_at=at, **columns
    )
    if not changed:
        raise StepImpossible("changed meanwhile")
    debate.refresh_from_db()


def _fit(debate: Debate, room: Room | None, *, at: datetime) -> None:
    """No more seats than the new room has; a larger one adds none, which is the host's choice."""
    seating = Seating.objects.get(pk=debate.seating_id)
    if room is None or (seating.capacity is not None and seating.capacity <= room.capacity):
        return
    if not resize(seating, room.capacity):
        raise RoomTooSmall(seating.taken)
    offer_seats(seating, at=at)
