"""Mails to citizens. They carry a code or a link, never the words of an answer."""

from __future__ import annotations

import smtplib
from datetime import timedelta

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, TimestampSigner
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from consultations.answering.contributing import Participant, contribution_of
from consultations.models import Consultation, Contribution

log = structlog.get_logger(__name__)
LINK_LASTS = 60 * 60 * 24
signer = TimestampSigner(salt="consultations.address")


def send_receipt(contribution: Contribution, code: str, address: str) -> bool:
    """Send the receipt code, and say whether it left. The address is not kept."""
    with override(contribution.language):
        context = {
            "title": contribution.consultation.text_in(contribution.language).title,
            "code": code,
            "digest": contribution.inclusion_digest,
            "lists": settings.SITE_URL
            + reverse("consultations:inclusion", args=[contribution.consultation.slug]),
            "url": settings.SITE_URL + reverse("consultations:receipt"),
            "site_name": settings.WAGTAIL_SITE_NAME,
        }
        return _send("consultations/mail/receipt", context, address, about=contribution.pk)


def send_address_link(consultation: Consultation, address: str, *, language: str) -> bool:
    """Send the link that confirms an address for this consultation; it lasts a day."""
    with override(language):
        path = reverse("consultations:confirm", args=[consultation.slug, link_token(consultation, address)])
        context = {
            "title": consultation.text_in(language).title,
            "url": settings.SITE_URL + path,
            "site_name": settings.WAGTAIL_SITE_NAME,
        }
        return _send("consultations/mail/confirm", context, address, about=consultation.pk)


def link_token(consultation: Consultation, address: str) -> str:
    return signer.sign_object([consultation.pk, address.strip().lower()])


def confirmed_address(consultation: Consultation, token: str) -> str:
    """The address that a link confirms for this consultation. Raise BadSignature when it is not ours or too old.

    A link that has served to answer opens nothing more: it stays in the history of browsers, and in logs on its way.
    """
    pk, address = signer.unsign_object(token, max_age=LINK_LASTS)
    if pk != consultation.pk:
        raise BadSignature("This link is for another consultation.")
    if earlier := contribution_of(consultation, Participant(email=address)):
        # A link holds the second that it was made in, without its fractions.
        signer.unsign_object(token, max_age=timezone.now() - earlier.sent_at + timedelta(seconds=1))
    return address


def _send(template: str, context: dict, address: str, *, about: int) -> bool:
    subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
    body = render_to_string(f"{template}.txt", context)
    try:
        return bool(EmailMessage(subject, body, to=[address]).send())
    except (smtplib.SMTPException, OSError) as error:
        log.error("mail not sent", template=template, about=about, error=type(error).__name__)
        return False
