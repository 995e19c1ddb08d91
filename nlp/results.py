"""The results of a run: small frozen records, safe to share and to compare."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A stretch of one text that shows what a theme is about: character offsets into the text as given."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme (`parent` is None) or a sub-theme of one.

    `size` counts the texts whose main theme it is, `duplicates` those of them that repeat another, `mentions` the texts
    that speak of it in any of their passages. `lexical` warns that the encoder does not know its language, so that its
    texts were grouped by their words alone. `place` is where it stands on a map: two numbers from 0 to 1, from the left
    and from the top; groups that speak of like things stand near each other (`nlp.grouping.map`).
    """

    id: str
    parent: str | None
    title: str
    keywords: tuple[str, ...]
    description: str
    size: int
    duplicates: int
    exemplars: tuple[Exemplar, ...]
    language: str
    mentions: int = 0
    lexical: bool = False
    place: tuple[float, float] = (0.5, 0.5)


@dataclass(frozen=True, slots=True)
class TextPlacement:
    """Where one text went. `theme` and `subtheme` are empty only where `excluded` gives the reason.

    `lexical` tells that the encoder does not know its language, so that it was grouped by its words alone.
    """

    id: str
    theme: str
    subtheme: str
    confidence: float
    excluded: str
    duplicate_of: str
    campaign: str
    rare: bool
    language: str
    lexical: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """One idea in a text, by character offsets into the text as given.

    `side` is what it says of its subject: 1 for, or a wish; -1 against; 0 neither or unknown.
    """

    id: str
    passage: int
    start: int
    end: int
    theme: str
    subtheme: str
    confidence: float
    rare: bool = False
    side: int = 0
