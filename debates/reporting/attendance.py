"""How many people were counted at the door, for the host who reports."""

from __future__ import annotations

from django.db.models import Sum

from debates.models import Debate, Door, Registration


def counted_at_the_door(debate: Debate) -> int | None:
    """Everybody who was counted there, with a reservation or without; None when nobody was. Two queries at most."""
    door = Door.objects.filter(seating=debate.seating_id).first()
    if door is not None and door.inside:
        return door.inside
    came = Registration.objects.filter(seating=debate.seating_id, present_at__isnull=False)
    return came.aggregate(people=Sum("present"))["people"]
