"""The poster of a city's night as data: what, when, where, and as many debates by hour as the sheet holds."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from debates.models import Night
from debates.on_paper import place_of, spaced, told
from debates.programme.front import front_of
from debates.programme.loading import Listed, hour_title


def poster_of(night: Night, listed: list[Listed], *, paper: str) -> dict[str, Any]:
    """Every word of the poster; the template chooses how many debates of each hour the sheet holds. No query."""
    hours = [
        {"title": spaced(title), "debates": _in_turn(list(group))}
        for title, group in groupby(listed, key=lambda one: hour_title(night, one.starts))
    ]
    most = max((len(hour["debates"]) for hour in hours), default=0)
    return front_of(night, _("Poster of the night"), debates=len(listed)) | {
        "paper": paper,
        "hours_of_debates": hours,
        # One sentence for each number that may be left out.
        "left_out_of_hour": [spaced(_left_out_of_hour(number)) for number in range(most + 1)],
        "left_out": [spaced(_left_out(number)) for number in range(len(listed) + 1)],
        "whole": spaced(_("All debates, seats and accessibility:")),
    }


def _in_turn(listed: list[Listed]) -> list[dict[str, Any]]:
    """The debates of an hour by beginning, each with its rank: a sheet that holds few takes one of each district first,
    so that no part of the city is left out for its number."""
    met: dict[int | None, int] = {}
    turns = []
    for one in listed:
        district = one.debate.room.venue.district_id if one.debate.room is not None else None
        met[district] = met.get(district, 0) + 1
        turns.append(met[district])
    ranked = sorted(range(len(listed)), key=lambda place: (turns[place], place))
    rank = {place: number for number, place in enumerate(ranked)}
    return [_line(one) | {"rank": rank[place]} for place, one in enumerate(listed)]


def _line(one: Listed) -> dict[str, Any]:
    room = one.debate.room
    place = place_of(one.debate)
    if room is not None and room.venue.district is not None:
        place = f"{place}, {room.venue.district}"
    return {
        "hour": time_format(one.starts, "TIME_FORMAT"),
        "question": told(one.debate.question),
        "place": spaced(place),
    }


def _left_out_of_hour(number: int) -> str:
    return ngettext("and %(number)d other", "and %(number)d others", number) % {"number": number}


def _left_out(number: int) -> str:
    sentence = ngettext(
        "%(number)d more debate is on the web.", "%(number)d more debates are on the web.", number
    )
    return sentence % {"number": number}
