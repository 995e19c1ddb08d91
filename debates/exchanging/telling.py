"""Hosts are told by mail what becomes of a request for a room; each person once a step, by the worker."""

from __future__ import annotations

import smtplib

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.templatetags.tz import do_timezone
from django.urls import reverse
from django.utils.translation import override

from debates.models import Membership, RoomMail, RoomRequest

log = structlog.get_logger(__name__)
# Which of the two hosts hears of which step; of an agreement that ended, the one that did not end it.
LENDER_HEARS = frozenset({"asked", "reminder", RoomRequest.TAKEN_BACK})
ASKER_HEARS = frozenset(
    {RoomRequest.ACCEPTED, RoomRequest.DECLINED, RoomRequest.LENT_ELSEWHERE, RoomRequest.LAPSED}
)


def tell(request: RoomRequest, kind: str) -> None:
    """Have the worker write to the host that this step concerns, after this transaction."""
    from debates.tasks import mail_about_room

    transaction.on_commit(lambda: mail_about_room.enqueue(request_id=request.pk, kind=kind))


def mail_step(request: RoomRequest, kind: str) -> int:
    """Write to everybody who acts for the host concerned and was not written to yet; return how many mails left.

    Each mail is claimed and committed before it leaves: a worker that dies in between tells nobody twice.
    """
    members = Membership.objects.filter(host=_told_host(request, kind), user__is_active=True)
    sent = 0
    for membership in members.select_related("user"):
        _mail, is_new = RoomMail.objects.get_or_create(request=request, user=membership.user, kind=kind)
        if is_new:
            sent += _send(request, kind, membership.user)
    return sent


def _told_host(request: RoomRequest, kind: str) -> int:
    lender, asker = request.offer.room.venue.host_id, request.host_id
    if kind in LENDER_HEARS:
        return lender
    if kind in ASKER_HEARS:
        return asker
    return asker if request.ended_by_id == lender else lender


def _send(request: RoomRequest, kind: str, person) -> bool:
    zone = request.offer.room.venue.zone
    with override(person.language or settings.LANGUAGE_CODE):
        path = reverse("debates:room_request", args=[request.pk])
        context = {
            "kind": kind,
            "asker": request.host.name,
            "room": request.offer.room.name,
            "venue": request.offer.room.venue.name,
            "lender": request.offer.host.name,
            "starts": do_timezone(request.starts, zone),
            "ends": do_timezone(request.ends, zone),
            "lapses": do_timezone(request.lapses_at, zone),
            "words": request.ending if kind == RoomRequest.ENDED else request.answer,
            "url": f"{settings.SITE_URL}{path}",
            "site_name": settings.WAGTAIL_SITE_NAME,
        }
        subject = render_to_string("debates/exchanging/mail/step_subject.txt", context)
        body = render_to_string("debates/exchanging/mail/step.txt", context)
    mail = EmailMessage(
        " ".join(subject.split()), body, to=[person.email], headers={"Auto-Submitted": "auto-generated"}
    )
    try:
        return bool(mail.send())
    except (smtplib.SMTPException, OSError) as error:
        log.error("mail not sent", template=kind, about=request.pk, error=type(error).__name__)
        return False
