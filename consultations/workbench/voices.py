"""Whose words an analysis counts, and by what they can be told apart: place, way of answering, language, answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from cities.models import City, District
from consultations.models import Analysis, Answer, Consultation, Placement
from consultations.workbench.answer_options import Distribution

CITY, DISTRICT, CHANNEL, LANGUAGE = "city", "district", "channel", "language"
TRAITS = (CITY, DISTRICT, CHANNEL, LANGUAGE)


@dataclass(frozen=True)
class Crowd:
    """How many people there are, and how many by trait: ``by["channel"]["paper"]``. Places are numbers of rows."""

    people: int
    by: dict[str, Counter]


def voices(analysis: Analysis, *, without_repeats: bool = False) -> QuerySet[Answer]:
    """The answers in words to the analysed question that count now: one a person, in a theme or in none.

    ``without_repeats`` leaves out those that only repeat another, such as the copies of a campaign.
    """
    found = Answer.objects.to_question(analysis.consultation, analysis.question_key).with_words().order_by()
    if without_repeats:
        repeated = Placement.objects.filter(analysis=analysis, repeats=True)
        found = found.exclude(pk__in=repeated.values("answer"))
    return found


def crowd_of(answers: QuerySet[Answer]) -> Crowd:
    """The people who gave these answers, by trait. One query."""
    by: dict[str, Counter] = {trait: Counter() for trait in TRAITS}
    people = 0
    counted = answers.values_list(*(f"contribution__{trait}" for trait in TRAITS)).annotate(count=Count("pk"))
    for *values, count in counted:
        people += count
        for trait, value in zip(TRAITS, values, strict=True):
            if value not in (None, ""):
                by[trait][value] += count
    return Crowd(people, by)


def places_in(crowd: Crowd) -> tuple[dict[int, City], dict[int, District]]:
    """The cities and districts that people of the crowd named, by number. Two queries at most."""
    return (
        City.objects.in_bulk([*crowd.by[CITY]]),
        District.objects.select_related("city").in_bulk([*crowd.by[DISTRICT]]),
    )


def distributions(
    consultation: Consultation, keys: Iterable[str], *, among: QuerySet[Answer] | None = None
) -> dict[str, Distribution]:
    """How often each value was given to each of these questions, ``among`` those who gave such answers if told.

    One query, none without keys.
    """
    keys = list(keys)
    if not keys:
        return {}
    answers = Answer.objects.filter(
        contribution__consultation=consultation,
        contribution__withdrawn_at=None,
        question_key__in=keys,
        value__isnull=False,
    )
    if among is not None:
        answers = answers.filter(contribution__in=among.values("contribution"))
    found: dict[str, list[tuple[object, int]]] = defaultdict(list)
    for key, value, count in answers.order_by().values_list("question_key", "value").annotate(count=Count("pk")):
        found[key].append((value, count))
    return found
