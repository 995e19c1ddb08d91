"""What somebody looks for among the debates of a night, read from the address of the list.

Whatever the address holds is understood or left out, and then told: an address that was shared, or typed by hand,
always leads to a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import time
from urllib.parse import urlencode

from django.db.models import Exists
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cities.models import City, District
from debates.models import Debate, DebateTheme, Edition, Night, SpokenLanguage
from debates.models.venue import ACCESS_FACTS
from kit.localized import language_name

NOW, NEXT = "now", "next"
HOURS = ("18:00", "19:00", "20:00", "21:00", "22:00", "23:00")
# The least important first: what is given up when nothing has all of it.
GIVEN_UP = ("words", "near", "format", "language", "free", "theme", "access", "district", "when", "city")
LONGEST_WORDS = 200
# Imports bring codes of their own, drafts included: however many there are, a query stays one that databases take.
MOST_LANGUAGES = 150
ACCESS_NAMES: dict[str, str | Promise] = {
    "step_free": _("without a step"),
    "accessible_toilets": _("accessible toilets"),
    "hearing_loop": _("hearing loop"),
    "sign_language": _("sign language"),
    "quiet_place": _("a quiet place"),
    "stop_nearby": _("a stop nearby"),
}


@dataclass
class Vocabulary:
    """What can be chosen in an edition. Made by `vocabulary_of`, which queries five times."""

    edition: Edition
    nights: list[Night]
    districts: dict[str, District]
    themes: dict[str, DebateTheme]
    languages: list[str]

    @property
    def cities(self) -> dict[str, City]:
        return {night.city.slug: night.city for night in self.nights}


@dataclass
class Asked:
    """One search. ``values`` holds what was understood by parameter, ``ignored`` what was not."""

    vocabulary: Vocabulary
    values: dict[str, str] = field(default_factory=dict)
    access: tuple[str, ...] = ()
    ignored: list[str] = field(default_factory=list)

    @property
    def nights(self) -> list[Night]:
        """The nights that are looked through: the city's, or all of the edition."""
        city = self.values.get("city")
        return [night for night in self.vocabulary.nights if city in (None, night.city.slug)]

    @property
    def district(self) -> District | None:
        return self.vocabulary.districts.get(self.values.get("district", ""))

    @property
    def theme(self) -> DebateTheme | None:
        return self.vocabulary.themes.get(self.values.get("theme", ""))

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude to be near to."""
        near = self.values.get("near")
        if near is None:
            return None
        latitude, longitude = near.split(",")
        return float(latitude), float(longitude)

    @property
    def from_hour(self) -> time | None:
        when = self.values.get("when", "")
        return time.fromisoformat(when) if when not in ("", NOW, NEXT) else None

    def chosen(self) -> list[str]:
        """The parameters that narrow the list, the least important first."""
        return [name for name in GIVEN_UP if (self.access if name == "access" else name in self.values)]

    def without(self, *parameters: str) -> Asked:
        """The same search without these; without a city there is no district either."""
        gone = {*parameters, *({"district"} if "city" in parameters else ())}
        values = {name: value for name, value in self.values.items() if name not in gone}
        return Asked(self.vocabulary, values, () if "access" in gone else self.access)

    def query(self) -> str:
        """The search as the end of an address that can be shared, without its question mark."""
        pairs = [("edition", self.vocabulary.edition.slug), *sorted(self.values.items())]
        return urlencode([*pairs, *(("access", fact) for fact in self.access)])

    def told(self) -> list[tuple[str, str]]:
        """(parameter, its value in words) of all that narrows the list, the most important first."""
        return [(name, self.in_words(name)) for name in reversed(self.chosen())]

    def chips(self) -> list[tuple[str, str]]:
        """(choice in words, the end of the address without it) of all that narrows the list."""
        return [(words, self.without(name).query()) for name, words in self.told()]

    def in_words(self, parameter: str) -> str:
        """One choice as the page tells it."""
        value = self.values.get(parameter, "")
        if parameter == "city":
            return str(self.vocabulary.cities[value])
        if parameter == "district":
            return str(self.district)
        if parameter == "theme":
            return str(self.theme)
        if parameter == "language":
            return language_name(value)
        if parameter == "format":
            return str(dict(Debate.FORMATS)[value])
        if parameter == "access":
            return ", ".join(str(ACCESS_NAMES[fact]) for fact in self.access)
        return str(_when_in_words(value) if parameter == "when" else _OTHERS.get(parameter, value) or value)


_OTHERS: dict[str, str | Promise] = {"free": _("seats left"), "near": _("near me")}


def _when_in_words(value: str) -> str | Promise:
    if value == NOW:
        return _("going on now")
    if value == NEXT:
        return _("beginning within two hours")
    return _("from %(hour)s") % {"hour": value}


def vocabulary_of(edition: Edition) -> Vocabulary:
    """What can be chosen in that edition. Five queries."""
    nights = list(edition.nights.select_related("city", "edition").order_by("city__slug"))
    cities = [night.city_id for night in nights]
    districts = District.objects.filter(city__in=cities).select_related("city")
    return Vocabulary(
        edition=edition,
        nights=nights,
        districts={f"{one.city.slug}-{one.code}": one for one in districts},
        themes={one.slug: one for one in DebateTheme.objects.all()},
        languages=_languages_of(nights),
    )


def _languages_of(nights: list[Night]) -> list[str]:
    """The languages that debates of these nights are held in. Two queries: which there are at all, from an index, and
    for each whether it has a debate here, which the first one found answers."""
    known_first = sorted(SpokenLanguage.objects.codes(), key=lambda code: (language_name(code) == code, code))
    codes = sorted(known_first[:MOST_LANGUAGES])
    shown = Debate.objects.shown_in(nights)
    # A join here, that stops at the first; `in_language` is for whole lists.
    held = {
        f"held_{place}": Exists(shown.filter(spoken_languages__code=code)) for place, code in enumerate(codes)
    }
    here = Night.objects.filter(pk__in=[night.pk for night in nights]).annotate(**held)
    found = here.values_list(*held).first() if held else None
    return [code for code, is_held in zip(codes, found or (), strict=False) if is_held]


def read(parameters: QueryDict, vocabulary: Vocabulary) -> Asked:
    """The search that an address asks for. No query."""
    asked = Asked(vocabulary)
    allowed: dict[str, Iterable[str]] = {
        "city": vocabulary.cities,
        "district": vocabulary.districts,
        "theme": vocabulary.themes,
        "language": vocabulary.languages,
        "format": dict(Debate.FORMATS),
        "free": ("1",),
    }
    for name, values in allowed.items():
        value = parameters.get(name, "").strip()
        if value in values:
            asked.values[name] = value
        elif value:
            asked.ignored.append(name)
    _read_when(parameters.get("when", "").strip(), asked)
    _read_near(parameters.get("near", "").strip(), asked)
    words = " ".join(parameters.get("words", "").replace("\x00", "").split())[:LONGEST_WORDS]
    if words:
        asked.values["words"] = words
    asked.access = tuple(fact for fact in ACCESS_FACTS if fact in parameters.getlist("access"))
    _settle_district(asked)
    return asked


def _read_when(value: str, asked: Asked) -> None:
    if value in (NOW, NEXT) or re.fullmatch(r"(?:[01]\d|2[0-3]):[0-5]\d", value):
        asked.values["when"] = value
    elif value:
        asked.ignored.append("when")


def _read_near(value: str, asked: Asked) -> None:
    found = re.fullmatch(r"(-?\d{1,2}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?)", value)
    if found and abs(float(found[1])) <= 90 and abs(float(found[2])) <= 180:
        # A hundred metres are near enough: no address that we write leads to somebody's door.
        asked.values["near"] = f"{float(found[1]):.3f},{float(found[2]):.3f}"
    elif value:
        asked.ignored.append("near")


def _settle_district(asked: Asked) -> None:
    """A district names its city; one of another city than the chosen one is left out."""
    district = asked.district
    if district is None:
        return
    city = asked.values.setdefault("city", district.city.slug)
    if city != district.city.slug:
        del asked.values["district"]
        asked.ignored.append("district")
