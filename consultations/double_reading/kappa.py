"""How far two readers agree beyond what chance would give, and how sure a sample makes us of it. No query, no Django.

The coefficient is Cohen's kappa (J. Cohen, “A coefficient of agreement for nominal scales”, Educational and
Psychological Measurement 20, 1960). Its standard error is the large-sample one of J. L. Fleiss, J. Cohen and
B. S. Everitt, “Large sample standard errors of kappa and weighted kappa”, Psychological Bulletin 72, 1969, in the
form of Fleiss, Levin and Paik, “Statistical Methods for Rates and Proportions”, 3rd edition, 2003, section 18.1.
The interval of a share is Wilson's (E. B. Wilson, “Probable inference, the law of succession, and statistical
inference”, Journal of the American Statistical Association 22, 1927).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

# Two-sided 95 % of the normal law.
Z = 1.959964

Pair = tuple[Hashable, Hashable]


@dataclass(frozen=True)
class Kappa:
    """``value`` is None where chance alone explains everything: both readers gave every text the same theme.

    ``low`` and ``high`` bound the 95 % interval, cut to [-1, 1]. They are None where there is no value, and where
    the formula gives an interval of no width, which no sample deserves: where the readers never differed, and where
    one of them never chose the category at all.
    """

    size: int
    agreed: int
    value: float | None
    low: float | None
    high: float | None

    @property
    def observed(self) -> float:
        """The share of the texts on which both readers agree; 0 without texts."""
        return self.agreed / self.size if self.size else 0.0


@dataclass(frozen=True)
class Share:
    """A part of a whole with Wilson's 95 % interval; all three None without a whole."""

    part: int
    whole: int
    value: float | None
    low: float | None
    high: float | None


def kappa(pairs: Iterable[Pair]) -> Kappa:
    """Cohen's kappa of (first reader's category, second reader's), one pair a text."""
    cells = Counter(pairs)
    size = sum(cells.values())
    agreed = sum(number for (one, two), number in cells.items() if one == two)
    if not size:
        return Kappa(0, 0, None, None, None)
    first, second = _margins(cells, size)
    by_chance = sum(first[category] * second[category] for category in first)
    # Products of fractions: what should be 1 may be a hair less.
    if by_chance > 1 - 1e-12:
        return Kappa(size, agreed, None, None, None)
    value = (agreed / size - by_chance) / (1 - by_chance)
    if agreed == size:
        return Kappa(size, agreed, 1.0, None, None)
    reach = Z * _standard_error(cells, size, value=value, by_chance=by_chance)
    if reach < 1e-6:  # Rounding leaves a trace of the nought.
        return Kappa(size, agreed, value, None, None)
    return Kappa(size, agreed, value, max(-1.0, value - reach), min(1.0, value + reach))


def one_against_the_rest(pairs: Iterable[Pair], category: Hashable) -> Kappa:
    """The kappa of the same readings when all that matters is whether a text is in that category."""
    return kappa((one == category, two == category) for one, two in pairs)


def wilson(part: int, whole: int) -> Share:
    """The share with Wilson's interval, which stays within 0 and 1 and has a width even when nothing, or all, is."""
    if not whole:
        return Share(part, whole, None, None, None)
    share, squared = part / whole, Z * Z
    middle = (share + squared / (2 * whole)) / (1 + squared / whole)
    reach = Z * math.sqrt(share * (1 - share) / whole + squared / (4 * whole * whole)) / (1 + squared / whole)
    low, high = max(0.0, middle - reach), min(1.0, middle + reach)
    return Share(part, whole, share, 0.0 if part == 0 else low, 1.0 if part == whole else high)


def expected_reach(size: int, *, agreement: float = 0.8, categories: int = 8) -> float:
    """Half the width of the interval that a sample of that size will give, to choose it by before anybody reads.

    As if the themes were equally large and readers agreed on that share of the texts; themes of unequal size make it
    wider. For equal margins of 1/k the formula comes down to sqrt(p (1 - p) / n) / (1 - 1/k), p being the agreement.
    """
    if size < 1 or categories < 2:
        return 1.0
    return min(1.0, Z * math.sqrt(agreement * (1 - agreement) / size) / (1 - 1 / categories))


def _margins(cells: Counter[Pair], size: int) -> tuple[dict[Hashable, float], dict[Hashable, float]]:
    """The share of each category by each reader, 0 where a reader never gave it."""
    categories = {category for pair in cells for category in pair}
    first, second = dict.fromkeys(categories, 0.0), dict.fromkeys(categories, 0.0)
    for (one, two), number in cells.items():
        first[one] += number / size
        second[two] += number / size
    return first, second


def _standard_error(cells: Counter[Pair], size: int, *, value: float, by_chance: float) -> float:
    """Fleiss, Cohen and Everitt (1969): sqrt(A + B - C) / ((1 - pe) sqrt(n)), as Fleiss, Levin and Paik name them.

    A sums p_ii [1 - (p_i. + p_.i)(1 - k)]², B is (1 - k)² times the sum of p_ij (p_.i + p_j.)² over i ≠ j, and C is
    [k - pe (1 - k)]². The first index is the first reader's category.
    """
    first, second = _margins(cells, size)
    rest = 1 - value
    on, off = 0.0, 0.0
    for (one, two), number in cells.items():
        share = number / size
        if one == two:
            on += share * (1 - (first[one] + second[one]) * rest) ** 2
        else:
            off += share * (second[one] + first[two]) ** 2
    spread = on + rest**2 * off - (value - by_chance * rest) ** 2
    return math.sqrt(max(0.0, spread)) / ((1 - by_chance) * math.sqrt(size))
