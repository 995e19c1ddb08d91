"""Geometry of charts that the server draws: numbers in, lengths out, no markup."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One line of a bar chart. ``length`` is in hundredths of the track, which stands for the whole."""

    label: str
    value: object
    share: float
    length: float
    is_largest: bool

    @property
    def percentage(self) -> int:
        """The share as whole hundredths, half rounded up, as people round."""
        return math.floor(100 * self.share + 0.5)


@dataclass(frozen=True)
class BarChart:
    """A horizontal bar chart, ready to be drawn and to be read as a table."""

    title: str
    bars: tuple[Bar, ...]


def bar_chart(title: str, rows: Iterable[tuple[str, object, float]]) -> BarChart:
    """Lay out (label, value, share) rows in their order; a share is a part of the whole, from 0 to 1.

    The track stands for the whole, so that the bars of two charts can be compared by eye. A share that is no number,
    or is outside of 0 to 1, raises ValueError: a wrong bar would be a lie.
    """
    entries = [(str(label), value, float(share)) for label, value, share in rows]
    for label, _value, share in entries:
        if not 0 <= share <= 1:
            raise ValueError(f"The share of “{label}” is {share}; it must be between 0 and 1.")
    largest = max((share for _label, _value, share in entries), default=0)
    bars = (
        Bar(label, value, share, length=round(100 * share, 2), is_largest=share == largest > 0)
        for label, value, share in entries
    )
    return BarChart(title=title, bars=tuple(bars))
