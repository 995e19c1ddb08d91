"""What an import would do, row by row, before anything is written: new, changed, unchanged, left alone, or refused."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from debates.hosting.debate_forms import SEATS_AT_MOST, THEMES_AT_MOST
from debates.hosting.hours import NoSuchHour, moments
from debates.hosting.venue_forms import ROOMS_AT_MOST
from debates.importing import cells
from debates.importing.columns import VENUE, columns_of, plain
from debates.importing.known import Known
from debates.importing.tables import Row
from debates.models import Debate, Venue
from debates.models.venue import ACCESS_FACTS, UNKNOWN
from kit.localized import content_languages

NEW, CHANGED, UNCHANGED, LEFT = "new", "changed", "unchanged", "left"
LANGUAGE_CODE_LETTERS = 10


@dataclass
class Planned:
    """One row: what it means (``values``), what becomes of it (``outcome``), or what is wrong with it."""

    row: Row
    external_id: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    outcome: str = NEW
    problems: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Of what the row says: the same words make the same digest."""
        said = json.dumps(self.row.values, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def title(self) -> str:
        """What names the row to people."""
        question = next((text for name, text in self.row.values.items() if name.startswith("question")), "")
        return self.row.values.get("name") or question or self.external_id


@dataclass
class Plan:
    rows: list[Planned]

    @property
    def refused(self) -> list[Planned]:
        return [one for one in self.rows if one.problems]

    def count(self, outcome: str) -> int:
        return sum(one.outcome == outcome and not one.problems for one in self.rows)

    @property
    def counts(self) -> dict[str, int]:
        return {outcome: self.count(outcome) for outcome in (NEW, CHANGED, UNCHANGED, LEFT)}


def plan(rows: Iterable[Row], known: Known) -> Plan:
    """What importing these rows would do. No query beyond those that made ``known``."""
    planned, seen = [], set()
    for row in rows:
        one = Planned(row, problems=list(row.problems), notes=list(row.notes))
        one.external_id = row.values.get("external_id", "")[:200]
        _read(one, known)
        if (row.kind, one.external_id) in seen:
            one.problems.append(("external_id", _("Another row has this number: give each row its own.")))
        seen.add((row.kind, one.external_id))
        if row.kind == VENUE and not one.problems:
            known.plan_venue(
                one.external_id, one.values["name"], [name for name, _most in one.values["rooms"]]
            )
        _judge(one, known)
        planned.append(one)
    return Plan(planned)


def _read(one: Planned, known: Known) -> None:
    for column in columns_of(one.row.kind):
        if column.required and not one.row.values.get(column.name):
            told = {name for name, _sentence in one.problems}
            if column.name not in told:
                one.problems.append((column.name, _("This cell is empty: it is needed.")))
    (_read_venue if one.row.kind == VENUE else _read_debate)(one, known)


def _judge(one: Planned, known: Known) -> None:
    before = known.imported.get((one.row.kind, one.external_id))
    if before is None:
        one.outcome = NEW
    elif before.digest == one.digest:
        one.outcome = UNCHANGED
    elif before.debate is not None and before.debate.status != Debate.DRAFT:
        one.outcome = LEFT
        one.notes.append(
            _("This debate is no draft any more: change it on its own page. The import leaves it as it is.")
        )
    else:
        one.outcome = CHANGED


def _take(one: Planned, name: str, reader: Callable[..., Any], *, empty: Any = "", **more) -> None:
    cell = one.row.values.get(name, "")
    if not cell:
        one.values[name] = empty
        return
    try:
        one.values[name] = reader(cell, **more)
    except cells.Wrong as wrong:
        one.problems.append((name, str(wrong)))
        one.values[name] = empty


def _take_words(one: Planned, name: str, *, most: int) -> None:
    for code, _language in content_languages():
        _take(one, f"{name}_{code}", cells.text, most=most)
    one.values[name] = {
        code: one.values[f"{name}_{code}"]
        for code, _language in content_languages()
        if one.values[f"{name}_{code}"]
    }


def _read_venue(one: Planned, known: Known) -> None:
    _take(one, "name", cells.text, most=160)
    _take(one, "kind", cells.choice, empty=Venue.OTHER, choices=Venue.KINDS)
    _take(one, "address", cells.text, most=250)
    _take(one, "postcode", cells.text, most=12)
    _take(one, "latitude", cells.degrees, empty=None, most=90)
    _take(one, "longitude", cells.degrees, empty=None, most=180)
    told = {name for name, _sentence in one.problems}
    alone = (one.values["latitude"] is None) != (one.values["longitude"] is None)
    if alone and not {"latitude", "longitude"} & told:
        one.problems.append(("latitude", _("Give both coordinates or none.")))
    _take_words(one, "description", most=2000)
    _take(one, "rooms", cells.rooms, empty=[], most=ROOMS_AT_MOST)
    _take(one, "district", known.district, empty=None)
    for fact in ACCESS_FACTS:
        _take(one, fact, cells.fact, empty=UNKNOWN)
        _take(one, f"{fact}_note", cells.text, most=200)
        if one.values[fact] == UNKNOWN and not one.values[f"{fact}_note"].strip():
            one.values[f"{fact}_note"] = _("Not told by the source.")


def _read_debate(one: Planned, known: Known) -> None:
    _take_words(one, "question", most=200)
    _take_words(one, "presentation", most=4000)
    _take_words(one, "price", most=80)
    _take(one, "format", cells.choice, empty=Debate.DISCUSSION, choices=Debate.FORMATS)
    _take(one, "audience", cells.choice, empty=Debate.EVERYBODY, choices=Debate.AUDIENCES)
    _take(one, "entry", cells.choice, empty=Debate.REGISTRATION, choices=Debate.ENTRIES)
    _take(one, "online_link", cells.link)
    _take(one, "seats", cells.number, empty=None, most=SEATS_AT_MOST)
    _take(one, "languages", _languages, empty=[])
    _take(one, "themes", known.themes, empty=[], most=THEMES_AT_MOST)
    _take(one, "starts", cells.hour, empty=None)
    _take(one, "ends", cells.hour, empty=None)
    _read_hours(one, known)
    _read_place(one, known)


def _languages(cell: str) -> list[str]:
    codes = list(dict.fromkeys(part.lower() for part in cells.several(cell)))
    wrong = [code for code in codes if not code.isalpha() or not 2 <= len(code) <= LANGUAGE_CODE_LETTERS]
    if wrong:
        raise cells.Wrong(
            _("“%(cell)s” is not the code of a language. Write codes such as fr, en, wo.")
            % {"cell": wrong[0][:60]}
        )
    return codes


def _read_hours(one: Planned, known: Known) -> None:
    starts_at, ends_at = one.values["starts"], one.values["ends"]
    one.values["starts"] = one.values["ends"] = None
    told = {name for name, _sentence in one.problems}
    if {"starts", "ends"} & told or (starts_at is None and ends_at is None):
        return
    if starts_at is None or ends_at is None:
        one.problems.append(("starts" if starts_at is None else "ends", _("Give both hours, or none yet.")))
        return
    night = known.night
    try:
        starts, ends = moments(night, starts_at, ends_at)
    except NoSuchHour:
        one.problems.append(
            ("starts", _("The clocks go forward in this night and skip that hour: choose another."))
        )
        return
    if not night.starts <= starts < night.ends or ends > night.ends:
        sentence = _("The night of %(city)s goes from %(first)s to %(last)s: choose hours within it.")
        told_hours = {
            "city": night.city,
            "first": f"{night.opens_at:%H:%M}",
            "last": f"{night.closes_at:%H:%M}",
        }
        one.problems.append(("starts", sentence % told_hours))
    elif ends <= starts:
        one.problems.append(("ends", _("It ends before it begins: choose a later hour.")))
    else:
        one.values["starts"], one.values["ends"] = starts, ends


def _read_place(one: Planned, known: Known) -> None:
    venue, room = one.row.values.get("venue", ""), one.row.values.get("room", "")
    one.values["place"] = None
    if not venue:
        if room:
            one.problems.append(("venue", _("Name the place of this room, too.")))
        return
    rooms = known.rooms_of(venue)
    if rooms is None:
        sentence = _("No place of this host is known as “%(venue)s”: import or list it first.")
        one.problems.append(("venue", sentence % {"venue": venue[:60]}))
    elif room:
        found = next((name for name in rooms if plain(name) == plain(room)), None)
        if found is None:
            sentence = _("This place has no room “%(room)s”. Its rooms: %(rooms)s.")
            one.problems.append(("room", sentence % {"room": room[:60], "rooms": ", ".join(rooms)}))
        else:
            one.values["place"] = (venue, found)
    elif len(rooms) == 1:
        one.values["place"] = (venue, rooms[0])
    else:
        one.problems.append(("room", _("Say which room: %(rooms)s.") % {"rooms": ", ".join(rooms)}))
