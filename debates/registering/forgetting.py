"""What is known of those who reserve has an end, and is theirs until then."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from debates.models import DoorMark, News, Registration
from debates.models.edition import DATA_DAYS
from debates.registering.held import occasion_of
from debates.registering.reserving import cancel

# An address that never said yes, and a reservation that ended, are of no use to anybody for longer.
ENDED_DAYS = 7


def forget(*, at: datetime) -> int:
    """Delete reservations of nights and meetings that ended 60 days ago, or that came to nothing; say how many."""
    over = Registration.objects.filter(seating__debate__night__ends__lte=at - timedelta(days=DATA_DAYS))
    over_meetings = Registration.objects.filter(seating__gathering__ends__lte=at - timedelta(days=DATA_DAYS))
    ended = Registration.objects.filter(
        status__in=[Registration.CANCELLED, Registration.LAPSED],
        asked_at__lte=at - timedelta(days=ENDED_DAYS),
    )
    never_proved = Registration.objects.filter(
        status=Registration.WAITING, address_proved_at=None, asked_at__lte=at - timedelta(days=ENDED_DAYS)
    )
    # What stays are numbers: `Seating.taken`, `Door`.
    News.objects.filter(seating__gathering__ends__lte=at - timedelta(days=DATA_DAYS)).delete()
    News.objects.filter(seating__debate__night__ends__lte=at - timedelta(days=DATA_DAYS)).delete()
    DoorMark.objects.filter(seating__gathering__ends__lte=at - timedelta(days=DATA_DAYS)).delete()
    DoorMark.objects.filter(seating__debate__night__ends__lte=at - timedelta(days=DATA_DAYS)).delete()
    gone = 0
    for rows in (over, over_meetings, ended, never_proved):
        deleted, by_model = rows.delete()
        gone += by_model.get("debates.Registration", 0) if deleted else 0
    return gone


def export(user) -> dict:
    """The reservations of a person's address, for their own copy of their data."""
    return {
        "reservations": [
            {
                "what": occasion.title if (occasion := occasion_of(one.seating)) is not None else "",
                "seats": one.seats,
                "name": one.name,
                "access_needs": one.access_needs,
                "status": one.status,
                "asked_at": one.asked_at.isoformat(),
                "code": one.ticket,
                "people_who_came": one.present,
                "came_at": one.present_at.isoformat() if one.present_at else "",
            }
            for one in Registration.objects.filter(email__iexact=user.email).select_related("seating")
        ]
    }


@transaction.atomic
def erase(user) -> None:
    """Give the person's seats back to others, and delete the reservations."""
    for registration in Registration.objects.filter(email__iexact=user.email):
        cancel(registration, at=timezone.now())
    Registration.objects.filter(email__iexact=user.email).delete()
