"""A lift said in words, and drawn: a dot and its interval on a scale where twice is as far from once as half is."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.publishing.written_numbers import whole
from consultations.workbench.lift import FEWEST_EXPECTED, Counts, Lift

# The scale goes from a quarter to four times; what lies beyond is drawn at its end, as an arrow.
FARTHEST = 4.0
WIDTH, HEIGHT, MARGIN = 160.0, 20.0, 10.0


@dataclass(frozen=True)
class Picture:
    """Where things stand in a drawing of WIDTH by HEIGHT. ``beyond_*``: the interval goes on past the scale."""

    dot: float
    low: float
    high: float
    one: float
    half: float
    twice: float
    beyond_low: bool
    beyond_high: bool
    width: float = WIDTH
    height: float = HEIGHT
    middle: float = HEIGHT / 2


def picture_of(lift: Lift) -> Picture:
    return Picture(
        dot=_across(lift.value),
        low=_across(lift.low),
        high=_across(lift.high),
        one=_across(1),
        half=_across(0.5),
        twice=_across(2),
        beyond_low=lift.low < 1 / FARTHEST,
        beyond_high=lift.high > FARTHEST,
    )


def lift_sentence(lift: Lift | None, counts: Counts) -> str:
    """“1.8 times as often, between 1.4 and 2.3”: the whole of what may be said, as a part of a sentence."""
    if counts.is_everybody:
        return _("these are everybody: there is nobody to compare with")
    if lift is None:
        return _("too few to say")
    if counts.inside == 0:
        expected = round(counts.expected)
        return ngettext(
            "never, where %(expected)s was to be expected",
            "never, where about %(expected)s were to be expected",
            expected,
        ) % {"expected": whole(expected)}
    if lift.is_under:
        return _("%(times)s times less often, between %(low)s and %(high)s") % _times(
            1 / lift.value, 1 / lift.high, 1 / lift.low if lift.low else math.inf
        )
    words = _times(lift.value, lift.low, lift.high)
    if lift.is_over:
        return _("%(times)s times as often, between %(low)s and %(high)s") % words
    return _("no clear difference: %(times)s times as often, between %(low)s and %(high)s") % words


def lift_mark(lift: Lift | None) -> str:
    """“▲ 1.8” or “▼ 0.6” where the lift stands out from 1, else nothing: for a label with no room for words."""
    if lift is None or not lift.stands_out:
        return ""
    if not lift.value:
        return "▼ 0"
    return f"{'▲' if lift.is_over else '▼'} × {_decimal(lift.value, 1 if lift.value >= 1.1 else 2)}"


def rule_of_few() -> str:
    """What “too few to say” means, in a sentence."""
    return _(
        "“Too few to say” stands where fewer than %(number)d texts of the theme were to be expected from the group, "
        "or from the others, if everybody spoke of it alike."
    ) % {"number": FEWEST_EXPECTED}


def rule_of_many(compared: int) -> str:
    """What to make of many comparisons at once, in a sentence; empty when there is no more than one."""
    if compared < 2:
        return ""
    by_chance = max(round(0.05 * compared), 1)
    return ngettext(
        "%(compared)s differences are looked at here at once: even if none were real, about %(by_chance)s would stand "
        "out by chance alone. Take one as a question to look into, not as a finding.",
        "%(compared)s differences are looked at here at once: even if none were real, about %(by_chance)s would stand "
        "out by chance alone. Take each as a question to look into, not as a finding.",
        by_chance,
    ) % {"compared": whole(compared), "by_chance": whole(by_chance)}


def _times(value: float, low: float, high: float) -> dict[str, str]:
    """Written with as many decimals as it takes to tell the nearest of them from 1."""
    places = 2 if min(abs(number - 1) for number in (value, low, high)) < 0.1 else 1
    return {"times": _decimal(value, places), "low": _decimal(low, places), "high": _decimal(high, places)}


def _decimal(number: float, places: int) -> str:
    if number == math.inf:
        return "∞"
    return formats.number_format(round(number, places), decimal_pos=places, force_grouping=True)


def _across(value: float) -> float:
    """How far to the right that many times stands."""
    held = min(max(value, 1 / FARTHEST), FARTHEST)
    part = (math.log(held) / math.log(FARTHEST) + 1) / 2
    return round(MARGIN + part * (WIDTH - 2 * MARGIN), 1)
