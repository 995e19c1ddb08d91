"""Whom the workbench counts: filters that are read from an address, said in words, and taken off one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import reduce
from itertools import groupby
from operator import attrgetter, or_
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from consultations.asking.questions import Question
from consultations.models import Analysis, Answer, Contribution
from consultations.workbench.answer_options import (
    COUNTED,
    closed_questions,
    is_option,
    option_label,
    options_given,
    options_of,
)
from consultations.workbench.voices import (
    CHANNEL,
    CITY,
    DISTRICT,
    LANGUAGE,
    Crowd,
    crowd_of,
    distributions,
    places_in,
    voices,
)
from kit.localized import language_name

SINCE, UNTIL, REPEATS = "from", "to", "repeats"
QUESTION = "q-"
HIDE = "hide"
LONGEST, MOST_VALUES = 80, 60


@dataclass(frozen=True)
class Option:
    """One value to choose; ``people`` is how many it holds, None where it takes a query of its own to say."""

    value: str
    label: str
    people: int | None = None


@dataclass(frozen=True)
class Facet:
    """One thing to filter by: its name in the address, its heading, its options, and those that are chosen."""

    name: str
    label: str
    options: tuple[Option, ...]
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filter:
    """One value of one filter that is on, in words. Values of one name widen each other, names narrow each other."""

    name: str
    value: str
    label: str
    said: str
    condition: Q


@dataclass(frozen=True)
class Filters:
    """All filters that are on, those that could not be read (as sentences), and what can be chosen."""

    analysis: Analysis
    crowd: Crowd
    on: tuple[Filter, ...]
    refused: tuple[str, ...]
    facets: tuple[Facet, ...]
    questions: tuple[Facet, ...]
    without_repeats: bool = False
    asked: tuple[Question, ...] = ()
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def voices(self) -> QuerySet[Answer]:
        """Everybody who is compared with: all answers that count."""
        return voices(self.analysis, without_repeats=self.without_repeats)

    @property
    def chosen(self) -> QuerySet[Contribution]:
        """The contributions that pass every filter, as a QuerySet to narrow others by."""
        found = self.analysis.consultation.contributions.sent().order_by()
        for _name, same in groupby(self.on, key=attrgetter("name")):
            found = found.filter(reduce(or_, (one.condition for one in same)))
        return found

    @property
    def since(self) -> str:
        return "".join(self.values.get(SINCE, ()))

    @property
    def until(self) -> str:
        return "".join(self.values.get(UNTIL, ()))

    def query(self, without: Filter | None = None, **more: str) -> str:
        """The filters as a query string, ``without`` one of those that are on and with ``more`` than filters."""
        gone = (without.name, without.value) if without else None
        kept = [
            (name, value) for name, values in self.values.items() for value in values if (name, value) != gone
        ]
        return urlencode([*kept, *((name, value) for name, value in more.items() if value)])


class _Reader:
    """Reads one address; what it can't read it tells, and leaves out."""

    def __init__(self, analysis: Analysis, data: Mapping[str, str | Sequence[str]]):
        self.analysis, self.consultation = analysis, analysis.consultation
        self.data = {name: told for name, given in data.items() if (told := _told(given))}
        self.without_repeats = HIDE in self._given(REPEATS)
        self.crowd = crowd_of(voices(analysis, without_repeats=self.without_repeats))
        version = self.consultation.current_version()
        self.asked = closed_questions(version.questionnaire if version else None)
        wanted = [one.key for one in self.asked if one.kind in COUNTED or f"{QUESTION}{one.key}" in self.data]
        self.distributions = distributions(self.consultation, wanted)
        self.on: list[Filter] = []
        self.refused: list[str] = []

    def read(self) -> Filters:
        facets = tuple(facet for facet in self._traits() if facet.options)
        questions = tuple(facet for facet in map(self._question, self.asked) if facet.options)
        self._dates()
        values = {name: tuple(one.value for one in self.on if one.name == name) for name in self._names()}
        return Filters(
            analysis=self.analysis,
            crowd=self.crowd,
            on=tuple(self.on),
            refused=tuple(self.refused),
            facets=facets,
            questions=questions,
            without_repeats=self.without_repeats,
            asked=tuple(self.asked),
            values=values | ({REPEATS: (HIDE,)} if self.without_repeats else {}),
        )

    def _given(self, name: str) -> tuple[str, ...]:
        return self.data.get(name, ())

    def _names(self) -> list[str]:
        return list(dict.fromkeys(one.name for one in self.on))

    def _traits(self) -> list[Facet]:
        cities, districts = places_in(self.crowd)
        by = self.crowd.by
        several = len(cities) > 1
        names = dict(Contribution.CHANNELS)
        return [
            self._trait(
                CITY,
                _("City"),
                [Option(city.slug, str(city), by[CITY][pk]) for pk, city in cities.items()],
                lambda slug: Q(city__slug=slug),
            ),
            self._trait(
                DISTRICT,
                _("District"),
                [
                    Option(str(pk), f"{one.city} – {one}" if several else str(one), by[DISTRICT][pk])
                    for pk, one in sorted(districts.items(), key=lambda pair: _order(pair[1]))
                ],
                lambda pk: Q(district=int(pk)),
            ),
            self._trait(
                CHANNEL,
                _("How they answered"),
                [
                    Option(key, capfirst(str(names[key])), by[CHANNEL][key])
                    for key in names
                    if by[CHANNEL][key]
                ],
                lambda key: Q(channel=key),
            ),
            self._trait(
                LANGUAGE,
                _("Language"),
                [Option(code, language_name(code), people) for code, people in by[LANGUAGE].most_common()],
                lambda code: Q(language=code),
            ),
        ]

    def _trait(self, name: str, label: str, options: list[Option], condition) -> Facet:
        by_value = {one.value: one for one in options}
        chosen = []
        for value in self._given(name):
            if value in by_value:
                chosen.append(value)
                self.on.append(Filter(name, value, label, by_value[value].label, condition(value)))
            else:
                self._refuse(label, value)
        return Facet(name, label, tuple(options), tuple(chosen))

    def _question(self, question: Question) -> Facet:
        name, label = f"{QUESTION}{question.key}", str(question.label)
        known = self.distributions.get(question.key, [])
        options = options_of(question, known)
        chosen = []
        for value in self._given(name):
            if not is_option(question, value):
                self._refuse(label, value)
                continue
            chosen.append(value)
            said = option_label(question, value)
            self.on.append(Filter(name, value, label, said, self._gave(question, value)))
            options = options if value in options else [*options, value]
        shown = tuple(Option(option, option_label(question, option)) for option in options)
        return Facet(name, label, shown, tuple(chosen))

    def _gave(self, question: Question, option: str) -> Q:
        """Contributions whose answer counts for that option. The values that do are few, and known by now."""
        values = [
            value
            for value, _times in self.distributions.get(question.key, [])
            if option in options_given(question, value, [option])
        ]
        # One row of an index for each contribution, whatever the database believes of the size of its tables.
        answer = Answer.objects.filter(
            contribution=OuterRef("pk"), question_key=question.key, value__in=values
        )
        return Q(Exists(answer))

    def _dates(self) -> None:
        """From one day to another, both included, by the city's own clock."""
        for name, label, ahead, lookup in (
            (SINCE, _("Received from"), 0, "sent_at__gte"),
            (UNTIL, _("Received until"), 1, "sent_at__lt"),
        ):
            # A day is one day: the last that was given.
            value = next(reversed(self._given(name)), "")
            if not value:
                continue
            try:
                day = date.fromisoformat(value)
                edge = datetime.combine(day + timedelta(days=ahead), time.min, self.consultation.zone)
            except (ValueError, OverflowError):
                self._refuse(label, value)
                continue
            said = date_format(day, "DATE_FORMAT")
            self.on.append(Filter(name, day.isoformat(), label, said, Q(**{lookup: edge})))

    def _refuse(self, label: str, value: str) -> None:
        sentence = _(
            "“%(label)s” has no value “%(value)s” here: this filter is left out. Choose another value."
        )
        self.refused.append(sentence % {"label": label, "value": value})


def read_filters(analysis: Analysis, data: Mapping[str, str | Sequence[str]]) -> Filters:
    """The filters that an address asks for. Five queries at most, however many texts there are.

    ``data`` is such as ``{"city": ["paris", "dakar"], "from": "2026-03-01", "q-experience": "often"}``: values of one
    name widen each other, names narrow each other.
    """
    return _Reader(analysis, data).read()


def names_filters(data: Mapping[str, object]) -> bool:
    """Whether an address names any filter on people at all. Queries nothing."""
    names = {CITY, DISTRICT, CHANNEL, LANGUAGE, SINCE, UNTIL}
    return any(name in names or name.startswith(QUESTION) for name in data)


def _told(given: str | Sequence[str]) -> tuple[str, ...]:
    """The values that say something, each once and within reason."""
    values = [given] if isinstance(given, str) else given
    return tuple(dict.fromkeys(said[:LONGEST] for value in values[:MOST_VALUES] if (said := value.strip())))


def _order(district) -> tuple[str, int, str]:
    return district.city.slug, district.position, district.code
