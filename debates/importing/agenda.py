"""Events of an OpenAgenda-like JSON as rows of places and debates; `docs/debates-import.md` has the mapping."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, tzinfo
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from debates.importing.columns import DEBATE, VENUE, plain
from debates.importing.points import is_of, what_is_wrong
from debates.importing.tables import BYTES_AT_MOST, LETTERS_AT_MOST, ROWS_AT_MOST, Row, Unreadable, storable
from debates.models import Night
from kit.localized import content_languages

PRESENTATION_LETTERS = 4000
KEYWORDS_AT_MOST = 30


def rows_of_agenda(content: bytes, *, night: Night, capacity: int) -> list[Row]:
    """The rows of an agenda for that night. ``capacity`` is what a room holds, which agendas do not tell.

    A row's line is the event's number in the file. Raises `Unreadable`.
    """
    if len(content) > BYTES_AT_MOST:
        raise Unreadable(_("The file is larger than 5 MB: split it."))
    try:
        read = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("This is not a JSON file. Export the agenda as JSON.")) from error
    events = read.get("events") if isinstance(read, dict) else read
    if not isinstance(events, list) or not events:
        raise Unreadable(_("There is no list of “events” in this file. Export the agenda as JSON."))
    if len(events) > ROWS_AT_MOST:
        raise Unreadable(_("The file has more than %(most)d events: split it.") % {"most": ROWS_AT_MOST})
    return rows_of_events(events, night=night, capacity=capacity)


def rows_of_events(events: list[Any], *, night: Night, capacity: int) -> list[Row]:
    """The same of events that were read already: each place once, then each event."""
    venues: dict[str, Row] = {}
    debates = []
    for number, event in enumerate(events, start=1):
        debate = Row(DEBATE, number, {})
        if isinstance(event, dict):
            _read_event(debate, event, night)
            _read_location(debate, event.get("location"), venues, night=night, capacity=capacity)
        else:
            debate.problems.append(("external_id", _("This is not an event: it has no fields.")))
        debates.append(debate)
    return [*venues.values(), *debates]


def _read_event(row: Row, event: dict, night: Night) -> None:
    row.values |= {
        "external_id": _short(event.get("uid")),
        "online_link": _short(event.get("onlineAccessLink")),
    }
    row.values["keywords"] = ", ".join(_keywords(event.get("keywords")))
    _put_words(row, "question", event.get("title"))
    _put_words(row, "presentation", event.get("longDescription") or event.get("description"))
    for name in [name for name in row.values if name.startswith("presentation")]:
        if len(row.values[name]) > PRESENTATION_LETTERS:
            row.values[name] = row.values[name][: PRESENTATION_LETTERS - 1] + "…"
            row.notes.append(_("The description is longer than a presentation can be: its end is cut off."))
    hours = _hours(event.get("timings"), night)
    if hours is None:
        row.notes.append(_("No date of this event falls in the night: the draft has no hours."))
    else:
        row.values |= {"starts": hours[0], "ends": hours[1]}
    row.values = {name: text for name, text in row.values.items() if text}


def _read_location(row: Row, location: Any, venues: dict[str, Row], *, night: Night, capacity: int) -> None:
    if not isinstance(location, dict) or not _short(location.get("name")):
        row.notes.append(_("The event has no place: the draft has no room."))
        return
    name, address = _short(location.get("name")), _short(location.get("address"))
    if elsewhere := _elsewhere(location, night):
        row.problems.append(("venue", elsewhere))
        return
    told_id = _short(location.get("uid"))
    digest = hashlib.sha256(f"{plain(name)}|{plain(address)}".encode()).hexdigest()[:16]
    external_id = f"place-{told_id or digest}"
    if external_id not in venues:
        values = {
            "external_id": external_id,
            "name": name,
            "kind": "other",
            "address": address,
            "postcode": _short(location.get("postalCode")),
            "latitude": _short(location.get("latitude")),
            "longitude": _short(location.get("longitude")),
            "rooms": f"{_room_name()}: {capacity}",
            "room_note": _("How many people it holds is not told by the source."),
        }
        venues[external_id] = Row(VENUE, row.line, {key: text for key, text in values.items() if text})
    row.values |= {"venue": external_id, "room": _room_name()}


def _keywords(told: Any) -> list[str]:
    """The words by which an agenda sorts its events: a list, a text with commas, or one of them by language."""
    if isinstance(told, dict):
        return list(dict.fromkeys(word for one in told.values() for word in _keywords(one)))[
            :KEYWORDS_AT_MOST
        ]
    parts = told.split(",") if isinstance(told, str) else told if isinstance(told, list) else []
    return [word for part in parts if (word := _short(part).replace(",", " ")[:60])][:KEYWORDS_AT_MOST]


def _room_name() -> str:
    return _("Main room")


def _put_words(row: Row, name: str, words: Any) -> None:
    """A text by language, or one text, which is of the site's main language."""
    main = content_languages()[0][0]
    by_language = words if isinstance(words, dict) else {main: words}
    wanted = {code for code, _language in content_languages()}
    for code, text in by_language.items():
        if code in wanted and isinstance(text, str):
            row.values[f"{name}_{code}"] = storable(strip_tags(text)).strip()[:LETTERS_AT_MOST]
    if not row.values.get(f"{name}_{main}"):
        others = [text for text in by_language.values() if isinstance(text, str) and text.strip()]
        if others:
            row.values[f"{name}_{main}"] = storable(strip_tags(others[0])).strip()[:LETTERS_AT_MOST]


def _hours(timings: Any, night: Night) -> tuple[str, str] | None:
    """First and last hour, by the city's clock, of the first timing that lies in the night."""
    zone = night.city.zone
    for timing in timings if isinstance(timings, list) else []:
        if not isinstance(timing, dict):
            continue
        starts, ends = _moment(timing.get("begin"), zone), _moment(timing.get("end"), zone)
        if starts and ends and night.starts <= starts < ends <= night.ends:
            return f"{starts.astimezone(zone):%H:%M}", f"{ends.astimezone(zone):%H:%M}"
    return None


def _moment(text: Any, zone: tzinfo) -> datetime | None:
    """A moment from ISO 8601; without an offset it is of the city's clock."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _elsewhere(location: dict, night: Night) -> str:
    """Why the place cannot be one of the night's city; nothing when it can."""
    sentence = _("This place is not in %(city)s: import it with that city’s night.") % {"city": night.city}
    try:
        latitude, longitude = float(location["latitude"]), float(location["longitude"])
    except (KeyError, TypeError, ValueError):
        named = plain(_short(location.get("city")))
        is_other = bool(named) and named not in {plain(name) for name in night.city.name.values()}
        return sentence if is_other else ""
    if is_of(night.city, latitude, longitude):
        return ""
    return (
        what_is_wrong(night.city, latitude, longitude) if is_of(night.city, longitude, latitude) else sentence
    )


def _short(value: Any) -> str:
    return (
        ""
        if value is None or isinstance(value, dict | list)
        else storable(str(value)).strip()[:LETTERS_AT_MOST]
    )
