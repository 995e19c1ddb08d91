"""Entries by kind, theme, audience and district, together or apart, with how many each choice would leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.guide.asking import AUDIENCE, BROWSED, DISTRICT, ELSEWHERE, FACETS, KIND, THEME, Asked
from cms.models import GuideEntryPage

NAMES = {KIND: gettext_lazy("Kind"), THEME: gettext_lazy("Theme"), AUDIENCE: gettext_lazy("Who it is for")}
LONG = 12


@dataclass(frozen=True)
class Choice:
    """One value of a facet: its name, how many entries it leaves, the address that chooses it or takes it back."""

    name: str
    count: int
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One way to browse. A long one is folded away until it is asked for, unless something in it is chosen."""

    parameter: str
    name: str
    choices: list[Choice]
    key: str = ""

    @property
    def is_long(self) -> bool:
        return len(self.choices) > LONG

    @property
    def has_chosen(self) -> bool:
        return any(choice.is_chosen for choice in self.choices)


def browse(entries: Iterable[GuideEntryPage], asked: Asked) -> list[GuideEntryPage]:
    """The entries that have all that was chosen. No query."""
    tests = _tests(asked)
    return [entry for entry in entries if all(test(entry) for test in tests.values())]


def has_kind_and_theme(entry: GuideEntryPage, asked: Asked) -> bool:
    """Whether it is of the kind and the theme that were chosen, if any were."""
    return all(test(entry) for name, test in _tests(asked).items() if name in (KIND, THEME))


def facets(entries: list[GuideEntryPage], asked: Asked) -> list[Facet]:
    """Each way to browse with its choices, counted under everything else that was chosen. No query."""
    tests = _tests(asked)
    found = []
    for parameter in BROWSED:
        others = [test for name, test in tests.items() if name != parameter]
        among = [entry for entry in entries if all(test(entry) for test in others)]
        for heading, values in _groups(parameter, asked):
            choices = [
                choice for value, name in values if (choice := _choice(parameter, value, name, among, asked))
            ]
            if choices:
                found.append(Facet(parameter, heading, choices, key=f"{parameter}-{len(found)}"))
    return found


def _groups(parameter: str, asked: Asked) -> list[tuple[str, list[tuple[str, str]]]]:
    """The values of a facet under their headings: districts city by city."""
    if parameter != DISTRICT:
        return [(str(NAMES[parameter]), _values(parameter, asked))]
    by_city = groupby(asked.vocabulary.districts.items(), key=lambda pair: pair[1].city)
    return [
        (_("Districts: %(city)s") % {"city": city}, [(key, str(one)) for key, one in pairs])
        for city, pairs in by_city
    ]


def _choice(
    parameter: str, value: str, name: str, among: list[GuideEntryPage], asked: Asked
) -> Choice | None:
    is_chosen = asked.values.get(parameter) == value
    test = _test(parameter, value, asked)
    count = sum(test(entry) for entry in among)
    if not count and not is_chosen:
        return None
    query = asked.query(without=parameter) if is_chosen else asked.query(**{parameter: value})
    return Choice(name, count, query, is_chosen)


def _values(parameter: str, asked: Asked) -> list[tuple[str, str]]:
    vocabulary = asked.vocabulary
    if parameter == KIND:
        return [(value, str(name)) for value, name in GuideEntryPage.KINDS]
    return [(slug, str(topic)) for slug, topic in vocabulary.topics.get(FACETS[parameter], {}).items()]


def _tests(asked: Asked) -> dict[str, Callable[[GuideEntryPage], bool]]:
    return {name: _test(name, asked.values[name], asked) for name in BROWSED if name in asked.values}


def _test(parameter: str, value: str, asked: Asked) -> Callable[[GuideEntryPage], bool]:
    if parameter == KIND:
        return lambda entry: entry.kind == value
    if parameter == DISTRICT and value == ELSEWHERE:
        return lambda entry: entry.residence in (entry.ANYWHERE, entry.REGION, entry.TIES)
    if parameter == DISTRICT:
        district = asked.vocabulary.districts[value]
        return lambda entry: entry.city_id == district.city_id and _reaches(entry, district)
    topic = asked.vocabulary.topics[FACETS[parameter]][value]
    return lambda entry: topic in entry.known_topics


def _reaches(entry: GuideEntryPage, district) -> bool:
    """Whether it concerns that district: it is one of the entry's, or the entry is for the whole city."""
    districts = entry.known_districts
    return not districts or district in districts
