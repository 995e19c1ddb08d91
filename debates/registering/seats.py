"""The two statements that count seats. Nothing else writes ``Seating.taken``."""

from __future__ import annotations

from django.db.models import F, Q

from debates.models import Seating


def take(seating: Seating, seats: int) -> bool:
    """Take that many seats if they are there, in one statement; False when they are not, and then nothing is taken."""
    return bool(
        Seating.objects.filter(Q(capacity=None) | Q(capacity__gte=F("taken") + seats), pk=seating.pk).update(
            taken=F("taken") + seats
        )
    )


def give_back(seating: Seating, seats: int) -> None:
    """Make that many seats free again."""
    Seating.objects.filter(pk=seating.pk).update(taken=F("taken") - seats)


def resize(seating: Seating, capacity: int | None) -> bool:
    """Give the seating another number of seats; False when more than that are taken, and then nothing changes."""
    return bool(
        Seating.objects.filter(pk=seating.pk)
        .filter(Q() if capacity is None else Q(taken__lte=capacity))
        .update(capacity=capacity)
    )
