"""Mails to candidates. They hold a link and the lottery's title, nothing of what the person said."""

from __future__ import annotations

import smtplib

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from cms.models import Candidate, Lottery

logger = structlog.get_logger(__name__)


def send_link(lottery: Lottery, candidate: Candidate, token: str, *, known: bool) -> bool:
    """Send a candidate the link of their registration, and say whether the mail left."""
    person = candidate.person
    with override(person.language):
        context = {
            "title": lottery.title.in_language(person.language),
            "url": settings.SITE_URL + reverse("cms:lottery_candidate", args=[lottery.slug, token]),
            "site_name": settings.WAGTAIL_SITE_NAME,
        }
        template = "cms/mail/lottery_known" if known else "cms/mail/lottery_confirm"
        subject = " ".join(render_to_string("cms/mail/lottery_subject.txt", context).split())
        mail = EmailMessage(subject, render_to_string(f"{template}.txt", context), to=[person.email])
    try:
        return bool(mail.send())
    except (smtplib.SMTPException, OSError) as error:
        logger.error("candidate's link not sent", candidate=candidate.pk, error=type(error).__name__)
        return False
