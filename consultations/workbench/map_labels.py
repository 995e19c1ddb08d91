"""Titles on the map: inside their circle where they fit, beside it where there is room, across its parts at worst.

A title that has no room on the whole map may have some closer by: each says from which magnification on it is shown.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

# Of the whole map, and the magnifications at which more titles appear, drawn so much smaller on the map.
LEVELS = (1, 2, 4)
SIZE = 19.0
LINE = 1.2
# How wide a letter of our typeface is on average, in parts of its size, with something to spare.
LETTER = 0.56
MOST_LINES = 4
BESIDE_LETTERS, BESIDE_LINES = 24, 2
MARGIN = 5.0
# How far from the middle of its circle a title may stand, in parts of the radius, and how near its edge it may come.
AWAY = (0.0, 0.2, -0.2, 0.4, -0.4, 0.55, -0.55, 0.7, -0.7)
FITTING = 0.94


@dataclass(frozen=True)
class Rectangle:
    left: float
    top: float
    width: float
    height: float

    def overlaps(self, other: Rectangle) -> bool:
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )

    def touches(self, x: float, y: float, radius: float) -> bool:
        """Whether any of it lies in that circle."""
        near_x = min(max(x, self.left), self.left + self.width)
        near_y = min(max(y, self.top), self.top + self.height)
        return math.hypot(near_x - x, near_y - y) < radius


@dataclass(frozen=True)
class Line:
    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Label:
    """Lines with the middle of each one's foot, ``size`` high, shown from the magnification ``level`` on."""

    lines: tuple[Line, ...]
    size: float
    level: int
    is_inside: bool


@dataclass(frozen=True)
class Spot:
    """A circle that wants a title, with the circles (x, y, radius) that lie in it. ``may_leave`` is false for a circle
    within another, whose title could be taken for a neighbour's."""

    title: str
    x: float
    y: float
    radius: float
    extra: str = ""
    holds: tuple[tuple[float, float, float], ...] = ()
    may_leave: bool = True


def label_all(spots: Sequence[Spot], *, width: float, height: float) -> list[Label | None]:
    """A label a spot, outer circles served first; no label overlaps another, nor a circle beside its own."""
    labels: list[Label | None] = [None] * len(spots)
    taken: list[Rectangle] = []
    outer = [spot for spot in spots if spot.may_leave]
    for level in LEVELS:
        for place, spot in sorted(enumerate(spots), key=lambda pair: not pair[1].may_leave):
            if labels[place] is None:
                size = SIZE / level
                found = _inside(spot, size, taken, clear=True)
                if found is None and spot.may_leave:
                    found = _beside(spot, size, outer, taken, Rectangle(0, 0, width, height))
                if found is None and spot.holds:
                    found = _inside(spot, size, taken, clear=False)
                if found is not None:
                    lines, rectangle, is_inside = found
                    labels[place] = Label(lines, round(size, 2), level, is_inside)
                    taken.append(rectangle)
    return labels


def wrapped(text: str, letters: int, *, most: int) -> list[str] | None:
    """The text in lines of so many letters; None where a word or the number of lines goes beyond."""
    lines: list[str] = []
    for word in text.split():
        if len(word) > letters:
            return None
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines if 0 < len(lines) <= most else None


def _inside(spot: Spot, size: float, taken: list[Rectangle], *, clear: bool):
    """The title in its circle, in few lines and near the middle; ``clear`` of the circles that lie there, if asked."""
    for away in AWAY if spot.holds and clear else (0.0,):
        for number in range(1, MOST_LINES + 1):
            height = (number + bool(spot.extra)) * size * LINE
            # The corner of the lines that is farthest from the middle is what must lie in the circle.
            reach = (FITTING * spot.radius) ** 2 - (abs(away) * spot.radius + height / 2) ** 2
            if reach <= 0:
                break
            lines = wrapped(spot.title, int(2 * math.sqrt(reach) / (LETTER * size)), most=number)
            if not lines:
                continue
            lines = [*lines, *([spot.extra] if spot.extra else [])]
            top = spot.y + away * spot.radius - len(lines) * size * LINE / 2
            set_lines, rectangle = _set(lines, spot.x, top, size)
            is_clear = not clear or not any(rectangle.touches(*circle) for circle in spot.holds)
            if is_clear and not any(rectangle.overlaps(other) for other in taken):
                return set_lines, rectangle, True
    return None


def _beside(spot: Spot, size: float, circles: Sequence[Spot], taken: list[Rectangle], whole: Rectangle):
    lines = wrapped(spot.title, BESIDE_LETTERS, most=BESIDE_LINES) or _cut(spot.title)
    lines = [*lines, *([spot.extra] if spot.extra else [])]
    width, height = _width(lines, size), len(lines) * size * LINE
    below, above = spot.y + spot.radius + MARGIN, spot.y - spot.radius - MARGIN - height
    aside = spot.radius + MARGIN + width / 2
    for x, top in (
        (spot.x, below),
        (spot.x, above),
        (spot.x + aside, spot.y - height / 2),
        (spot.x - aside, spot.y - height / 2),
    ):
        set_lines, rectangle = _set(lines, x, top, size)
        is_on_map = (
            rectangle.left >= 0
            and rectangle.top >= 0
            and rectangle.left + rectangle.width <= whole.width
            and rectangle.top + rectangle.height <= whole.height
        )
        if (
            is_on_map
            and not any(rectangle.touches(one.x, one.y, one.radius) for one in circles)
            and not any(rectangle.overlaps(other) for other in taken)
        ):
            return set_lines, rectangle, False
    return None


def _cut(text: str) -> list[str]:
    """As much of a long title as two lines hold, with a sign that there is more."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= BESIDE_LETTERS - 1:
            lines[-1] = longer
        elif len(lines) < BESIDE_LINES:
            lines.append(word[: BESIDE_LETTERS - 1])
        else:
            break
    return [*lines[:-1], f"{lines[-1]}…"]


def _set(lines: list[str], x: float, top: float, size: float) -> tuple[tuple[Line, ...], Rectangle]:
    width = _width(lines, size)
    feet = [top + (number + 0.85) * size * LINE for number in range(len(lines))]
    set_lines = tuple(Line(text, round(x, 1), round(foot, 1)) for text, foot in zip(lines, feet, strict=True))
    return set_lines, Rectangle(x - width / 2, top, width, len(lines) * size * LINE)


def _width(lines: list[str], size: float) -> float:
    return max(map(len, lines)) * LETTER * size
