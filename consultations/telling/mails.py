"""The mails to subscribers. They hold links, never a citizen's words, a receipt code, or what a theme is about."""

from __future__ import annotations

import smtplib

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from consultations.models import Subscription

log = structlog.get_logger(__name__)


def send_confirmation(subscription: Subscription) -> bool:
    """Ask an address whether it wants to be told, and say whether the mail left."""
    with override(subscription.language):
        mail = _mail(subscription, "consultations/mail/tell_confirm", {})
    try:
        return bool(mail.send())
    except (smtplib.SMTPException, OSError) as error:
        log.error("confirmation not sent", subscription=subscription.pk, error=type(error).__name__)
        return False


def notice_mail(subscription: Subscription, step: str) -> EmailMessage:
    """The mail that tells one step, in the subscriber's language, to be ended in one click (RFC 8058)."""
    with override(subscription.language):
        mail = _mail(subscription, "consultations/mail/tell", {"step": step})
        end = settings.SITE_URL + reverse("consultations:end_telling", args=[subscription.key])
    mail.extra_headers = {
        "List-Unsubscribe": f"<{end}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    return mail


def _mail(subscription: Subscription, template: str, context: dict) -> EmailMessage:
    text = subscription.contribution.consultation.text_in(subscription.language)
    context = {
        "title": text.title if text else "",
        "url": settings.SITE_URL + reverse("consultations:telling", args=[subscription.key]),
        "page": settings.SITE_URL + _page_of(subscription),
        "end": settings.SITE_URL + reverse("consultations:end_telling", args=[subscription.key]),
        "site_name": settings.WAGTAIL_SITE_NAME,
        **context,
    }
    subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
    return EmailMessage(subject, render_to_string(f"{template}.txt", context), to=[subscription.email])


def _page_of(subscription: Subscription) -> str:
    """Where the contribution is read: from the account that it is of, or else with its receipt code."""
    contribution = subscription.contribution
    if contribution.user_id:
        return reverse("consultations:mine", args=[contribution.pk])
    return reverse("consultations:receipt")
