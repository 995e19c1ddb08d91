"""What a browser may open: its draft by a cookie of its own, a sent contribution for an hour by its session.

The draft's cookie is apart from the session, so that an expired login or a log-out loses nothing that was typed.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from consultations.answering.contributing import Participant, contribution_of, find_draft
from consultations.models import Consultation, Contribution, Draft

OPENED_FOR = timedelta(hours=1)
SESSION_OPENED = "opened_contributions"
SESSION_ADDRESS = "confirmed_address"
SESSION_TYPED = "typed_answers"


def draft_cookie(consultation: Consultation) -> str:
    return f"draft-{consultation.pk}"


def token_of(request: HttpRequest, consultation: Consultation) -> str:
    """The token that this browser holds for a draft of this consultation; empty when it holds none."""
    return request.COOKIES.get(draft_cookie(consultation), "")


def draft_of(request: HttpRequest, consultation: Consultation) -> Draft | None:
    return find_draft(consultation, token_of(request, consultation))


def remember_draft(response: HttpResponse, consultation: Consultation, token: str) -> HttpResponse:
    """Give the browser the draft's token, out of reach of scripts."""
    response.set_cookie(
        draft_cookie(consultation),
        token,
        max_age=int(Draft.KEPT.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def participant_of(request: HttpRequest, consultation: Consultation) -> Participant | None:
    """Who this visitor is, as this consultation asks; None while they still have to say."""
    if consultation.access == Consultation.ACCOUNT:
        return Participant(user=request.user) if request.user.is_authenticated else None
    if consultation.access == Consultation.EMAIL:
        address = request.session.get(SESSION_ADDRESS, {}).get(str(consultation.pk))
        return Participant(email=address) if address else None
    return Participant()


def open_contribution(request: HttpRequest, contribution: Contribution, *, at: datetime) -> None:
    """Let this session see one contribution for an hour: library computers are shared."""
    request.session[SESSION_OPENED] = {
        "contribution": contribution.pk,
        "until": (at + OPENED_FOR).isoformat(),
    }


def close_contribution(request: HttpRequest) -> None:
    request.session.pop(SESSION_OPENED, None)


def opened_contribution(request: HttpRequest, *, at: datetime) -> Contribution | None:
    """The contribution that this session opened within the hour. One query at most."""
    opened = request.session.get(SESSION_OPENED)
    if not opened or datetime.fromisoformat(opened["until"]) < at:
        return None
    found = Contribution.objects.select_related("consultation__city", "district", "user")
    return found.filter(pk=opened["contribution"]).first()


def own_contribution(request: HttpRequest, consultation: Consultation) -> Contribution | None:
    """What the visitor already sent, in the modes that know who answers."""
    participant = participant_of(request, consultation)
    return contribution_of(consultation, participant) if participant else None
