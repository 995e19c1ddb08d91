"""When quotas leave little to chance: who can never be drawn, who always is, and which quotas bring it about.

Computed from the panels alone, as they stand in the published file, so that staff read before publication what
everybody reads after it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field

# Fewer possible panels than this are told of: the draw has little to choose from.
FEW_PANELS = 10


@dataclass(frozen=True)
class Tight:
    """A value whose quota every panel meets at its end: ``seats`` for ``candidates``; ``people`` shut out or in."""

    category: str
    value: str
    seats: int
    candidates: int
    people: int


@dataclass(frozen=True)
class Narrowness:
    """How many can be drawn, never are and always are; ``full`` shut people out, ``needed`` leave no choice."""

    candidates: int
    panels: int
    never: int
    always: int
    full: list[Tight] = field(default_factory=list)
    needed: list[Tight] = field(default_factory=list)

    @property
    def able(self) -> int:
        """How many can be drawn at all."""
        return self.candidates - self.never

    @property
    def is_told(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.never or self.always or self.panels < FEW_PANELS)

    @property
    def has_few_panels(self) -> bool:
        return self.panels < FEW_PANELS


def narrowness_of(
    panels: list[dict], candidates: list[dict], categories: list[dict], tickets: int
) -> Narrowness:
    """What the panels leave to chance. No query; each panel is read once, and only as far as a quota may be tight.

    Inputs are those of the published file: ``categories`` with ``key`` and ``values`` of key, minimum and maximum.
    """
    held = Counter()
    for panel in panels:
        for member in panel["members"]:
            held[member] += panel["tickets"]
    answers = {one["id"]: one["answers"] for one in candidates}
    never = [key for key in answers if not held[key]]
    always = [key for key in answers if held[key] == tickets]
    of = Counter(item for one in answers.values() for item in one.items())
    out = Counter(item for key in never for item in answers[key].items())
    inside = Counter(item for key in always for item in answers[key].items())
    bounds = {(one["key"], value["key"]): value for one in categories for value in one["values"]}
    full = [item for item in bounds if out[item]]
    needed = [item for item in bounds if inside[item]]
    for panel in panels:
        if not full and not needed:
            break
        seats = Counter(item for member in panel["members"] for item in answers[member].items())
        full = [item for item in full if seats[item] == bounds[item]["maximum"]]
        needed = [item for item in needed if seats[item] == bounds[item]["minimum"]]
    return Narrowness(
        candidates=len(candidates),
        panels=len(panels),
        never=len(never),
        always=len(always),
        full=[Tight(*item, bounds[item]["maximum"], of[item], out[item]) for item in full],
        needed=[Tight(*item, bounds[item]["minimum"], of[item], inside[item]) for item in needed],
    )


def as_json(narrow: Narrowness) -> dict:
    """To be kept in a cache; ``from_json`` reads it."""
    return asdict(narrow)


def from_json(kept: dict) -> Narrowness:
    """What ``as_json`` wrote."""
    full, needed = ([Tight(**one) for one in kept[name]] for name in ("full", "needed"))
    return Narrowness(**{**kept, "full": full, "needed": needed})


def named(rows: list[Tight], names: dict) -> list[tuple]:
    """Each with the names of its category and value: ``names`` as of cms/lottery/reading.py."""
    return [(*names[one.category, one.value], one) for one in rows]
