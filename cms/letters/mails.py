"""The mails to readers of letters: the one that asks for their yes, the one with their choices, the letter itself."""

from __future__ import annotations

import smtplib
from html import escape

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from cms.letters import links
from cms.models import LetterReader

log = structlog.get_logger(__name__)

# Stands in a letter's text where each reader's own link goes. It has no meaning to HTML and none to a template.
END_PLACE = "%%end-of-letters%%"


def send_confirmation(reader: LetterReader) -> bool:
    """Ask an address whether it wants our letters, and say whether the mail left."""
    return _send(reader, "confirm", links.CONFIRM, "cms:letters_confirm")


def send_choices(reader: LetterReader) -> bool:
    """Tell an address that it reads us already, with the way to its choices; say whether the mail left."""
    return _send(reader, "choices", links.CHOOSE, "cms:letters_choices")


def letter_mail(edition: dict[str, str], reader: LetterReader) -> EmailMultiAlternatives:
    """A letter for one reader, as plain text and HTML, to be ended in one click (RFC 8058). Nothing tells who reads."""
    with override(reader.language):
        end = address("cms:letters_end", links.token(reader, links.END))
    mail = EmailMultiAlternatives(
        edition["subject"],
        edition["text"].replace(END_PLACE, end),
        to=[reader.email],
        headers={
            "List-Unsubscribe": f"<{end}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
            "Precedence": "bulk",
        },
    )
    mail.attach_alternative(edition["html"].replace(END_PLACE, escape(end)), "text/html")
    return mail


def address(name: str, *args) -> str:
    """The whole address of a view, for a mail, in the active language."""
    return settings.SITE_URL + reverse(name, args=args)


def _send(reader: LetterReader, template: str, purpose: str, view: str) -> bool:
    with override(reader.language):
        context = {
            "url": address(view, links.token(reader, purpose)),
            "end": address("cms:letters_end", links.token(reader, links.END)),
            "site_name": settings.WAGTAIL_SITE_NAME,
        }
        subject = " ".join(render_to_string(f"cms/letters/mail/{template}_subject.txt", context).split())
        text = render_to_string(f"cms/letters/mail/{template}.txt", context)
    mail = EmailMessage(subject, text, to=[reader.email], headers={"Auto-Submitted": "auto-generated"})
    try:
        return bool(mail.send())
    except (smtplib.SMTPException, OSError) as error:
        log.error(
            "mail to a reader not sent", reader=reader.pk, template=template, error=type(error).__name__
        )
        return False
