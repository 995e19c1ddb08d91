"""What is decided about texts, once it agrees: holds, and the texts that move as one."""

from dataclasses import dataclass, field

from nlp.deciding.places import Places, Region


@dataclass(frozen=True, slots=True)
class Hold:
    """A decision that a text, or the stretch of its original from `start` to `end`, is in a region."""

    decision: object
    text: str
    place: int
    region: Region
    start: int | None = None
    end: int | None = None

    def overlaps(self, other):
        if self.start is None or other.start is None:
            return True
        return self.start < other.end and other.start < self.end


@dataclass(slots=True)
class Block:
    """Texts (places of originals) that move as one: those that belong together, or a single one with its holds."""

    places: list
    holds: list
    togethers: list
    region: Region | None = None


@dataclass(eq=False)
class Agreement:
    """Decisions that agree. `blocks` by the first text's place; `aparts` are (place, place, decision) of originals."""

    decisions: tuple
    places: Places
    aside: dict = field(default_factory=dict)
    blocks: list = field(default_factory=list)
    aparts: list = field(default_factory=list)
    splits: dict = field(default_factory=dict)
    copies: dict = field(default_factory=dict)
