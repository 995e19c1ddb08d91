"""Whom the workbench counts: filters that are read from an address, said in words, and taken off one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
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
LONGEST = 80


@dataclass(frozen=True)
class Option:
    """One value to choose; ``people`` is how many it holds, None where it takes a query of its own to say."""

    value: str
    label: str
    people: int | None = None


@dataclass(frozen=True)
class Facet:
    """One thing to filter by: its name in the address, its heading, its options, and the one that is chosen."""

    name: str
    label: str
    options: tuple[Option, ...]
    chosen: str = ""


@dataclass(frozen=True)
class Filter:
    """One filter that is on, in words."""

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
    values: dict[str, str] = field(default_factory=dict)

    @property
    def voices(self) -> QuerySet[Answer]:
        """Everybody who is compared with: all answers that count."""
        return voices(self.analysis, without_repeats=self.without_repeats)

    @property
    def chosen(self) -> QuerySet[Contribution]:
        """The contributions that pass every filter, as a QuerySet to narrow others by."""
        found = self.analysis.consultation.contributions.sent().order_by()
        for one in self.on:
            found = found.filter(one.condition)
        return found

    def query(self, *without: str, **more: str) -> str:
        """The filters as a query string, ``without`` those of these names and with ``more`` than filters."""
        kept = {name: value for name, value in self.values.items() if name not in without}
        return urlencode({**kept, **{name: value for name, value in more.items() if value}})


class _Reader:
    """Reads one address; what it can't read it tells, and leaves out."""

    def __init__(self, analysis: Analysis, data: Mapping[str, str]):
        self.analysis, self.consultation = analysis, analysis.consultation
        self.data = {name: value.strip()[:LONGEST] for name, value in data.items() if value.strip()}
        self.without_repeats = self.data.get(REPEATS) == HIDE
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
        values = {one.name: one.value for one in self.on}
        return Filters(
            analysis=self.analysis,
            crowd=self.crowd,
            on=tuple(self.on),
            refused=tuple(self.refused),
            facets=facets,
            questions=questions,
            without_repeats=self.without_repeats,
            asked=tuple(self.asked),
            values=values | ({REPEATS: HIDE} if self.without_repeats else {}),
        )

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
        value = self.data.get(name, "")
        option = next((one for one in options if one.value == value), None)
        if option:
            self.on.append(Filter(name, value, label, option.label, condition(value)))
        elif value:
            self._refuse(label, value)
        return Facet(name, label, tuple(options), value if option else "")

    def _question(self, question: Question) -> Facet:
        name, label = f"{QUESTION}{question.key}", str(question.label)
        known = self.distributions.get(question.key, [])
        options = options_of(question, known)
        value = self.data.get(name, "")
        if value and is_option(question, value):
            self.on.append(
                Filter(name, value, label, option_label(question, value), self._gave(question, value))
            )
            options = options if value in options else [*options, value]
        elif value:
            self._refuse(label, value)
            value = ""
        shown = tuple(Option(option, option_label(question, option)) for option in options)
        return Facet(name, label, shown, value)

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
            value = self.data.get(name, "")
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


def read_filters(analysis: Analysis, data: Mapping[str, str]) -> Filters:
    """The filters that an address asks for. Five queries at most, however many texts there are.

    ``data`` is such as ``{"city": "paris", "from": "2026-03-01", "q-experience": "often", "repeats": "hide"}``.
    """
    return _Reader(analysis, data).read()


def _order(district) -> tuple[str, int, str]:
    return district.city.slug, district.position, district.code
