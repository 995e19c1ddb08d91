"""Whose words an analysis counts, and by what they can be told apart: place, way of answering, language, answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

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


def distributions(consultation: Consultation, keys: Sequence[str]) -> Mapping[str, Distribution]:
    """How often each value was given to each of these questions. One query, none without keys."""
    answers = _given(keys).filter(contribution__consultation=consultation, contribution__withdrawn_at=None)
    found: defaultdict[str, list[tuple[object, int]]] = defaultdict(list)
    for key, value, times in answers.annotate(times=Count("pk")) if keys else ():
        found[key].append((value, times))
    return found


def distributions_of_both(
    analysis: Analysis, keys: Sequence[str], *, spoke: QuerySet[Answer]
) -> tuple[Mapping[str, Distribution], Mapping[str, Distribution]]:
    """How often each value was given by everybody whom the analysis counts, and by those of ``spoke``. One query."""
    everybody = voices(analysis).values("contribution")
    counted = (
        _given(keys)
        .filter(contribution__in=everybody)
        .annotate(
            times=Count("pk"), inside=Count("pk", filter=Q(contribution__in=spoke.values("contribution")))
        )
    )
    of_all: defaultdict[str, list[tuple[object, int]]] = defaultdict(list)
    of_spoke: defaultdict[str, list[tuple[object, int]]] = defaultdict(list)
    for key, value, times, inside in counted if keys else ():
        of_all[key].append((value, times))
        of_spoke[key].append((value, inside))
    return of_all, of_spoke


def _given(keys: Sequence[str]) -> QuerySet:
    """The values given to questions of these keys, in any consultation, to be counted by question and value."""
    return (
        Answer.objects.filter(question_key__in=keys, value__isnull=False)
        .order_by()
        .values_list("question_key", "value")
    )
