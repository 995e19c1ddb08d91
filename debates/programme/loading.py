"""The debates of a night as its papers list them: published, and held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from debates.models import Debate, Night
from debates.on_paper import place_of


@dataclass(frozen=True)
class Listed:
    """A debate of the programme with its hours by the clock of its place."""

    debate: Debate
    starts: datetime
    ends: datetime

    @property
    def hours(self) -> str:
        words = {
            "first": time_format(self.starts, "TIME_FORMAT"),
            "last": time_format(self.ends, "TIME_FORMAT"),
        }
        return _("%(first)s to %(last)s") % words


@dataclass(frozen=True)
class Section:
    """The debates of one district, or those that are in none."""

    title: str
    debates: list[Listed]


def listed_of(night: Night) -> list[Listed]:
    """All debates that are published and take place, by beginning. Four queries, however many."""
    held = Debate.objects.shown_in([night]).held().filter(starts__isnull=False, ends__isnull=False)
    listed = []
    for debate in held.for_cards().order_by("starts", "code"):
        if debate.starts is not None and debate.ends is not None:
            zone = debate.zone
            listed.append(Listed(debate, debate.starts.astimezone(zone), debate.ends.astimezone(zone)))
    return listed


def by_district(night: Night, listed: list[Listed]) -> list[Section]:
    """The sections of a booklet: districts in their order, then what is in none, is online only or
    looks for another place. No query."""
    groups: dict[tuple, list[Listed]] = {}
    for one in listed:
        room = one.debate.room
        district = room.venue.district if room is not None else None
        if district is not None:
            key = (0, district.position, district.code, str(district))
        elif room is not None:
            elsewhere = _("Elsewhere in %(city)s") if groups_districts(listed) else _("In %(city)s")
            key = (1, 0, "", elsewhere % {"city": night.city})
        else:
            key = (3 if one.debate.needs_place else 2, 0, "", place_of(one.debate))
        groups.setdefault(key, []).append(one)
    return [Section(key[-1], groups[key]) for key in sorted(groups)]


def groups_districts(listed: list[Listed]) -> bool:
    """Whether any debate lies in a district: “elsewhere” says something only then."""
    return any(one.debate.room is not None and one.debate.room.venue.district_id for one in listed)


def hour_title(night: Night, moment: datetime) -> str:
    """The full hour in which a debate begins, with its day once the night has passed midnight."""
    hour = time_format(moment.replace(minute=0), "TIME_FORMAT")
    if moment.date() == night.edition.date:
        return _("From %(hour)s") % {"hour": hour}
    return _("From %(hour)s, %(day)s") % {"hour": hour, "day": date_format(moment, "l j F")}
