"""A message to the team, and its writer's copy. What people type stands in the body only, never in a header."""

from __future__ import annotations

import smtplib

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import override

from cities.models import City
from cms.contacting.forms import TOPICS

log = structlog.get_logger(__name__)


def write_to(city: City, *, topic: str, message: str, name: str, email: str, with_copy: bool) -> bool:
    """Send that message to the city's team, who answer to ``email``; say whether it left.

    The team is written to in the site's main language, the writer's copy is in the writer's.
    ``email`` has to be a valid address; a copy goes to it, so the caller has to know that it is the writer's own.
    """
    context = {
        "city": city,
        "topic": dict(TOPICS)[topic],
        "message": message,
        "name": " ".join(name.split()),
        "email": email,
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    with override(settings.LANGUAGE_CODE):
        subject = " ".join(render_to_string("cms/contacting/mail/message_subject.txt", context).split())
        text = render_to_string("cms/contacting/mail/message.txt", context)
    mails = [EmailMessage(subject, text, to=[city.contact_email], reply_to=[email])]
    if with_copy:
        own_subject = " ".join(render_to_string("cms/contacting/mail/message_subject.txt", context).split())
        copy = render_to_string("cms/contacting/mail/copy.txt", context)
        mails.append(
            EmailMessage(own_subject, copy, to=[email], headers={"Auto-Submitted": "auto-generated"})
        )
    try:
        left = [bool(mail.send()) for mail in mails]
    except (smtplib.SMTPException, OSError) as error:
        log.error("message to the team not sent", city=city.slug, error=type(error).__name__)
        return False
    return all(left)
