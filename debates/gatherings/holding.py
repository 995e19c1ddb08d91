"""Verbs on a meeting: plan, change, announce, run late, call off, record what came of it, open a table."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultations.models import Batch
from debates.models import Gathering, GatheringTable, News, Seating
from debates.registering.seats import resize
from debates.registering.telling import tell
from debates.registering.waiting import offer_seats
from kit.localized import LocalizedText


class StepImpossible(Exception):
    """The meeting has moved on meanwhile."""


class SeatsReserved(Exception):
    """More seats are reserved than there would be."""


class TableExists(Exception):
    """The meeting has a table of that number."""


@transaction.atomic
def plan(gathering: Gathering, *, capacity: int | None) -> Gathering:
    """Store a new meeting, as a draft, with that many seats; None where there is no end of them."""
    gathering.seating = Seating.objects.create(capacity=capacity)
    gathering.save()
    return gathering


@transaction.atomic
def change(gathering: Gathering, *, capacity: int | None, at: datetime) -> None:
    """Store what was changed; those who reserved are told of another time or place. Raises `SeatsReserved`.

    Seats that are more now go to those who wait.
    """
    before = Gathering.objects.select_for_update().get(pk=gathering.pk)
    if not resize(gathering.seating, capacity):
        raise SeatsReserved
    moved = any(
        getattr(before, name) != getattr(gathering, name)
        for name in ("starts", "ends", "room_id", "place_name", "address")
    )
    # What a form loaded may be old: status and sequence are a matter of steps alone.
    gathering.status, gathering.sequence = before.status, before.sequence + moved
    gathering.save()
    offer_seats(gathering.seating, at=at)
    if moved and gathering.status == Gathering.PLANNED:
        tell(gathering.seating, News.MOVED, "", at=at)


@transaction.atomic
def announce(gathering: Gathering, *, at: datetime) -> None:
    """Show it to everybody, with its seats. Raises `StepImpossible`."""
    _move(gathering, Gathering.DRAFT, Gathering.PLANNED, at=at)


@transaction.atomic
def call_off(gathering: Gathering, text: str, *, at: datetime) -> None:
    """Call it off; those who reserved are told in these words. Raises `StepImpossible`."""
    _move(gathering, Gathering.PLANNED, Gathering.CANCELLED, at=at)
    tell(gathering.seating, News.OFF, text, at=at)


@transaction.atomic
def run_late(gathering: Gathering, *, minutes: int, text: str, at: datetime) -> None:
    """Tell those who reserved that it begins that many minutes late; 0 says that it is on time again.

    Raises `StepImpossible` for one that is not announced, or is over.
    """
    late = Gathering.objects.filter(pk=gathering.pk, status=Gathering.PLANNED, ends__gt=at)
    if not late.update(sequence=F("sequence") + 1, updated_at=at):
        raise StepImpossible
    tell(gathering.seating, News.LATE, text, at=at, late_minutes=minutes)


@transaction.atomic
def record(gathering: Gathering, *, minutes: LocalizedText, attendance: int, at: datetime) -> None:
    """Publish what came of a meeting that has begun. Raises `StepImpossible` for one that was not announced."""
    held = Gathering.objects.filter(
        pk=gathering.pk, status__in=[Gathering.PLANNED, Gathering.HELD], starts__lte=at
    )
    if not held.update(status=Gathering.HELD, minutes=minutes, attendance=attendance, updated_at=at):
        raise StepImpossible


@transaction.atomic
def open_table(gathering: Gathering, number: int, *, statements: int, by) -> GatheringTable:
    """A batch of spoken answers for what was said at that table, each on a sheet. Raises `TableExists`.

    Its sheets are typed in twice, as those of paper are, and count as spoken.
    """
    with override(gathering.city.languages[0]):
        label = _("%(meeting)s, table %(number)d") % {"meeting": gathering.title, "number": number}
    try:
        with transaction.atomic():
            batch = Batch.objects.create(
                consultation=gathering.consultation,
                label=label[:120],
                channel=Batch.SPOKEN,
                district=None,
                received_on=localdate(gathering.starts, gathering.zone),
                sheets=statements,
                created_by=by,
            )
            return GatheringTable.objects.create(gathering=gathering, number=number, batch=batch)
    except IntegrityError as error:
        raise TableExists from error


def _move(gathering: Gathering, before: str, after: str, *, at: datetime) -> None:
    moved = Gathering.objects.filter(pk=gathering.pk, status=before).update(
        status=after, sequence=F("sequence") + 1, updated_at=at
    )
    if not moved:
        raise StepImpossible
    gathering.refresh_from_db(fields=["status", "sequence", "updated_at"])
