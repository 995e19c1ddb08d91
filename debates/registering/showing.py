"""A reservation to be carried along: the QR code that the door reads, and the entry of a calendar."""

from __future__ import annotations

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from icalendar import Event

from debates.calendars import ical
from debates.models import Debate, Registration


def door_address(registration: Registration, debate: Debate) -> str:
    """Where the host's phone is led by the code: the door of that debate with the ticket, which opens for hosts only.

    It tells nothing about the person, and changes nothing.
    """
    return f"{settings.SITE_URL}{reverse('debates:door', args=[debate.code])}?ticket={registration.ticket}"


def qr_code(address: str) -> SafeString:
    """That address as an SVG to stand in a page, dark on white in any colour scheme; hidden from screen readers."""
    made = segno.make(address, error="m", micro=False)
    svg = made.svg_inline(scale=6, border=4, dark="#000", light="#fff", svgclass="ticket-qr", omitsize=True)
    # What segno writes holds numbers and colours only.
    return mark_safe(svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))


def calendar_of(registration: Registration, debate: Debate) -> bytes:
    """The reservation as a calendar of one event, in the active language: with its code, cancelled when it is."""
    return ical.calendar_of([debate], name=str(debate.question), event=lambda one: _event(registration, one))


def _event(registration: Registration, debate: Debate) -> Event:
    note = _("Your reservation, to be shown at the door: %(ticket)s. To change or cancel it: %(url)s") % {
        "ticket": registration.ticket,
        "url": settings.SITE_URL + registration.get_absolute_url(),
    }
    event = ical.event_of(debate, note=note)
    # Apart from the public event: a reservation given back takes nothing out of a calendar of all debates.
    event["uid"] = f"reservation-{registration.pk}-{ical.uid(debate)}"
    if registration.status in {Registration.CANCELLED, Registration.LAPSED}:
        event["status"] = "CANCELLED"
        event["sequence"] = debate.sequence + 1
    elif registration.status != Registration.CONFIRMED and not debate.is_cancelled:
        event["status"] = "TENTATIVE"
    return event
