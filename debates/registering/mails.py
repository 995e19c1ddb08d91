"""The mails to those who reserve. Each has the way to change or cancel; none says who else comes."""

from __future__ import annotations

import smtplib
from datetime import timedelta

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.templatetags.tz import do_timezone
from django.urls import reverse
from django.utils.translation import override

from debates.models import News, Registration

log = structlog.get_logger(__name__)


def send_confirmation(registration: Registration, *, could_sit: bool = False) -> bool:
    """Ask the address for its yes, whether seats are kept for it or a place in the line; say whether the mail left.

    ``could_sit``: none are kept, and they are there for whoever says yes.
    """
    return _send(registration, "confirm", could_sit=could_sit)


def send_link(registration: Registration) -> bool:
    """Tell an address that it has reserved already, with the way to its reservation."""
    return _send(registration, "again")


def send_ticket(registration: Registration) -> bool:
    """Tell what the reservation is now, with what is shown at the door."""
    return _send(registration, "ticket")


def send_offer(registration: Registration) -> bool:
    """Tell somebody who waited that seats are kept for them, and until when."""
    return _send(registration, "offer")


def send_lapse(registration: Registration) -> bool:
    """Tell somebody that the seats which were kept have gone to the next."""
    return _send(registration, "lapse")


def send_cancellation(registration: Registration) -> bool:
    """Tell somebody that the seats were given back."""
    return _send(registration, "cancelled")


def send_news(registration: Registration, news: News) -> bool:
    """Tell that the debate is called off, moved or late, with the host's words."""
    return _send(registration, news.kind, text=news.text, late_minutes=news.late_minutes or 0)


def _send(registration: Registration, template: str, **more) -> bool:
    # Imported here: what an occasion is depends on the rules of the waiting list, which writes mails.
    from debates.registering.held import occasion_of

    with override(registration.language):
        # In the reader's language too: its title and its address.
        occasion = occasion_of(registration.seating)
        if occasion is None:
            return False
        # `do_timezone` marks a moment as told by that clock: a template would tell any other by the site's own.
        context = {
            "registration": registration,
            "occasion": occasion,
            "starts": do_timezone(occasion.starts, occasion.zone),
            "kept_until": registration.kept_until and do_timezone(registration.kept_until, occasion.zone),
            "url": settings.SITE_URL + reverse("debates:reservation", args=[registration.key]),
            "page": settings.SITE_URL + occasion.url,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "begins": do_timezone(
                occasion.starts + timedelta(minutes=more.get("late_minutes", 0)), occasion.zone
            ),
            **more,
        }
        subject = " ".join(render_to_string(f"debates/mail/{template}_subject.txt", context).split())
        mail = EmailMessage(
            subject,
            render_to_string(f"debates/mail/{template}.txt", context),
            to=[registration.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
    try:
        return bool(mail.send())
    except (smtplib.SMTPException, OSError) as error:
        log.error("mail not sent", registration=registration.pk, mail=template, error=type(error).__name__)
        return False
