"""Who speaks of one theme more, and who less, than everybody does: each place, way, language, month and answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from consultations.asking.questions import Question
from consultations.models import Analysis, Answer, Contribution, Placement, Theme
from consultations.publishing.small_numbers import FEWEST
from consultations.workbench.answer_options import (
    COUNTED,
    closed_questions,
    option_label,
    options_given,
    options_of,
)
from consultations.workbench.filtering import QUESTION, SINCE, UNTIL
from consultations.workbench.lift import Counts, Lift, lift_of
from consultations.workbench.voices import (
    CHANNEL,
    CITY,
    DISTRICT,
    LANGUAGE,
    Crowd,
    crowd_of,
    distributions,
    distributions_of_both,
    places_in,
    voices,
)
from kit.localized import language_name

# A consultation of more months than this is told by year.
MOST_MONTHS, LONGEST_MONTH = 24, 31


@dataclass(frozen=True)
class Group:
    """The people who share one value of one trait. ``filters`` are those of the workbench that leave them alone."""

    label: str
    said: str
    filters: dict[str, str]
    counts: Counts
    lift: Lift | None


@dataclass(frozen=True)
class Speakers:
    """The groups that may be told of, the most over-represented first; ``suppressed`` counts those that may not."""

    groups: tuple[Group, ...]
    suppressed: int
    speaking: int
    people: int


def speakers_of(theme: Theme, analysis: Analysis) -> Speakers:
    """Each filterable value with its lift among those who speak of the theme. Eleven queries at most.

    Left out, and counted: values that fewer than FEWEST people share, or for which the lift is too few to say, and
    the one value of a trait that everybody shares.
    """
    everybody = voices(analysis)
    spoke = everybody.filter(pk__in=_family(theme, analysis).values("answer"))
    all_people, speaking = crowd_of(everybody), crowd_of(spoke)
    found = [
        *_by_trait(all_people, speaking),
        *_by_month(analysis, everybody, spoke, all_people.people, speaking.people),
        *_by_answer(analysis, spoke, all_people.people, speaking.people),
    ]
    differing = [one for one in found if not one.counts.is_everybody]
    told = [one for one in differing if one.lift is not None and one.counts.group >= FEWEST]
    return Speakers(
        groups=tuple(sorted(told, key=lambda one: (-one.lift.value if one.lift else 0, one.label, one.said))),
        suppressed=len(differing) - len(told),
        speaking=speaking.people,
        people=all_people.people,
    )


def _family(theme: Theme, analysis: Analysis) -> QuerySet[Placement]:
    """What counts for the theme: the texts that speak of it or of its living parts."""
    family = Theme.objects.filter(Q(pk=theme.pk) | Q(parent=theme, state__in=Theme.LIVING))
    return Placement.objects.filter(analysis=analysis).speaking_of(family.order_by().values("pk"))


def _group(
    label: str, said: str, filters: dict[str, str], inside: int, group: int, speaking: int, people: int
):
    counts = Counts(inside, group, speaking, people)
    return Group(label, said, filters, counts, lift_of(counts))


def _by_trait(everybody: Crowd, speaking: Crowd) -> Iterable[Group]:
    """By place, way of answering and language. Two queries."""
    cities, districts = places_in(everybody)
    channels = dict(Contribution.CHANNELS)
    several = len(cities) > 1
    named = [
        *((CITY, _("City"), pk, str(city), city.slug) for pk, city in cities.items()),
        *(
            (DISTRICT, _("District"), pk, f"{one.city} – {one}" if several else str(one), str(pk))
            for pk, one in districts.items()
        ),
        *(
            (CHANNEL, _("How they answered"), key, capfirst(str(channels.get(key, key))), key)
            for key in everybody.by[CHANNEL]
        ),
        *((LANGUAGE, _("Language"), code, language_name(code), code) for code in everybody.by[LANGUAGE]),
    ]
    for trait, label, key, said, value in named:
        yield _group(
            label,
            said,
            {trait: value},
            speaking.by[trait][key],
            everybody.by[trait][key],
            speaking.people,
            everybody.people,
        )


def _by_month(
    analysis: Analysis, everybody: QuerySet[Answer], spoke: QuerySet[Answer], people: int, speaking: int
) -> Iterable[Group]:
    """By the month in which the answer came, by the city's clock; by the year where there are many. Three queries."""
    zone = analysis.consultation.zone
    ends = everybody.aggregate(first=Min("contribution__sent_at"), last=Max("contribution__sent_at"))
    if ends["first"] is None:
        return
    periods = _periods(localtime(ends["first"], zone).date(), localtime(ends["last"], zone).date())
    counts = {
        f"p{number}": Count("pk", filter=Q(contribution__sent_at__gte=start, contribution__sent_at__lt=end))
        for number, (start, end) in enumerate(
            (_midnight(one, zone), _midnight(two, zone)) for one, two in periods
        )
    }
    counted, inside = everybody.aggregate(**counts), spoke.aggregate(**counts)
    for number, (first, following) in enumerate(periods):
        is_year = (following - first).days > LONGEST_MONTH
        yield _group(
            _("Received"),
            str(first.year) if is_year else date_format(first, "YEAR_MONTH_FORMAT"),
            {SINCE: first.isoformat(), UNTIL: (following - timedelta(days=1)).isoformat()},
            inside[f"p{number}"],
            counted[f"p{number}"],
            speaking,
            people,
        )


def _periods(first: date, last: date) -> list[tuple[date, date]]:
    """The months from one day to another, each with the first day of the next; the years where there are many."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months > MOST_MONTHS:
        return [(date(year, 1, 1), date(year + 1, 1, 1)) for year in range(first.year, last.year + 1)]
    places = [divmod(first.year * 12 + first.month - 1 + number, 12) for number in range(months + 1)]
    days = [date(year, month + 1, 1) for year, month in places]
    return list(pairwise(days))


def _midnight(day: date, zone) -> datetime:
    return datetime.combine(day, time.min, zone)


def _by_answer(analysis: Analysis, spoke: QuerySet[Answer], people: int, speaking: int) -> Iterable[Group]:
    """By each answer to each closed question, in the bands that the filters have. Three queries at most."""
    version = analysis.consultation.current_version()
    questions = closed_questions(version.questionnaire if version else None)
    keys = [question.key for question in questions]
    counted, inside = distributions_of_both(analysis, keys, spoke=spoke)
    banded = distributions(
        analysis.consultation, [question.key for question in questions if question.kind in COUNTED]
    )
    for question in questions:
        options = options_of(question, banded.get(question.key, []))
        all_of = _options(question, counted.get(question.key, []), options)
        speaking_of = _options(question, inside.get(question.key, []), options)
        for option in options:
            yield _group(
                str(question.label),
                option_label(question, option),
                {f"{QUESTION}{question.key}": option},
                speaking_of[option],
                all_of[option],
                speaking,
                people,
            )


def _options(question: Question, distribution, options: list[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for value, times in distribution:
        for option in options_given(question, value, options):
            counts[option] += times
    return counts
