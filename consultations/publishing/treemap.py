"""A map of themes by size: rectangles that share a page out, as near to squares as they can be.

Source of the layout: Bruls, Huizing and van Wijk, *Squarified Treemaps* (2000): rows are filled while the worst of
their rectangles grows no longer. Pure functions; lengths are hundredths of the drawing's width and height.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# The drawing as a narrow phone shows it, in pixels.
WIDTH, HEIGHT = 288, 440
# Thinner than this, in pixels, a rectangle could not be hit by a finger: it goes with the others.
FINGER = 34
# What stands for the others is drawn as this part of the rest, at least.
LEAST = 0.12
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


def treemap(values: Sequence[float]) -> list[Rectangle]:
    """Lay out positive values, the largest first. Those too small to be hit share a last rectangle."""
    apart = min(sum(value > 0 for value in values), MOST)
    while apart and not _can_be_hit(found := _laid_out(values, apart)):
        apart -= 1
    return found if apart else []


def _laid_out(values: Sequence[float], apart: int) -> list[Rectangle]:
    """That many values drawn apart, and a rectangle for the rest: never smaller than a finger, however little it is."""
    shown, rest = list(values[:apart]), sum(values[apart:])
    sizes = [*shown, max(rest, LEAST * sum(shown))] if rest else shown
    indexes: list[int | None] = [*range(apart), None]
    areas = [size * WIDTH * HEIGHT / sum(sizes) for size in sizes]
    return [
        Rectangle(
            index, value,
            round(100 * x / WIDTH, 3), round(100 * y / HEIGHT, 3),
            round(100 * width / WIDTH, 3), round(100 * height / HEIGHT, 3),
        )
        for index, value, (x, y, width, height) in zip(indexes, [*shown, rest], _placed(areas), strict=False)
    ]  # fmt: skip


def _can_be_hit(found: list[Rectangle]) -> bool:
    return len(found) == 1 or all(
        min(one.width * WIDTH, one.height * HEIGHT) >= 100 * FINGER for one in found
    )


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
