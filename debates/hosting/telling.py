"""Hosts are told by mail what the desk did with their debate, and people whom they invite are sent the link."""

from __future__ import annotations

import smtplib

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override

from debates.models import Debate, DebateEvent, Invitation, Membership

log = structlog.get_logger(__name__)
# What a host hears of when somebody else did it; submitting and taking up again are a host's own.
TOLD = frozenset(
    {
        DebateEvent.ASKED,
        DebateEvent.ACCEPTED,
        DebateEvent.PUBLISHED,
        DebateEvent.REFUSED,
        DebateEvent.WITHDRAWN,
        DebateEvent.CANCELLED,
        DebateEvent.COMMENTED,
    }
)


def tell_host(event: DebateEvent) -> None:
    """Have the worker write to everybody who acts for the debate's host, unless one of them took that step.

    Call it after the commit of what it tells. One query, or none for steps that are a host's own.
    """
    from debates.tasks import mail_hosts as task

    if event.kind not in TOLD:
        return
    own = Membership.objects.filter(host=event.debate.host_id, user=event.actor_id)
    if event.actor_id is not None and own.exists():
        return
    task.enqueue(event_id=event.pk)


def mail_hosts(event: DebateEvent) -> int:
    """Write it to each of them in their own language; return how many mails left."""
    members = Membership.objects.filter(host=event.debate.host_id, user__is_active=True).select_related(
        "user"
    )
    return sum(_mail_step(event, one.user) for one in members)


def send_invitation(invitation: Invitation, token: str) -> bool:
    """Send the link that lets somebody act for a host, and say whether it left. The token is in this mail alone.

    The mail holds no word that anybody typed, so that it can carry nobody's advertisement.
    """
    path = reverse("debates:invitation", args=[token])
    context = {
        "city": str(invitation.host.city),
        "url": f"{settings.SITE_URL}{path}",
        "until": timezone.localtime(invitation.expires_at, invitation.host.city.zone),
    }
    return _send("invitation", context, invitation.email, about=invitation.pk, language=get_language() or "")


def _mail_step(event: DebateEvent, person) -> bool:
    from debates.lifecycle import REFUSAL_REASONS

    debate: Debate = event.debate
    with override(person.language):
        path = reverse("debates:hosted_debate", args=[debate.code])
        context = {
            "kind": event.kind,
            "debate": str(debate),
            "reason": str(dict(REFUSAL_REASONS).get(event.reason_code, "")),
            "text": event.text,
            "url": f"{settings.SITE_URL}{path}",
            "city": str(debate.night.city),
        }
    return _send("step", context, person.email, about=event.pk, language=person.language)


def _send(template: str, context: dict, address: str, *, about: int, language: str) -> bool:
    with override(language or settings.LANGUAGE_CODE):
        words = {**context, "site_name": settings.WAGTAIL_SITE_NAME}
        subject = render_to_string(f"debates/hosting/mail/{template}_subject.txt", words)
        body = render_to_string(f"debates/hosting/mail/{template}.txt", words)
    mail = EmailMessage(
        " ".join(subject.split()), body, to=[address], headers={"Auto-Submitted": "auto-generated"}
    )
    try:
        return bool(mail.send())
    except (smtplib.SMTPException, OSError) as error:
        log.error("mail not sent", template=template, about=about, error=type(error).__name__)
        return False
