"""What time does to requests for rooms: they are reminded of, lapse, and are forgotten."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from debates.exchanging.telling import tell
from debates.models import RoomOffer, RoomRequest


def remind(*, at: datetime) -> int:
    """Remind the rooms' hosts of what will lapse soon, once a request; say of how many.

    Of two workers at once the conditional update lets one through.
    """
    reminded = 0
    for request in RoomRequest.objects.to_remind_of(at=at):
        with transaction.atomic():
            mine = RoomRequest.objects.to_remind_of(at=at).filter(pk=request.pk).update(reminded_at=at)
            if mine:
                tell(request, "reminder")
                reminded += 1
    return reminded


def let_lapse(*, at: datetime) -> int:
    """End what nobody answered in time, and tell who asked; say how many requests that were."""
    ended = 0
    for request in RoomRequest.objects.lapsed(at=at):
        with transaction.atomic():
            mine = RoomRequest.objects.lapsed(at=at).filter(pk=request.pk).update(status=RoomRequest.LAPSED)
            if mine:
                tell(request, RoomRequest.LAPSED)
                ended += 1
    return ended


def forget(*, at: datetime) -> None:
    """Delete offers, requests and what was written about them when their nights are over for long enough."""
    RoomOffer.objects.out_of_time(at=at).delete()
