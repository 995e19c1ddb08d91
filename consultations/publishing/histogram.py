"""How numbers spread: quantiles, and bins of a round width with labels for people.

Both take (value, how many gave it) pairs in the order of the values.
"""

from __future__ import annotations

import math

from django.utils.translation import gettext as _

from consultations.publishing.written_numbers import decimal

NICE = (1, 2, 2.5, 5, 10)


def histogram(ordered: list[tuple[float, int]], *, most: int) -> list[tuple[str, int]]:
    """(label, count) for bins of a round width over the bulk of the answers; the rest shares the first and last bin.

    The bulk is what 96 % of the answers hold, so that one person's enormous number does not flatten everyone's.
    """
    low, high = quantile(ordered, 0.02), quantile(ordered, 0.98)
    width = _round_width((high - low) / (most - 4) or 1.0)
    start = math.floor(low / width) * width
    bins = max(math.floor((high - start) / width) + 1, 1)
    counts = [0] * bins
    for value, times in ordered:
        counts[min(max(math.floor((value - start) / width), 0), bins - 1)] += times
    labels = []
    for place, times in enumerate(counts):
        ends = {"low": decimal(start + place * width, 2), "high": decimal(start + (place + 1) * width, 2)}
        if place == 0 and ordered[0][0] < start:
            label = _("less than %(high)s") % ends
        elif place == bins - 1 and ordered[-1][0] >= start + bins * width:
            label = _("%(low)s or more") % ends
        else:
            label = _("from %(low)s to less than %(high)s") % ends
        labels.append((label, times))
    return labels


def _round_width(width: float) -> float:
    """The smallest of 1, 2, 2.5, 5 and 10 times a power of ten that is at least this wide."""
    power = 10 ** math.floor(math.log10(width))
    return next(step * power for step in NICE if step * power >= width * (1 - 1e-9))


def quantile(sorted_counts: list[tuple[float, int]], part: float) -> float:
    """The value below which that part of the answers lies, by linear interpolation (Hyndman and Fan's type 7)."""
    total = sum(count for _value, count in sorted_counts)
    place = (total - 1) * part
    low = _nth(sorted_counts, math.floor(place))
    high = _nth(sorted_counts, math.ceil(place))
    return low + (high - low) * (place - math.floor(place))


def _nth(sorted_counts: list[tuple[float, int]], place: int) -> float:
    seen = 0
    for value, count in sorted_counts:
        seen += count
        if place < seen:
            return value
    return sorted_counts[-1][0]
