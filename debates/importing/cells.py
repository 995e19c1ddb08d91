"""What a cell means: each reader answers the value, or raises `Wrong` with a sentence that says what to write."""

from __future__ import annotations

import re
from datetime import time, timedelta
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from debates.importing.columns import answers, plain
from debates.models import Night
from debates.models.venue import ANSWERS

_HOUR = re.compile(
    r"^\s*(\d{1,2})\s*(?:[:hH.]\s*(\d{2})?)?(?::\d{2})?\s*(am|pm|a\.m\.|p\.m\.)?\s*$", re.IGNORECASE
)
_DATED = re.compile(r"^\s*(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}))[T ,]+(.+)$")
_ROOM = re.compile(r"^(?P<name>.+?)\s*[:(=]\s*(?P<capacity>\d{1,6})\s*\)?$")
_FINE = Decimal("0.000001")
SHORT_ANSWERS = {
    "oui": "yes",
    "non": "no",
    "o": "yes",
    "n": "no",
    "y": "yes",
    "inconnu": "unknown",
    "": "unknown",
}


class Wrong(Exception):
    """The cell cannot be taken; the message says what to write instead."""


def text(cell: str, *, most: int) -> str:
    if len(cell) > most:
        raise Wrong(
            _("This text has %(letters)d letters: shorten it to %(most)d.")
            % {"letters": len(cell), "most": most}
        )
    return cell


def choice(cell: str, choices) -> str:
    found = answers(choices).get(plain(cell))
    if found is None:
        named = ", ".join(str(name) for _code, name in choices)
        raise Wrong(
            _("“%(cell)s” is not a choice. Write one of: %(choices)s.")
            % {"cell": cell[:60], "choices": named}
        )
    return found


def fact(cell: str) -> str:
    """Yes, no or unknown."""
    return SHORT_ANSWERS.get(plain(cell)) or choice(cell, ANSWERS)


def hour(cell: str) -> time:
    found = _HOUR.match(cell)
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise Wrong(_("“%(cell)s” is not an hour. Write one such as 20:30.") % {"cell": cell[:60]})
    number, half = int(found[1]), (found[3] or "").lower()[:1]
    if half and not 1 <= number <= 12:
        raise Wrong(_("“%(cell)s” is not an hour. Write one such as 20:30.") % {"cell": cell[:60]})
    if half:
        number = number % 12 + (12 if half == "p" else 0)
    return time(number, int(found[2] or 0))


def hour_of(cell: str, *, night: Night) -> time:
    """An hour, also with the date before it, which must be one of that night: “24/03/2027 20:30”, “2027-03-24T20:30”.

    Where a date can be read in two ways, the one that is of the night is meant.
    """
    found = _DATED.match(cell)
    if found is None:
        return hour(cell)
    clock = hour(found[7])
    next_day = clock < night.opens_at
    expected = night.edition.date + timedelta(days=1 if next_day else 0)
    if found[1]:
        read = {(int(found[1]), int(found[2]), int(found[3]))}
    else:
        one, other, year = int(found[4]), int(found[5]), int(found[6])
        read = {(year, other, one), (year, one, other)}
    if (expected.year, expected.month, expected.day) not in read:
        sentence = _("“%(cell)s” is not of this night: write its hour alone, such as 20:30.")
        raise Wrong(sentence % {"cell": cell[:60]})
    return clock


def degrees(cell: str, *, most: int) -> Decimal:
    try:
        value = Decimal(cell.replace(",", ".").strip()).quantize(_FINE)
    except InvalidOperation as error:
        raise Wrong(
            _("“%(cell)s” is not a number of degrees. Write one such as 48.8566.") % {"cell": cell[:60]}
        ) from error
    if not value.is_finite() or abs(value) > most:
        raise Wrong(_("Write degrees between −%(most)d and %(most)d.") % {"most": most})
    return value


def number(cell: str, *, most: int) -> int:
    if not cell.isascii() or not cell.isdigit() or len(cell) > 9 or not 1 <= int(cell) <= most:
        raise Wrong(_("“%(cell)s” is not a number from 1 to %(most)d.") % {"cell": cell[:60], "most": most})
    return int(cell)


def link(cell: str) -> str:
    try:
        URLValidator(schemes=["https", "http"])(cell)
    except ValidationError as error:
        raise Wrong(
            _("“%(cell)s” is not an address. Write it with https:// at its beginning.") % {"cell": cell[:60]}
        ) from error
    return text(cell, most=200)


def rooms(cell: str, *, most: int) -> list[tuple[str, int]]:
    """(name, capacity) of each room, from “Large room: 60; Cellar: 20”."""
    found: dict[str, int] = {}
    for part in filter(None, (one.strip() for one in cell.split(";"))):
        match = _ROOM.match(part)
        if match is None or int(match["capacity"]) < 1 or len(match["name"]) > 120:
            raise Wrong(
                _("“%(cell)s” is not a room. Write its name, a colon, and how many people it holds.")
                % {"cell": part[:60]}
            )
        if match["name"] in found:
            raise Wrong(_("The room “%(name)s” is there twice.") % {"name": match["name"][:60]})
        found[match["name"]] = int(match["capacity"])
    if not 1 <= len(found) <= most:
        raise Wrong(_("Write between 1 and %(most)d rooms.") % {"most": most})
    return list(found.items())


def several(cell: str) -> list[str]:
    return [one.strip() for one in re.split(r"[,;|]", cell) if one.strip()]
