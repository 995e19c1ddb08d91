"""Circles that do not overlap: each as near as may be to where it belongs, whatever their sizes.

Plain arithmetic, no chance in it: the same circles give the same places, so that the map of tomorrow is that of today.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

# Rounds of pushing apart: fewer for many circles, whose pairs are many more.
MOST_ROUNDS, FEWEST_ROUNDS, PAIRED = 100, 30, 2500
# How far of the way a circle goes back to where it belongs, in the first round; halfway through it lets go.
PULL = 0.06
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


@dataclass
class Circle:
    """Where a circle stands and how large it is; ``wanted`` is where it belongs, None when nobody knows."""

    radius: float
    wanted: tuple[float, float] | None = None
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True)
class Box:
    """A rectangle from (0, 0)."""

    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.width / 2, self.height / 2

    def hold(self, circle: Circle) -> None:
        circle.x = _held(circle.x, circle.radius, self.width)
        circle.y = _held(circle.y, circle.radius, self.height)

    def room(self, circle: Circle) -> float:
        """The largest radius that the circle could have where it stands."""
        return min(circle.x, circle.y, self.width - circle.x, self.height - circle.y)


@dataclass(frozen=True)
class Disc:
    """A round space about a point."""

    x: float
    y: float
    radius: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x, self.y

    def hold(self, circle: Circle) -> None:
        across, down = circle.x - self.x, circle.y - self.y
        distance, most = math.hypot(across, down), max(self.radius - circle.radius, 0.0)
        if distance > most:
            circle.x, circle.y = self.x + across * most / distance, self.y + down * most / distance

    def room(self, circle: Circle) -> float:
        return self.radius - math.hypot(circle.x - self.x, circle.y - self.y)


def part(circles: Sequence[Circle], space: Box | Disc, *, gap: float) -> float:
    """Give each circle a place in the space, ``gap`` apart at least, and return by how much all must shrink for it.

    The return is 1 where the space is wide enough; the circles' own radii are left as they are. Circles whose place
    nobody knows start on a sunflower's spiral from the middle, the first of them innermost.
    """
    _start(circles, space)
    rounds = max(min(MOST_ROUNDS, PAIRED // max(len(circles), 1)), FEWEST_ROUNDS)
    for number in range(rounds):
        pull = PULL * max(1 - 2 * number / rounds, 0)
        for circle in circles:
            wanted = circle.wanted or space.middle
            circle.x += pull * (wanted[0] - circle.x)
            circle.y += pull * (wanted[1] - circle.y)
            space.hold(circle)
        if not _push_apart(circles, space, gap) and not pull:
            break
    return _shrinkage(circles, space, gap)


def _start(circles: Sequence[Circle], space: Box | Disc) -> None:
    covered = 0.0
    for number, circle in enumerate(circles):
        if circle.wanted is None:
            # Half of a spiral of circles is empty: so much room do those before this one take.
            away, angle = math.sqrt(2 * covered / math.pi), number * GOLDEN_ANGLE
            circle.x = space.middle[0] + away * math.cos(angle)
            circle.y = space.middle[1] + away * math.sin(angle)
            covered += math.pi * circle.radius**2
        else:
            # Two circles that belong to the very same point need a direction to part in.
            circle.x = circle.wanted[0] + 0.01 * math.cos(number * GOLDEN_ANGLE)
            circle.y = circle.wanted[1] + 0.01 * math.sin(number * GOLDEN_ANGLE)
        space.hold(circle)


def _push_apart(circles: Sequence[Circle], space: Box | Disc, gap: float) -> bool:
    """Move each two that overlap out of each other, the smaller one farther; tell whether there were any."""
    found = False
    for place, one in enumerate(circles):
        for other in circles[place + 1 :]:
            across, down = other.x - one.x, other.y - one.y
            needed = one.radius + other.radius + gap
            if abs(across) >= needed or abs(down) >= needed:
                continue
            distance = math.hypot(across, down)
            if distance >= needed:
                continue
            found = True
            if distance == 0:
                across, down, distance = 1.0, 0.0, 1.0
            push = (needed - distance) / distance
            lighter = one.radius / (one.radius + other.radius)
            other.x += across * push * lighter
            other.y += down * push * lighter
            one.x -= across * push * (1 - lighter)
            one.y -= down * push * (1 - lighter)
            space.hold(one)
            space.hold(other)
    return found


def _shrinkage(circles: Sequence[Circle], space: Box | Disc, gap: float) -> float:
    """By how much all radii must be multiplied so that none overlaps another or leaves the space; 1 at most."""
    least = 1.0
    for place, one in enumerate(circles):
        least = min(least, max(space.room(one), 0.0) / one.radius)
        for other in circles[place + 1 :]:
            reach = one.radius + other.radius
            distance = math.hypot(other.x - one.x, other.y - one.y)
            if distance < reach * least + gap:
                least = max(distance - gap, distance / 2) / reach
    return least


def _held(value: float, radius: float, length: float) -> float:
    return min(max(value, radius), max(length - radius, radius)) if 2 * radius < length else length / 2
