"""Mails to the authors of comments and amendments. They carry links and the words of staff, never their own."""

from __future__ import annotations

import smtplib
from functools import partial

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override

from consultations.amending.addresses import contribution_url
from consultations.amending.amendment_reading import title_of
from consultations.models import Amendment

log = structlog.get_logger(__name__)
SHOWN, HIDDEN, DECIDED = "shown", "hidden", "decided"


def tell_author(amendment: Amendment, what: str) -> None:
    """Send the author one mail about what was done, in their language, once it is recorded for good.

    Nobody is told of a contribution whose author has closed their account.
    """
    if amendment.author is None:
        return
    author = amendment.author
    with override(author.language):
        context = {
            "amendment": amendment,
            "charter": str(amendment.version.charter),
            "article": title_of(amendment),
            "url": settings.SITE_URL + contribution_url(amendment),
            "site_name": settings.WAGTAIL_SITE_NAME,
        }
        template = f"consultations/amendments/mail/{what}"
        subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
        body = render_to_string(f"{template}.txt", context)
    transaction.on_commit(partial(_send, subject, body, author.email, about=amendment.pk))


def _send(subject: str, body: str, address: str, *, about: int) -> None:
    try:
        EmailMessage(subject, body, to=[address]).send()
    except (smtplib.SMTPException, OSError) as error:
        log.error("mail not sent", about=about, error=type(error).__name__)
