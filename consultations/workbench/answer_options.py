"""What a closed question tells people apart by: its choices, steps, first ranks, bands of numbers, years.

An option is a short text that fits in an address: ``often``, ``4``, ``0~2.5``, ``2019``. One function says which
options a stored value counts for, so that a filter and a count by value never disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from consultations.asking import questions as q
from consultations.asking.questions import Question, Questionnaire
from consultations.publishing.histogram import quantile
from consultations.publishing.written_numbers import decimal

# A value as it is stored, and how many gave it.
Distribution = Sequence[tuple[object, int]]

BETWEEN = "~"
# So many different numbers at most are told apart one by one; more are put in four bands of about as many people.
MOST_NUMBERS = 8
# Kinds whose options are known only once the answers are there.
COUNTED = frozenset({q.NUMBER, q.DATE})


def closed_questions(questionnaire: Questionnaire | None) -> list[Question]:
    """The questions that people can be told apart by, in their order."""
    return [question for question in questionnaire or () if not question.is_free_text]


def options_of(question: Question, distribution: Distribution = ()) -> list[str]:
    """What the question can be filtered by, in its own order; ``distribution`` is needed by the kinds in COUNTED."""
    if question.kind == q.SCALE:
        low, high = question.scale_ends
        return [str(step) for step in range(low, high + 1)]
    if question.kind == q.NUMBER:
        return _bands(distribution)
    if question.kind == q.DATE:
        return sorted({option for value, _times in distribution for option in options_given(question, value)})
    return question.choice_keys()


def options_given(question: Question, value: object, bands: Iterable[str] = ()) -> set[str]:
    """The options that this stored value counts for, among ``bands`` for a number; none for what can't be read."""
    if question.kind == q.SEVERAL_CHOICES:
        return {str(key) for key in value} if isinstance(value, list) else set()
    if question.kind == q.RANKING:
        return {str(value[0])} if isinstance(value, list) and value else set()
    if question.kind == q.DATE:
        year = _year(value)
        return {year} if year else set()
    if question.kind == q.NUMBER:
        number = _number(value)
        return {band for band in bands if number is not None and _holds(band, number)}
    return set() if value in (None, "") or isinstance(value, (list, dict)) else {str(value)}


def is_option(question: Question, option: str) -> bool:
    """Whether the text is an option that the question could have had, also on another day."""
    if question.kind == q.NUMBER:
        return _ends(option) is not None
    if question.kind == q.DATE:
        return option.isdecimal() and len(option) == 4
    return option in options_of(question)


def option_label(question: Question, option: str) -> str:
    """The option in words, in the active language."""
    if question.kind == q.NUMBER:
        low, high = _ends(option) or (0.0, 0.0)
        if low == high:
            return decimal(low, 2)
        return _("from %(low)s to %(high)s") % {"low": decimal(low, 2), "high": decimal(high, 2)}
    if question.kind == q.RANKING:
        return _("first: %(choice)s") % {"choice": question.choice_label(option)}
    if question.kind == q.SCALE:
        ends = dict(zip(map(str, question.scale_ends), (str(question.low), str(question.high)), strict=True))
        return f"{option} – {ends[option]}" if ends.get(option) else option
    return option if question.kind == q.DATE else question.choice_label(option)


def _bands(distribution: Distribution) -> list[str]:
    """Numbers one by one while they are few; else four bands that part the people as evenly as equal numbers allow."""
    counts: dict[float, int] = {}
    for value, times in distribution:
        number = _number(value)
        if number is not None:
            counts[number] = counts.get(number, 0) + times
    ordered = sorted(counts.items())
    if len(ordered) <= MOST_NUMBERS:
        return [f"{_plain(number)}{BETWEEN}{_plain(number)}" for number, _times in ordered]
    cuts = sorted({quantile(ordered, part) for part in (0.25, 0.5, 0.75)})
    bands, rest = [], [number for number, _times in ordered]
    for cut in [*cuts, rest[-1]]:
        inside = [number for number in rest if number <= cut]
        if inside:
            bands.append(f"{_plain(inside[0])}{BETWEEN}{_plain(inside[-1])}")
            rest = rest[len(inside) :]
    return bands


def _plain(number: float) -> str:
    return repr(int(number)) if number.is_integer() else repr(number)


def _ends(band: str) -> tuple[float, float] | None:
    low, between, high = band.partition(BETWEEN)
    ends = _number(low), _number(high)
    if not between or ends[0] is None or ends[1] is None or ends[0] > ends[1]:
        return None
    return ends[0], ends[1]


def _holds(band: str, number: float) -> bool:
    ends = _ends(band)
    return ends is not None and ends[0] <= number <= ends[1]


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if abs(number) <= 1e12 else None


def _year(value: object) -> str:
    try:
        return f"{date.fromisoformat(str(value)).year:04d}"
    except ValueError:
        return ""
