"""The rooms in which a host may plan a debate."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from debates.models import Debate, Loan, Room
from debates.models.exchange import lent_rooms


def rooms_for(debate: Debate) -> QuerySet[Room]:
    """Rooms of its host's own places in that city, those lent to it for that night, and the one it has."""
    own = Q(venue__host=debate.host_id, venue__city=debate.night.city_id)
    lent = lent_rooms(debate.host_id, night_id=debate.night_id)
    return (
        Room.objects.filter(own | lent | Q(pk=debate.room_id))
        .select_related("venue")
        .order_by("venue__name", "position", "pk")
    )


def hours_lent(debate: Debate, room: Room) -> list[tuple[datetime, datetime]]:
    """From when to when that room is lent to the debate's host in that night; nothing for its own rooms. One query."""
    loans = Loan.objects.to_host(debate.host_id, night_id=debate.night_id).filter(room=room)
    return list(loans.values_list("starts", "ends"))
