"""What is said at the door, counted once: by two phones, out of order, again after a lost answer.

Every mark has an id that its phone gave it. The same id again changes nothing and answers as it did; the same ticket
on two phones is one arrival, and the second phone is told. A number that was corrected stays as it was said last,
whenever the marks arrive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from debates.models import Door, DoorMark, Registration, Seating


@dataclass(frozen=True)
class Mark:
    """One thing said at the door.

    ``people`` of an arrival or correction are how many of that reservation are here, None for all of them; of a
    walk-in how many more, or fewer where it is negative.
    """

    phone_id: str
    kind: str
    said_at: datetime
    people: int | None = None
    ticket: str = ""


@transaction.atomic
def mark(seating: Seating, said: Mark, *, by, at: datetime) -> DoorMark:
    """Count it, or say why not: its ``outcome`` is one of `DoorMark.OUTCOMES`. About seven queries."""
    door, _is_new = Door.objects.get_or_create(seating=seating)
    # Whoever changes this row first goes first: the others wait here, and then see what was counted.
    Door.objects.filter(pk=door.pk).update(marks_made=F("marks_made") + 1)
    before = DoorMark.objects.filter(seating=seating, phone_id=said.phone_id).first()
    if before is not None:
        return before
    registration, people, outcome = None, said.people or 0, DoorMark.DONE
    if said.kind == DoorMark.WALK:
        outcome = _count_walk_ins(door, people)
    else:
        registration = seating.registrations.filter(ticket=said.ticket).first()
        people, outcome = _count_reserved(door, registration, said)
    return DoorMark.objects.create(
        seating=seating,
        registration=registration,
        phone_id=said.phone_id,
        kind=said.kind,
        people=people,
        outcome=outcome,
        said_at=said.said_at,
        received_at=at,
        by=by,
    )


def _count_walk_ins(door: Door, people: int) -> str:
    counted = Door.objects.filter(pk=door.pk, walk_ins__gte=-people).update(walk_ins=F("walk_ins") + people)
    return DoorMark.DONE if counted else DoorMark.NOBODY_LEFT


def _count_reserved(door: Door, registration: Registration | None, said: Mark) -> tuple[int, str]:
    """How many that reservation has here now, by this mark, and what came of it."""
    if registration is None:
        return 0, DoorMark.UNKNOWN
    people = registration.seats if said.people is None else min(said.people, registration.seats)
    if registration.status != Registration.CONFIRMED:
        return people, DoorMark.NOT_CONFIRMED
    if said.kind == DoorMark.IN and registration.present:
        return people, DoorMark.TWICE
    since = DoorMark.objects.filter(
        registration=registration, said_at__gt=said.said_at, outcome=DoorMark.DONE
    )
    if since.exists():
        return people, DoorMark.OLDER
    counted = Registration.objects.filter(
        pk=registration.pk, status=Registration.CONFIRMED, present=registration.present
    ).update(present=people, present_at=said.said_at if people else None)
    if not counted:
        return people, DoorMark.NOT_CONFIRMED
    Door.objects.filter(pk=door.pk).update(arrived=F("arrived") + people - registration.present)
    return people, DoorMark.DONE
