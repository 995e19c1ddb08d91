"""The mail that reminds a host of the report."""

from __future__ import annotations

import smtplib
from datetime import datetime

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import override

from debates.models import Debate, Membership
from debates.models.report import due

log = structlog.get_logger(__name__)


def mail_reminder(debate: Debate, step: str, *, at: datetime) -> int:
    """Write to everybody who acts for the debate's host, in their own language; return how many mails left."""
    members = Membership.objects.filter(host=debate.host_id, user__is_active=True).select_related("user")
    return sum(_mail(debate, step, one.user, at=at) for one in members)


def _mail(debate: Debate, step: str, person, *, at: datetime) -> bool:
    with override(person.language):
        path = reverse("debates:report", args=[debate.code])
        ends = timezone.localtime(due(debate), debate.zone)
        words = {
            "debate": str(debate),
            "step": step,
            "is_overdue": at > due(debate),
            "day": formats.date_format(ends, "DATE_FORMAT"),
            "hour": formats.date_format(ends, "TIME_FORMAT"),
            "url": f"{settings.SITE_URL}{path}",
            "city": str(debate.night.city),
            "site_name": settings.WAGTAIL_SITE_NAME,
        }
        subject = render_to_string("debates/reporting/mail/reminder_subject.txt", words)
        body = render_to_string("debates/reporting/mail/reminder.txt", words)
    mail = EmailMessage(
        " ".join(subject.split()), body, to=[person.email], headers={"Auto-Submitted": "auto-generated"}
    )
    try:
        return bool(mail.send())
    except (smtplib.SMTPException, OSError) as error:
        log.error("mail not sent", template="reminder", about=debate.pk, error=type(error).__name__)
        return False
