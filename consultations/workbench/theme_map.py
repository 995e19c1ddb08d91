"""The map of an analysis: a circle for each theme, as large as it has people, with those of its sub-themes inside.

Themes stand where the engine put them, moved no farther than it takes for none to hide another. Sizes are those of
all answers, filtered or not, so that the map stays still while people look at one group and then at another.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from consultations.workbench.circles import Box, Circle, Disc, part
from consultations.workbench.lift_words import lift_mark
from consultations.workbench.map_labels import Label, Spot, label_all
from consultations.workbench.map_places import Place
from consultations.workbench.theme_facts import ThemeFacts

WIDTH, HEIGHT = 1200.0, 900.0
# Of the map, how much its circles cover; of the inside of a theme, how much those of its parts do. Circles of the same
# area can always be packed up to a half (Fekete, Keldenich and Scheffer, 2019); ours have to be found quickly, too.
COVERED, FILLED, INSIDE = 0.34, 0.42, 0.94
GAP, GAP_INSIDE = 8.0, 2.0
# A theme that everybody left is still there to be clicked.
SMALLEST = 4.0


@dataclass(frozen=True)
class Node:
    """One circle. ``is_part`` lies in that of its theme; ``is_itself`` is for the texts of a theme that no part has."""

    facts: ThemeFacts
    x: float
    y: float
    radius: float
    label: Label | None = None
    is_part: bool = False
    is_itself: bool = False

    @property
    def title(self) -> str:
        return _("in the theme itself") if self.is_itself and self.facts.parts else self.facts.title

    @property
    def people(self) -> int:
        return self.facts.own if self.is_itself else self.facts.people

    @property
    def inside(self) -> int | None:
        return self.facts.own_inside if self.is_itself else self.facts.inside

    @property
    def opens(self) -> bool:
        """Whether there is more to see inside it."""
        return bool(self.facts.parts) and not self.is_itself


@dataclass(frozen=True)
class ThemeMap:
    nodes: tuple[Node, ...]
    width: float = WIDTH
    height: float = HEIGHT


def map_of(themes: Sequence[ThemeFacts], places: Mapping[int, Place]) -> ThemeMap:
    """All main themes with their parts, in reading order. Queries nothing."""
    box = Box(WIDTH, HEIGHT)
    circles = _circles([one.people for one in themes], [places.get(one.pk) for one in themes])
    shrunk = part(circles, box, gap=GAP)
    nodes: list[Node] = []
    insides = []
    for facts, circle in zip(themes, circles, strict=True):
        radius = circle.radius * shrunk
        nodes.append(Node(facts, circle.x, circle.y, radius))
        insides.append(_parts(facts, Disc(circle.x, circle.y, radius * INSIDE), radius, places))
    # One scale for all parts, so that they can be compared from one theme to another.
    least = min((shrinkage for _circles_inside, shrinkage in insides), default=1.0)
    ordered = []
    for node, (inside, _shrinkage) in zip(nodes, insides, strict=True):
        ordered.append(node)
        ordered += [
            Node(facts, circle.x, circle.y, circle.radius * least, is_part=True)
            for facts, circle in zip(node.facts.parts, inside, strict=True)
        ]
    return ThemeMap(_labelled(ordered))


def map_of_theme(theme: ThemeFacts, places: Mapping[int, Place]) -> ThemeMap:
    """The parts of one theme on the whole map, and a circle for the texts that are in none of them. Queries nothing."""
    parts = list(theme.parts)
    shown = [*parts, *([theme] if theme.own or not parts else [])]
    wanted = _stretched([places.get(one.pk) for one in parts])
    sizes = [one.own if one is theme else one.people for one in shown]
    circles = _circles(sizes, [*wanted, *([None] if len(shown) > len(parts) else [])])
    if any(wanted):
        for circle in circles:
            circle.wanted = circle.wanted or (WIDTH / 2, HEIGHT / 2)
    shrunk = part(circles, Box(WIDTH, HEIGHT), gap=GAP)
    nodes = [
        Node(facts, circle.x, circle.y, circle.radius * shrunk, is_itself=facts is theme)
        for facts, circle in zip(shown, circles, strict=True)
    ]
    return ThemeMap(_labelled(nodes))


def _circles(sizes: list[int], wanted: Sequence[Place | None]) -> list[Circle]:
    """Circles whose areas are as the sizes and cover their part of the map, each with the point where it belongs."""
    scale = math.sqrt(COVERED * WIDTH * HEIGHT / math.pi / (sum(sizes) or 1))
    known = any(wanted)
    return [
        Circle(
            max(scale * math.sqrt(size), SMALLEST),
            (place[0] * WIDTH, place[1] * HEIGHT) if place else (WIDTH / 2, HEIGHT / 2) if known else None,
        )
        for size, place in zip(sizes, wanted, strict=True)
    ]


def _parts(
    facts: ThemeFacts, disc: Disc, radius: float, places: Mapping[int, Place]
) -> tuple[list[Circle], float]:
    """The circles of a theme's parts inside its own, and by how much they must shrink to have room."""
    filled = math.sqrt(FILLED) * INSIDE * radius / math.sqrt(facts.people or 1)
    around = _leaning([places.get(one.pk) for one in facts.parts], places.get(facts.pk))
    circles = [
        Circle(
            max(filled * math.sqrt(one.people), SMALLEST / 4),
            (disc.x + lean[0] * disc.radius, disc.y + lean[1] * disc.radius) if lean else None,
        )
        for one, lean in zip(facts.parts, around, strict=True)
    ]
    return circles, part(circles, disc, gap=GAP_INSIDE) if circles else 1.0


def _leaning(places: Sequence[Place | None], middle: Place | None) -> list[Place | None]:
    """On which side of the middle each place lies, the farthest at a distance of 1."""
    if middle is None or not any(places):
        return [None] * len(places)
    leans = [(place[0] - middle[0], place[1] - middle[1]) if place else (0.0, 0.0) for place in places]
    farthest = max(math.hypot(*lean) for lean in leans) or 1.0
    return [(x / farthest, y / farthest) for x, y in leans]


def _stretched(places: Sequence[Place | None]) -> list[Place | None]:
    """Places as far apart as the map allows, none at its very edge; their neighbourhoods stay."""
    known = [place for place in places if place]
    if not known:
        return list(places)
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*known, strict=True))
    return [
        (0.15 + 0.7 * _part_of(place[0], left, right), 0.15 + 0.7 * _part_of(place[1], top, bottom))
        if place
        else None
        for place in places
    ]


def _part_of(value: float, low: float, high: float) -> float:
    return (value - low) / (high - low) if high > low else 0.5


def _labelled(nodes: Sequence[Node]) -> tuple[Node, ...]:
    inside: dict[int, list[tuple[float, float, float]]] = defaultdict(list)
    for node in nodes:
        if node.is_part:
            inside[node.facts.theme.parent_id or 0].append((node.x, node.y, node.radius))
    spots = [
        Spot(
            node.title,
            node.x,
            node.y,
            node.radius,
            extra="" if node.is_itself else lift_mark(node.facts.lift),
            holds=tuple(inside[node.facts.pk]) if node.opens else (),
            may_leave=not node.is_part,
        )
        for node in nodes
    ]
    labels = label_all(spots, width=WIDTH, height=HEIGHT)
    return tuple(
        replace(node, label=label, x=round(node.x, 1), y=round(node.y, 1), radius=round(node.radius, 1))
        for node, label in zip(nodes, labels, strict=True)
    )
