"""What a night lacks: districts, hours, languages, themes and accessible places without a debate.

Everything is counted in Python from two readings of the night's debates, so that a table of districts by half hours
costs no more than a number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from cities.models import District
from debates.finding.asked import ACCESS_NAMES
from debates.models import Debate, DebateTheme, Night
from debates.models.venue import ACCESS_FACTS, NO, YES
from kit.localized import language_name

HALF_HOUR = timedelta(minutes=30)
# Which debates count, by the name that the address gives them.
COUNTED: dict[str, tuple[str, ...]] = {
    "all": Debate.OCCUPYING,
    "programme": (Debate.ACCEPTED, Debate.PUBLISHED),
}
_COLUMNS = (
    "pk",
    "starts",
    "ends",
    "room",
    "room__venue__district",
    *(f"room__venue__{f}" for f in ACCESS_FACTS),
)


@dataclass(frozen=True)
class Line:
    """One thing and how many debates it has; ``share`` is of all debates that count, from 0 to 1."""

    key: str
    name: str
    number: int
    share: float

    @property
    def percent(self) -> float:
        return round(100 * self.share, 1)


@dataclass(frozen=True)
class Access:
    """How many debates have one fact of accessibility, how many lack it, of how many nobody knows."""

    name: str
    yes: int
    no: int
    unknown: int
    share: float

    @property
    def percent(self) -> float:
        return round(100 * self.share, 1)


@dataclass(frozen=True)
class PlaceRow:
    """A district and the debates there, in all and at each half hour; ``step_free``: those without a step."""

    key: str
    name: str
    number: int
    step_free: int
    at_half_hours: list[int]


@dataclass
class Gaps:
    """All that is counted of one night."""

    night: Night
    total: int
    placed: int
    places: list[PlaceRow] = field(default_factory=list)
    hours: list[Line] = field(default_factory=list)
    languages: list[Line] = field(default_factory=list)
    themes: list[Line] = field(default_factory=list)
    access: list[Access] = field(default_factory=list)

    @property
    def districts_without(self) -> list[PlaceRow]:
        return [row for row in self.places if row.key and not row.number]

    @property
    def districts_not_accessible(self) -> list[PlaceRow]:
        """Districts that have debates, none of which one enters without a step."""
        return [row for row in self.places if row.key and row.number and not row.step_free]

    @property
    def hours_without(self) -> list[Line]:
        return [line for line in self.hours if not line.number]

    @property
    def languages_without(self) -> list[Line]:
        return [line for line in self.languages if not line.number]

    @property
    def themes_without(self) -> list[Line]:
        return [line for line in self.themes if not line.number]


def gaps_of(night: Night, *, counted: str = "all") -> Gaps:
    """What that night lacks among the debates that count (`COUNTED`). Five queries."""
    debates = Debate.objects.filter(night=night, status__in=COUNTED[counted])
    read = [dict(zip(_COLUMNS, row, strict=True)) for row in debates.values_list(*_COLUMNS)]
    half_hours = _half_hours(night)
    total = len(read)
    found = Gaps(night, total, sum(one["room"] is not None for one in read))
    found.places = _places(night, read, half_hours)
    found.hours = [
        _line("", f"{moment:%H:%M}", sum(_goes_on(one, moment) for one in read), total)
        for moment in half_hours
    ]
    spoken = Counter(debates.order_by().values_list("spoken_languages__code", flat=True))
    codes = [*night.city.languages, *sorted({code for code in spoken if code} - set(night.city.languages))]
    found.languages = [_line(code, language_name(code), spoken[code], total) for code in codes]
    about = Counter(debates.order_by().values_list("themes", flat=True))
    found.themes = [_line(one.slug, str(one), about[one.pk], total) for one in DebateTheme.objects.all()]
    found.access = [_access(fact, read, found.placed) for fact in ACCESS_FACTS]
    return found


def _half_hours(night: Night) -> list[datetime]:
    """The beginnings of the night's half hours by the city's clock, real ones also when summer time begins or ends."""
    found, moment = [], night.starts.astimezone(UTC)
    while moment < night.ends:
        found.append(moment.astimezone(night.city.zone))
        moment += HALF_HOUR
    return found


def _goes_on(one: dict[str, Any], moment: datetime) -> bool:
    return one["starts"] < moment + HALF_HOUR and one["ends"] > moment


def _places(night: Night, read: list[dict[str, Any]], half_hours: list[datetime]) -> list[PlaceRow]:
    rows = [
        _place(
            str(district.pk),
            str(district),
            [one for one in read if one["room__venue__district"] == district.pk],
            half_hours,
        )
        for district in District.objects.filter(city=night.city)
    ]
    elsewhere = [one for one in read if one["room__venue__district"] is None]
    return [*rows, _place("", _("No district, or online only"), elsewhere, half_hours)]


def _place(key: str, name: str, read: Iterable[dict[str, Any]], half_hours: list[datetime]) -> PlaceRow:
    there = list(read)
    step_free = sum(one["room__venue__step_free"] == YES for one in there)
    at = [sum(_goes_on(one, moment) for one in there) for moment in half_hours]
    return PlaceRow(key, name, len(there), step_free, at)


def _access(fact: str, read: list[dict[str, Any]], placed: int) -> Access:
    answers = Counter(one[f"room__venue__{fact}"] for one in read if one["room"] is not None)
    yes, no = answers[YES], answers[NO]
    return Access(str(ACCESS_NAMES[fact]), yes, no, placed - yes - no, yes / placed if placed else 0)


def _line(key: str, name: str, number: int, total: int) -> Line:
    return Line(key, name, number, number / total if total else 0)
