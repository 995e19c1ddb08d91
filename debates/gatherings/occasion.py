"""A meeting as reservations know it: what it is, where, and until when seats are given."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from debates.models import Gathering, Seating
from debates.registering.held import Occasion, tells_occasion
from debates.registering.rules import Rules

OFFER = timedelta(hours=12)


@tells_occasion
def meeting_of(seating: Seating) -> Occasion | None:
    """The meeting of that seating, or None. One query."""
    found = (
        Gathering.objects.select_related("consultation", "room__venue", "city")
        .filter(seating=seating)
        .first()
    )
    if found is None:
        return None
    return Occasion(
        of=found,
        title=str(found.title),
        url=found.get_absolute_url(),
        door=reverse("debates:meeting_door", args=[found.code]),
        starts=found.starts,
        ends=found.ends,
        zone=found.zone,
        place=found.place,
        city=found.city,
        rules=rules_of_meeting(found),
        is_cancelled=found.is_cancelled,
    )


def rules_of_meeting(gathering: Gathering) -> Rules:
    """Its own rules; ``gathering`` is loaded with its consultation."""
    return Rules(
        starts=gathering.starts,
        closes=gathering.starts - timedelta(minutes=gathering.closes_minutes_before),
        seats_at_most=gathering.seats_at_most,
        offer=OFFER,
        takes_place=gathering.status == Gathering.PLANNED and gathering.consultation.live,
    )
