"""A map of themes by size: rectangles that share a page out, as near to squares as they can be.

Source of the layout: Bruls, Huizing and van Wijk, *Squarified Treemaps* (2000): rows are filled while the worst of
their rectangles grows no longer. Pure functions; lengths are hundredths of the drawing's width and height.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# The drawing as a phone 360 pixels wide shows it, in pixels. A rectangle is named where its title fits into it there.
WIDTH, HEIGHT = 320, 440
NAMED_WIDTH, NAMED_HEIGHT = 84, 74
# Smaller than this part of the drawing, a rectangle could not be hit by a finger: it goes with the others.
LEAST = 0.03
MOST = 14


@dataclass(frozen=True)
class Rectangle:
    """Where the number ``index`` of the values lies; ``index`` is None for what stands for all the small ones."""

    index: int | None
    value: float
    x: float
    y: float
    width: float
    height: float

    @property
    def is_named(self) -> bool:
        return (
            self.width * WIDTH / 100 >= NAMED_WIDTH and self.height * HEIGHT / 100 >= NAMED_HEIGHT
        )


def treemap(values: Sequence[float]) -> list[Rectangle]:
    """Lay out positive values, the largest first. Those too small to be hit share a last rectangle."""
    shown = _large_enough(values)
    rest = sum(values[len(shown) :])
    indexes: list[int | None] = [*range(len(shown))]
    sizes = list(shown)
    if rest:
        # However little they are, a finger must be able to reach them.
        sizes.append(max(rest, LEAST * sum(shown)))
        indexes.append(None)
    whole = sum(sizes)
    if not whole:
        return []
    areas = [size * WIDTH * HEIGHT / whole for size in sizes]
    values_shown = [*shown, rest] if rest else list(shown)
    return [
        Rectangle(
            index, value,
            round(100 * x / WIDTH, 3), round(100 * y / HEIGHT, 3),
            round(100 * width / WIDTH, 3), round(100 * height / HEIGHT, 3),
        )
        for index, value, (x, y, width, height) in zip(indexes, values_shown, _placed(areas), strict=True)
    ]  # fmt: skip


def _large_enough(values: Sequence[float]) -> list[float]:
    """The first values, as long as each of them is a part worth drawing of the whole."""
    whole = sum(values)
    shown = [value for value in values[:MOST] if value > 0 and value / whole >= LEAST]
    # A single small one is drawn as itself: “one other theme” would tell less.
    if len(values) - len(shown) == 1 and len(shown) < MOST and values[-1] > 0:
        return list(values)
    return shown


def _placed(areas: list[float]) -> list[tuple[float, float, float, float]]:
    """(x, y, width, height) of each area, in their order, filling the drawing exactly."""
    x, y, width, height = 0.0, 0.0, float(WIDTH), float(HEIGHT)
    placed: list[tuple[float, float, float, float]] = []
    left = list(areas)
    while left:
        side = min(width, height)
        taken = _row(left, side)
        row, left = left[:taken], left[taken:]
        thickness = sum(row) / side
        offset = 0.0
        for area in row:
            length = area / thickness
            if width <= height:
                placed.append((x + offset, y, length, thickness))
            else:
                placed.append((x, y + offset, thickness, length))
            offset += length
        if width <= height:
            y, height = y + thickness, height - thickness
        else:
            x, width = x + thickness, width - thickness
    return placed


def _row(areas: list[float], side: float) -> int:
    """How many of the first areas make the best row along that side."""
    best = _worst(areas[:1], side)
    for taken in range(2, len(areas) + 1):
        worst = _worst(areas[:taken], side)
        if worst > best:
            return taken - 1
        best = worst
    return len(areas)


def _worst(row: list[float], side: float) -> float:
    """The longest shape of a row: length over breadth, 1 for a square."""
    whole = sum(row)
    return max(side**2 * max(row) / whole**2, whole**2 / (side**2 * min(row)))
