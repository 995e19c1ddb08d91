"""When somebody was born, as a city's file may tell it: what two people of one name and address differ by."""

from __future__ import annotations

import re
from datetime import date

OLDEST = 1900
_YEAR = re.compile(r"\d{4}")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


def birth(typed: str, *, latest: int) -> str | None:
    """A year, or a day as YYYY-MM-DD; empty when nothing was typed, None when it is neither. ``latest`` is a year.

    Days may be typed as 2001-05-31, 31/05/2001 or 31.05.2001: as files of the cities' countries have them.
    """
    if not typed:
        return ""
    if not typed.isascii():
        return None
    if _YEAR.fullmatch(typed):
        return typed if OLDEST <= int(typed) <= latest else None
    if found := _DAY_FIRST.fullmatch(typed):
        day, month, year = (int(number) for number in found.groups())
        typed = f"{year:04d}-{month:02d}-{day:02d}"
    elif not re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed):
        return None
    try:
        born = date.fromisoformat(typed)
    except ValueError:
        return None
    return born.isoformat() if OLDEST <= born.year <= latest else None


def are_two(one: str, other: str) -> bool:
    """Whether two births are surely those of two people: a year and a day of that year may be one person's."""
    return bool(one and other) and not (one.startswith(other) or other.startswith(one))
