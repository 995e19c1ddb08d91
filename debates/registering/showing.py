"""A reservation to be carried along: the QR code that the door reads, and the entry of a calendar."""

from __future__ import annotations

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from icalendar import Event

from debates.calendars import ical
from debates.models import Debate, Gathering, Registration
from debates.registering.held import Occasion


def door_address(registration: Registration, occasion: Occasion) -> str:
    """Where a phone at the door is led by the code: that door with the ticket, which opens for those who keep it only.

    It tells nothing about the person, and changes nothing.
    """
    return f"{settings.SITE_URL}{occasion.door}?ticket={registration.ticket}"


def qr_code(address: str) -> SafeString:
    """That address as an SVG to stand in a page, dark on white in any colour scheme; hidden from screen readers."""
    made = segno.make(address, error="m", micro=False)
    svg = made.svg_inline(scale=6, border=4, dark="#000", light="#fff", svgclass="ticket-qr", omitsize=True)
    # What segno writes holds numbers and colours only.
    return mark_safe(svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))


def calendar_of(registration: Registration, of: Debate | Gathering) -> bytes:
    """The reservation as a calendar of one event, in the active language: with its code, cancelled when it is.

    ``of`` is loaded with what its own calendar tells (`for_cards`, `for_calendars`).
    """
    return ical.calendar_of([of], name=ical.title_of(of), event=lambda one: _event(registration, one))


def _event(registration: Registration, of: Debate | Gathering) -> Event:
    note = _("Your reservation, to be shown at the door: %(ticket)s. To change or cancel it: %(url)s") % {
        "ticket": registration.ticket,
        "url": settings.SITE_URL + registration.get_absolute_url(),
    }
    event = ical.event_of(of, note=note)
    # Apart from the public event: a reservation given back takes nothing out of a calendar of all debates.
    event["uid"] = f"reservation-{registration.pk}-{ical.uid(of)}"
    if registration.status in {Registration.CANCELLED, Registration.LAPSED}:
        event["status"] = "CANCELLED"
        event["sequence"] = of.sequence + 1
    elif registration.status != Registration.CONFIRMED and not of.is_cancelled:
        event["status"] = "TENTATIVE"
    return event
