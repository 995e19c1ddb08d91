"""Debates and meetings as iCalendar (RFC 5545): each in its place's zone with the zone's rules, changes by SEQUENCE.

A calendar that was subscribed to shows what moved at its new hours and what was called off as cancelled, since
its UID stays and its SEQUENCE grows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar, Event, Timezone, vGeo

from debates.models import Debate, Gathering, Venue
from debates.tonight.news import Told, told_of, told_to

Entry = Debate | Gathering

# How often programs that follow a calendar should ask again.
ASK_AGAIN = timedelta(hours=1)


def calendar_of(
    listed: Iterable[Entry], *, name: str, event: Callable[[Entry], Event] | None = None
) -> bytes:
    """These debates or meetings as a calendar of that name, in the active language.

    Loaded with `for_cards` or `for_calendars`, they query nothing. ``event`` makes an entry, where it says more than
    `event_of`.
    """
    calendar = _empty(name)
    entries = [(one, one.starts, one.ends) for one in listed]
    known = [(one, starts, ends) for one, starts, ends in entries if starts is not None and ends is not None]
    for zone in sorted({one.zone.key for one, _starts, _ends in known}):
        days = [starts.date() for one, starts, _ends in known if one.zone.key == zone]
        calendar.add_component(
            Timezone.from_tzid(
                zone,
                first_date=min(days) - timedelta(days=366),
                last_date=max(days) + timedelta(days=366),
            )
        )
    for one, _starts, _ends in known:
        calendar.add_component((event or event_of)(one))
    return calendar.to_ical()


def event_of(one: Entry, *, note: str = "") -> Event:
    """One debate or meeting; ``note`` is added to what it says, as the code of a reservation."""
    event = _event_of_meeting(one, note) if isinstance(one, Gathering) else _event_of_debate(one, note)
    event.add("uid", uid(one))
    event.add("sequence", one.sequence)
    event.add("dtstamp", one.updated_at)
    event.add("last-modified", one.updated_at)
    event.add("dtstart", one.starts.astimezone(one.zone))
    event.add("dtend", one.ends.astimezone(one.zone))
    event.add("summary", title_of(one))
    event.add("url", settings.SITE_URL + one.get_absolute_url())
    event.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    return event


def title_of(one: Entry) -> str:
    """What is debated, or what the meeting is called."""
    return str(one.title if isinstance(one, Gathering) else one.question)


def _event_of_debate(debate: Debate, note: str) -> Event:
    event = Event()
    parts = (
        note,
        _lateness(told_of(debate)),
        str(debate.presentation),
        settings.SITE_URL + debate.get_absolute_url(),
    )
    event.add("description", _paragraphs(*parts))
    event.add("categories", [str(theme) for theme in debate.themes.all()])
    _add_place(event, debate)
    return event


def _event_of_meeting(meeting: Gathering, note: str) -> Event:
    event = Event()
    url = settings.SITE_URL + meeting.get_absolute_url()
    late = _lateness(told_to(meeting.seating, meeting.starts))
    event.add("description", _paragraphs(note, late, str(meeting.consultation), str(meeting.programme), url))
    event.add("location", f"{meeting.place}, {meeting.city}")
    if meeting.room is not None:
        _add_point(event, meeting.room.venue)
    return event


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def uid(one: Entry) -> str:
    """What tells this event from all others for ever: its code at this site."""
    kind = "meeting-" if isinstance(one, Gathering) else ""
    return f"{kind}{one.code}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}"


def _lateness(told: Told) -> str:
    minutes = told.late_minutes
    if not minutes:
        return ""
    return ngettext(
        "It begins %(minutes)s minute later than announced",
        "It begins %(minutes)s minutes later than announced",
        minutes,
    ) % {"minutes": minutes}


def _add_place(event: Event, debate: Debate) -> None:
    if debate.room is None:
        event.add("location", debate.online_link or _("Place still to be found"))
        return
    venue = debate.room.venue
    place = ", ".join(part for part in (venue.name, debate.room.name, venue.address, venue.postcode) if part)
    event.add("location", f"{place}, {venue.city}")
    _add_point(event, venue)


def _add_point(event: Event, venue: Venue) -> None:
    if venue.latitude is not None and venue.longitude is not None:
        event.add("geo", vGeo((float(venue.latitude), float(venue.longitude))))


def _empty(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Palabre//Nuit des Débats//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    return calendar
