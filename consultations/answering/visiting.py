"""What a browser may open: its draft by a cookie of its own, a sent contribution for an hour by its session.

The draft's cookie is apart from the session, so that an expired login or a log-out loses nothing that was typed.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from consultations.answering.contributing import Participant, contribution_of, find_draft
from consultations.answering.receipt_codes import token_hash
from consultations.models import Consultation, Contribution, Draft

OPENED_FOR = timedelta(hours=1)
DRAFT_COOKIE = "draft-"
SESSION_OPENED = "opened_contributions"
SESSION_ADDRESS = "confirmed_address"
SESSION_TYPED = "typed_answers"


def draft_cookie(consultation: Consultation) -> str:
    return f"{DRAFT_COOKIE}{consultation.pk}"


def token_of(request: HttpRequest, consultation: Consultation) -> str:
    """The token that this browser holds for a draft of this consultation; empty when it holds none."""
    return request.COOKIES.get(draft_cookie(consultation), "")


def draft_of(request: HttpRequest, consultation: Consultation) -> Draft | None:
    """The draft that this browser opens; None when the visitor is known and somebody else began it here."""
    draft = find_draft(consultation, token_of(request, consultation))
    if draft is None:
        return None
    return None if _is_another_persons(draft, participant_of(request, consultation)) else draft


def _is_another_persons(draft: Draft, visitor: Participant | None) -> bool:
    if visitor is None:
        return False
    if visitor.user is not None:
        return draft.user_id not in (None, visitor.user.pk)
    return bool(visitor.email and draft.email) and draft.email != visitor.email


def needs_login(request: HttpRequest, draft: Draft) -> bool:
    """Whether this draft is shown to its account's owner only, who is not logged in."""
    return draft.user_id is not None and draft.user_id != request.user.pk


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
    """Let this session see one contribution for an hour: library computers are shared.

    An address confirmed for this consultation has done its work: kept, it would open the contribution after the hour.
    """
    renew_session(request)
    confirmed = request.session.get(SESSION_ADDRESS, {})
    if str(contribution.consultation_id) in confirmed:
        rest = {pk: email for pk, email in confirmed.items() if pk != str(contribution.consultation_id)}
        request.session[SESSION_ADDRESS] = rest
    request.session[SESSION_OPENED] = {
        "contribution": contribution.pk,
        "until": (at + OPENED_FOR).isoformat(),
    }


def remember_address(request: HttpRequest, consultation: Consultation, email: str) -> None:
    """Let this session answer this consultation under that address, which a link has confirmed."""
    renew_session(request)
    confirmed = request.session.get(SESSION_ADDRESS, {})
    request.session[SESSION_ADDRESS] = {**confirmed, str(consultation.pk): email}


def renew_session(request: HttpRequest) -> None:
    """Go on in a session of another name, so that whoever noted this one's on a shared computer opens nothing.

    The old one is left to expire and not deleted: of two clicks on “send”, the second still comes with its name.
    Logging in has already renewed the session of people with an account.
    """
    if request.session.session_key and not request.user.is_authenticated:
        held = dict(request.session.items())
        request.session.create()
        request.session.update(held)


def shows_receipt(request: HttpRequest, contribution: Contribution, *, at: datetime) -> bool:
    """Whether a browser that still has the draft's cookie may open what it sent: for an hour, as a code does.

    What was sent from an account is for its owner, logged in.
    """
    return at - contribution.sent_at < OPENED_FOR and contribution.user_id in (None, request.user.pk)


def forget_here(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Take from this browser all that leads back to what was sent; a draft still being written stays. One query."""
    request.session.pop(SESSION_OPENED, None)
    request.session.pop(SESSION_TYPED, None)
    hashes = {
        name: token_hash(token) for name, token in request.COOKIES.items() if name.startswith(DRAFT_COOKIE)
    }
    unsent = Draft.objects.filter(contribution=None, token_hash__in=hashes.values())
    kept = set(unsent.values_list("token_hash", flat=True))
    for name, hashed in hashes.items():
        if hashed not in kept:
            response.delete_cookie(name, samesite="Lax")
    return response


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
