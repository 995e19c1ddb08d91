"""What desks keep about a person with an account: what they wrote at a desk, and what desks wrote to them."""

from __future__ import annotations

from debates.models import DeskDelivery, DeskMessage, KeptApart


def export(user) -> dict:
    return {
        "messages_written": [
            {"city": str(one.night.city), "at": one.at.isoformat(), "subject": one.subject, "text": one.text}
            for one in DeskMessage.objects.filter(sender=user).select_related("night__city")
        ],
        "messages_received": [
            {"at": one.message.at.isoformat(), "subject": one.message.subject, "text": one.message.text}
            for one in DeskDelivery.objects.filter(user=user).select_related("message")
        ],
        "debates_told_apart": [
            {"first": one.first.code, "second": one.second.code, "at": one.at.isoformat()}
            for one in KeptApart.objects.filter(by=user).select_related("first", "second")
        ],
    }


def erase(user) -> None:
    """Forget that desks wrote to them, and who wrote or judged. The messages stay: they are the city's own log."""
    DeskDelivery.objects.filter(user=user).delete()
    DeskMessage.objects.filter(sender=user).update(sender=None)
    KeptApart.objects.filter(by=user).update(by=None)
