"""How much more often the people of a group speak of a theme than everybody does, and how sure that is.

Pure functions of four counts. ``lift`` is the theme's share among the group divided by its share among all.

Its interval is carried over from that of a ratio of two independent shares, group against all others (the group is
a part of “all”, so that its share and everybody's are not independent). With φ that ratio and w the group's part of
all people, lift = φ / (wφ + 1 − w), which grows with φ: the ends of φ's interval give those of the lift.

The interval of φ is the score interval of P. A. R. Koopman, “Confidence intervals for the ratio of two binomial
proportions”, Biometrics 40 (1984), 513–517: all ratios that a test of level 5 % does not refuse. It is defined where a
count is zero and keeps its promise with small counts, where the logarithmic interval of Katz, Baptista, Azen and Pike
(Biometrics 34 (1978), 469–474) has no answer or a wrong one; with large counts the two agree.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

# The square of 1.96: what a χ² with one degree of freedom goes beyond in one case in twenty.
THRESHOLD = 1.959963984540054**2
# A lift is told where at least this many texts of the theme were to be expected from the group and from the others,
# if both spoke of it alike. With fewer, one person more or less would turn the sentence round.
FEWEST_EXPECTED = 5
_HALVINGS = 60
_FARTHEST = 1e9
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Counts:
    """``inside`` of the ``group`` people speak of the theme, and ``speaking`` of all ``people``."""

    inside: int
    group: int
    speaking: int
    people: int

    def __post_init__(self):
        outside, others = self.speaking - self.inside, self.people - self.group
        if not (0 <= self.inside <= self.group and 0 <= outside <= others):
            raise ValueError(f"These counts do not lie in one another: {self}.")

    @property
    def share_of_group(self) -> float:
        return self.inside / self.group if self.group else 0.0

    @property
    def share_of_all(self) -> float:
        return self.speaking / self.people if self.people else 0.0

    @property
    def is_everybody(self) -> bool:
        return self.group == self.people

    @property
    def expected(self) -> float:
        """How many of the group would speak of the theme if they did so as often as everybody."""
        return self.group * self.share_of_all

    @property
    def is_enough(self) -> bool:
        return min(self.expected, self.speaking - self.expected) >= FEWEST_EXPECTED


@dataclass(frozen=True)
class Lift:
    """The estimate and its 95 % interval; ``low`` ≤ ``value`` ≤ ``high``."""

    value: float
    low: float
    high: float

    @property
    def is_over(self) -> bool:
        """More often than everybody, even at the low end."""
        return self.low > 1

    @property
    def is_under(self) -> bool:
        return self.high < 1

    @property
    def stands_out(self) -> bool:
        return self.is_over or self.is_under


def lift_of(counts: Counts) -> Lift | None:
    """The lift and its interval; None where the counts are too few to say (``FEWEST_EXPECTED``). Everybody's is 1."""
    if counts.is_everybody:
        return Lift(1.0, 1.0, 1.0) if counts.speaking else None
    if not counts.is_enough:
        return None
    others, outside = counts.people - counts.group, counts.speaking - counts.inside
    low, high = ratio_interval(counts.inside, counts.group, outside, others)
    part = counts.group / counts.people
    value = counts.share_of_group / counts.share_of_all
    # The last digit of the search could put the estimate outside by less than it means.
    return Lift(value, min(_carried(low, part), value), max(_carried(high, part), value))


def ratio_interval(first: int, first_of: int, second: int, second_of: int) -> tuple[float, float]:
    """Koopman's 95 % interval of the ratio of ``first / first_of`` to ``second / second_of``; the high end may be ∞.

    At least one of the two counts must be above zero.
    """
    estimate = (first / first_of) / (second / second_of) if second else math.inf

    def is_refused(ratio: float) -> bool:
        return _score(ratio, first, first_of, second, second_of) > THRESHOLD

    near = estimate if 0 < estimate < math.inf else 1.0
    low = 0.0 if first == 0 else _edge(is_refused, _FARTHEST if second == 0 else near, 1 / _FARTHEST)
    high = math.inf if second == 0 else _edge(is_refused, 1 / _FARTHEST if first == 0 else near, _FARTHEST)
    return low, high


def _edge(is_refused, kept: float, refused: float) -> float:
    """Between a ratio that is kept and one that is refused, where the test changes its mind: halved on a log scale."""
    kept, refused = math.log(kept), math.log(refused)
    for _halving in range(_HALVINGS):
        middle = (kept + refused) / 2
        if is_refused(math.exp(middle)):
            refused = middle
        else:
            kept = middle
    return math.exp(kept)


def _score(ratio: float, first: int, first_of: int, second: int, second_of: int) -> float:
    """Koopman's statistic: how far the counts are from what that ratio would make likely, as a χ²."""
    every, speaking = first_of + second_of, first + second
    middle = ratio * (first_of + second) + first + second_of
    share = (middle - math.sqrt(max(middle * middle - 4 * ratio * every * speaking, 0.0))) / (2 * every)
    # The likeliest share of the first under that ratio, and so that of the second; neither goes beyond everybody.
    share = min(share, 1.0, ratio)
    return _distance(first, first_of, share) + _distance(second, second_of, share / ratio)


def _distance(count: int, of: int, share: float) -> float:
    """The square of how many standard deviations the count is from what the share makes likely."""
    gap, variance = count - of * share, of * share * (1 - share)
    if variance <= 0:
        return 0.0 if abs(gap) < _ROUNDING else math.inf
    return gap * gap / variance


def _carried(ratio: float, part: float) -> float:
    """The lift that goes with a ratio of the group to the others, where the group is that part of all."""
    return 1 / part if ratio == math.inf else ratio / (part * ratio + 1 - part)
