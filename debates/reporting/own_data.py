"""What reports keep about a person with an account: that they agreed, for a host, that statements be sent."""

from __future__ import annotations

from debates.models import Sending


def export(user) -> dict:
    """The consents that the person gave for a host."""
    given = Sending.objects.filter(agreed_by=user).select_related("report__debate", "consultation")
    return {
        "consents_for_statements": [
            {
                "debate": str(one.report.debate),
                "consultation": str(one.consultation),
                "agreed_at": one.agreed_at.isoformat(),
                "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else "",
            }
            for one in given
        ]
    }


def erase(user) -> None:
    """The host's consent stays, without the person who gave it."""
    Sending.objects.filter(agreed_by=user).update(agreed_by=None)
