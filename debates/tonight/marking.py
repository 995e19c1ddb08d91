"""What is said at the door, counted once: by two phones, out of order, again after a lost answer.

Every mark has an id that its phone gave it. The same id again changes nothing and answers as it did; the same ticket
on two phones is one arrival, the one said first, and the second phone is told. A number that was corrected stays as it
was said last. All of a reservation's marks are counted again with each that arrives, so that two phones which had no
network come to the same numbers whichever of them finds it first.
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
    """Count it, or say why not: its ``outcome`` is one of `DoorMark.OUTCOMES`. About eight queries."""
    door, _is_new = Door.objects.get_or_create(seating=seating)
    # Whoever changes this row first goes first: the others wait here, and then see what was counted.
    Door.objects.filter(pk=door.pk).update(marks_made=F("marks_made") + 1)
    before = DoorMark.objects.filter(seating=seating, phone_id=said.phone_id).first()
    if before is not None:
        return before
    made = DoorMark(
        seating=seating,
        phone_id=said.phone_id,
        kind=said.kind,
        people=said.people or 0,
        outcome=DoorMark.DONE,
        said_at=said.said_at,
        received_at=at,
        by=by,
    )
    if said.kind == DoorMark.WALK:
        return _walked(door, made)
    registration = seating.registrations.filter(ticket=said.ticket).first()
    return _came(door, made, registration, said.people)


def _walked(door: Door, made: DoorMark) -> DoorMark:
    """Nobody is taken off where nobody was: in the order in which it was said, so that it holds in any other, too."""
    made.outcome = DoorMark.NOBODY_LEFT
    made.save()
    inside = added = 0
    changed = []
    walked = DoorMark.objects.filter(seating=made.seating, kind=DoorMark.WALK)
    for one in walked.order_by("said_at", "phone_id"):
        outcome = DoorMark.DONE if inside + one.people >= 0 else DoorMark.NOBODY_LEFT
        inside += one.people if outcome == DoorMark.DONE else 0
        if one.outcome != outcome:
            added += one.people if outcome == DoorMark.DONE else -one.people
            one.outcome = outcome
            changed.append(one)
    DoorMark.objects.bulk_update(changed, ["outcome"])
    # Added to what is there, for the door's numbers outlive its marks.
    Door.objects.filter(pk=door.pk).update(walk_ins=F("walk_ins") + added)
    made.refresh_from_db(fields=["outcome"])
    return made


def _came(door: Door, made: DoorMark, registration: Registration | None, people: int | None) -> DoorMark:
    """The first arrival counts and a correction after it, as they were said, in whatever order they are sent."""
    made.registration = registration
    if registration is None:
        made.people, made.outcome = 0, DoorMark.UNKNOWN
    else:
        made.people = registration.seats if people is None else min(people, registration.seats)
        made.outcome = (
            DoorMark.DONE if registration.status == Registration.CONFIRMED else DoorMark.NOT_CONFIRMED
        )
    made.save()
    if registration is not None and made.outcome == DoorMark.DONE:
        _count_again(door, registration)
        made.refresh_from_db(fields=["outcome"])
        if made.outcome == DoorMark.DONE and _is_followed(made):
            made.outcome = DoorMark.OLDER
            made.save(update_fields=["outcome"])
    return made


def _count_again(door: Door, registration: Registration) -> None:
    present, came_at, changed = 0, None, []
    for one in registration.door_marks.exclude(outcome=DoorMark.NOT_CONFIRMED).order_by(
        "said_at", "phone_id"
    ):
        is_twice = one.kind == DoorMark.IN and present > 0
        if not is_twice:
            present, came_at = one.people, one.said_at if one.people else None
        if is_twice != (one.outcome == DoorMark.TWICE):
            one.outcome = DoorMark.TWICE if is_twice else DoorMark.DONE
            changed.append(one)
    DoorMark.objects.bulk_update(changed, ["outcome"])
    Registration.objects.filter(pk=registration.pk).update(present=present, present_at=came_at)
    Door.objects.filter(pk=door.pk).update(arrived=F("arrived") + present - registration.present)
    registration.present, registration.present_at = present, came_at


def _is_followed(made: DoorMark) -> bool:
    later = DoorMark.objects.filter(registration=made.registration, said_at__gt=made.said_at)
    return later.filter(outcome__in=[DoorMark.DONE, DoorMark.OLDER]).exists()
