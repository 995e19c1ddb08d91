"""What the room exchange keeps about a person with an account: given back, let go."""

from __future__ import annotations

from django.db.models import Q

from debates.models import RoomMail, RoomRequest


def export(user) -> dict:
    """The requests that the person made or answered, with what they wrote. One query."""
    theirs = RoomRequest.objects.filter(Q(asked_by=user) | Q(answered_by=user)).with_its_parts()
    requests = [
        {
            "room": str(one.offer),
            "starts": one.starts.isoformat(),
            "ends": one.ends.isoformat(),
            "status": one.status,
            "asked_at": one.asked_at.isoformat(),
            **({"about": one.about, "message": one.message} if one.asked_by_id == user.pk else {}),
            **({"answer": one.answer} if one.answered_by_id == user.pk else {}),
        }
        for one in theirs
    ]
    return {"requests": requests}


def erase(user) -> None:
    """Take the person and their words out of requests. What the two hosts agreed on stays between the hosts."""
    RoomRequest.objects.filter(asked_by=user).update(asked_by=None, message="")
    RoomRequest.objects.filter(answered_by=user).update(answered_by=None, answer="")
    RoomMail.objects.filter(user=user).delete()
