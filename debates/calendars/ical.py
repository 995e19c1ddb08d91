"""Debates as iCalendar (RFC 5545): each in its venue's zone with the zone's own rules, changes known by SEQUENCE.

A calendar that was subscribed to shows a debate that moved at its new hours and one that was called off as cancelled,
since its UID stays and its SEQUENCE grows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar, Event, Timezone, vGeo

from debates.models import Debate
from debates.tonight.news import told_of

# How often programs that follow a calendar should ask again.
ASK_AGAIN = timedelta(hours=1)


def calendar_of(
    debates: Iterable[Debate], *, name: str, event: Callable[[Debate], Event] | None = None
) -> bytes:
    """These debates as a calendar of that name, in the active language. Loaded with `for_cards`, they query nothing.

    ``event`` makes a debate's entry, where it says more than `event_of`.
    """
    calendar = _empty(name)
    listed = [debate for debate in debates if debate.starts is not None and debate.ends is not None]
    for zone in sorted({debate.zone.key for debate in listed}):
        days = [debate.starts.date() for debate in listed if debate.zone.key == zone]
        calendar.add_component(
            Timezone.from_tzid(
                zone,
                first_date=min(days) - timedelta(days=366),
                last_date=max(days) + timedelta(days=366),
            )
        )
    for debate in listed:
        calendar.add_component((event or event_of)(debate))
    return calendar.to_ical()


def event_of(debate: Debate, *, note: str = "") -> Event:
    """One debate; ``note`` is added to what it says, as the code of a reservation."""
    url = settings.SITE_URL + debate.get_absolute_url()
    event = Event()
    event.add("uid", uid(debate))
    event.add("sequence", debate.sequence)
    event.add("dtstamp", debate.updated_at)
    event.add("last-modified", debate.updated_at)
    event.add("dtstart", debate.starts.astimezone(debate.zone))
    event.add("dtend", debate.ends.astimezone(debate.zone))
    event.add("summary", str(debate.question))
    parts = (note, _lateness(debate), str(debate.presentation), url)
    event.add("description", "\n\n".join(part for part in parts if part))
    event.add("url", url)
    event.add("status", "CANCELLED" if debate.is_cancelled else "CONFIRMED")
    event.add("categories", [str(theme) for theme in debate.themes.all()])
    _add_place(event, debate)
    return event


def uid(debate: Debate) -> str:
    """What tells this event from all others for ever: the debate's code at this site."""
    return f"{debate.code}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}"


def _lateness(debate: Debate) -> str:
    minutes = told_of(debate).late_minutes
    if not minutes:
        return ""
    return ngettext(
        "It begins %(minutes)s minute later than announced",
        "It begins %(minutes)s minutes later than announced",
        minutes,
    ) % {"minutes": minutes}


def _add_place(event: Event, debate: Debate) -> None:
    if debate.room is None:
        event.add("location", debate.online_link or _("Online"))
        return
    venue = debate.room.venue
    place = ", ".join(part for part in (venue.name, debate.room.name, venue.address, venue.postcode) if part)
    event.add("location", f"{place}, {venue.city}")
    if venue.latitude is not None:
        event.add("geo", vGeo((float(venue.latitude), float(venue.longitude))))


def _empty(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Palabre//Nuit des Débats//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    return calendar
