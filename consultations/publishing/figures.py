"""Figures of closed questions: from how often each answer was given to what a chart and its table say.

Pure functions of a question and its distribution; counting is the database's work (see results.py).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from consultations.asking import questions as q
from consultations.asking.questions import Question
from consultations.publishing.histogram import histogram, quantile
from consultations.publishing.written_numbers import average, decimal, whole

# A value as it is stored, and how many gave it.
Distribution = Iterable[tuple[object, int]]

MOST_BARS = 12
MONTHS_SHOWN = 24
# Beyond these, a number was typed to break something: no chart could hold it beside an honest one.
LARGEST = 1e12
DECIMALS = 6


@dataclass(frozen=True)
class Bar:
    label: str
    count: int
    share: float


@dataclass(frozen=True)
class Table:
    """More numbers than a chart holds: ``rows`` are lists whose first cell names the row."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Figures:
    """What is shown of one closed question. ``answered`` is how many gave an answer that can be read."""

    question: Question
    answered: int
    bars: tuple[Bar, ...]
    note: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    table: Table | None = None

    @property
    def rows(self) -> list[tuple[str, str, float]]:
        """Rows for the kit's bar chart."""
        return [(bar.label, whole(bar.count), bar.share) for bar in self.bars]


def figures_of(question: Question, distribution: Distribution) -> Figures:
    """The figures of a closed question. Values that its kind can't hold are left out of every count."""
    return _MAKERS[question.kind](question, list(distribution))


def bars_of(counts: Iterable[tuple[str, int]], whole_: int) -> tuple[Bar, ...]:
    return tuple(Bar(label, count, count / whole_ if whole_ else 0.0) for label, count in counts)


def _choices(question: Question, distribution: list) -> Figures:
    """One or several choices, each counted once a person, in the questionnaire's order."""
    counts: Counter[str] = Counter()
    answered = 0
    for value, times in distribution:
        keys = {str(key) for key in (value if isinstance(value, list) else [value]) if key not in (None, "")}
        answered += times if keys else 0
        for key in keys:
            counts[key] += times
    known = question.choice_keys()
    lost = sorted(counts.keys() - set(known))
    labels = [(question.choice_label(key), counts[key]) for key in [*known, *lost]]
    note = ""
    if question.kind == q.SEVERAL_CHOICES:
        note = _("Several answers could be given: the shares add up to more than 100 %.")
    return Figures(question, answered, bars_of(labels, answered), note=note)


def _scale(question: Question, distribution: list) -> Figures:
    low, high = question.scale_ends
    counts: Counter[int] = Counter()
    for value, times in distribution:
        step = _number_in(value)
        if step is not None and step == int(step) and low <= step <= high:
            counts[int(step)] += times
    answered = counts.total()
    ends = {low: str(question.low), high: str(question.high)}
    labels = [
        (f"{step} – {ends[step]}" if ends.get(step) else str(step), counts[step])
        for step in range(low, high + 1)
    ]
    facts: tuple[tuple[str, str], ...] = ()
    if answered:
        mean = sum(step * times for step, times in counts.items()) / answered
        sentence = _("%(mean)s, on a scale from %(low)d to %(high)d")
        facts = ((_("Mean"), sentence % {"mean": average(mean), "low": low, "high": high}),)
    return Figures(question, answered, bars_of(labels, answered), facts=facts)


def _number(question: Question, distribution: list) -> Figures:
    counts: Counter[float] = Counter()
    for value, times in distribution:
        number = _number_in(value)
        if number is not None:
            counts[number] += times
    answered = counts.total()
    if not answered:
        return Figures(question, 0, ())
    ordered = sorted(counts.items())
    facts = (
        (_("Median: half gave less, half gave more"), decimal(quantile(ordered, 0.5))),
        (
            _("Middle half of the answers"),
            _("from %(low)s to %(high)s")
            % {
                "low": decimal(quantile(ordered, 0.25)),
                "high": decimal(quantile(ordered, 0.75)),
            },
        ),
    )
    if len(ordered) <= MOST_BARS:
        labels = [(decimal(value, 2), times) for value, times in ordered]
    else:
        labels = histogram(ordered, most=MOST_BARS)
    return Figures(question, answered, bars_of(labels, answered), facts=facts)


def _date(question: Question, distribution: list) -> Figures:
    """By month when the answers span two years at most, else by year; months and years without any answer count too."""
    counts: Counter[tuple[int, int]] = Counter()
    for value, times in distribution:
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            continue
        counts[(day.year, day.month)] += times
    answered = counts.total()
    if not answered:
        return Figures(question, 0, ())
    (first_year, first_month), (last_year, last_month) = min(counts), max(counts)
    months = (last_year - first_year) * 12 + last_month - first_month + 1
    if months <= MONTHS_SHOWN:
        steps = [divmod(first_year * 12 + first_month - 1 + n, 12) for n in range(months)]
        labels = [
            (formats.date_format(date(year, month + 1, 1), "YEAR_MONTH_FORMAT"), counts[(year, month + 1)])
            for year, month in steps
        ]
    else:
        years: Counter[int] = Counter()
        for (year, _month), times in counts.items():
            years[year] += times
        labels = _years(years)
    return Figures(question, answered, bars_of(labels, answered))


def _years(years: Counter[int]) -> list[tuple[str, int]]:
    """One bar a year, or a bar for several years where there would be too many."""
    first, last = min(years), max(years)
    width = max(math.ceil((last - first + 1) / (2 * MOST_BARS)), 1)
    if width == 1:
        return [(str(year), years[year]) for year in range(first, last + 1)]
    return [
        (f"{start}–{start + width - 1}", sum(years[year] for year in range(start, start + width)))
        for start in range(first, last + 1, width)
    ]


def _ranking(question: Question, distribution: list) -> Figures:
    """First places drawn, average places in a table. A choice left unranked enters no average."""
    known = question.choice_keys()
    firsts: Counter[str] = Counter()
    places: Counter[str] = Counter()
    ranked: Counter[str] = Counter()
    answered = 0
    for value, times in distribution:
        order = [str(key) for key in value] if isinstance(value, list) else []
        answered += times if order else 0
        for place, key in enumerate(order, start=1):
            firsts[key] += times if place == 1 else 0
            places[key] += place * times
            ranked[key] += times
    means = {key: places[key] / ranked[key] for key in ranked}
    keys = sorted(
        [*known, *sorted(ranked.keys() - set(known))],
        key=lambda key: (-firsts[key], means.get(key, math.inf)),
    )
    bars = bars_of([(question.choice_label(key), firsts[key]) for key in keys], answered)
    rows = tuple(
        (question.choice_label(key), average(means[key]) if key in means else "–", whole(ranked[key]))
        for key in keys
    )
    table = Table(
        caption=_("Average places"),
        headers=(_("Choice"), _("Average place"), _("How many ranked it")),
        rows=rows,
    )
    return Figures(
        question, answered, bars, table=table,
        note=_("The bars count first places. An average place is worked out among those who ranked the choice: "
               "1 is the best."),
    )  # fmt: skip


def _number_in(value: object) -> float | None:
    """The number that a stored value holds, or None when it is none that a chart can show."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return round(number, DECIMALS) if abs(number) <= LARGEST else None


_MAKERS: dict[str, Callable[[Question, list], Figures]] = {
    q.ONE_CHOICE: _choices,
    q.SEVERAL_CHOICES: _choices,
    q.SCALE: _scale,
    q.NUMBER: _number,
    q.DATE: _date,
    q.RANKING: _ranking,
}
