"""The rooms in which a host may plan a debate."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from debates.models import Debate, Room


def rooms_for(debate: Debate) -> QuerySet[Room]:
    """Rooms of its host's own places in that city, and the one it has, which another host may have lent."""
    own = Q(venue__host=debate.host_id, venue__city=debate.night.city_id)
    return (
        Room.objects.filter(own | Q(pk=debate.room_id))
        .select_related("venue")
        .order_by("venue__name", "position", "pk")
    )
