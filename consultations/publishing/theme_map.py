"""The picture of a question's themes: a rectangle a theme, as large as it is spoken of, each a way to its page."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from consultations.models import Theme
from consultations.publishing.text_results import TextResults
from consultations.publishing.treemap import HEIGHT, WIDTH, Rectangle, treemap

# How wide the drawing is on a phone and on a large screen, and what letters and lines take there, in pixels.
PHONE, SCREEN = WIDTH, 520
LETTER, LINE, PADDING = 8.6, 19.2, 18
LINES_BESIDE = 2


@dataclass(frozen=True)
class MappedTheme:
    """One rectangle. ``theme`` is None for the one that stands for the ``others``, too small to be drawn apart."""

    rectangle: Rectangle
    number: int
    theme: Theme | None
    texts: int
    others: int = 0

    @property
    def naming(self) -> str:
        """Where its title fits into it: "always", "wide" on large screens only, or "never"."""
        title = str(self.theme.title) if self.theme else "0000000 000000"
        if _fits(title, self.rectangle, PHONE):
            return "always"
        return "wide" if _fits(title, self.rectangle, SCREEN) else "never"


def theme_map(texts: TextResults) -> list[MappedTheme]:
    """The rectangles of the reviewed themes, the largest first; numbers are those of the table. No query."""
    themes = [one for one in texts.themes if one.size.texts]
    rectangles = treemap([one.size.texts for one in themes])
    drawn = sum(rectangle.index is not None for rectangle in rectangles)
    found = []
    for rectangle in rectangles:
        if rectangle.index is None:
            others = len(themes) - drawn
            found.append(MappedTheme(rectangle, drawn + 1, None, round(rectangle.value), others=others))
        else:
            one = themes[rectangle.index]
            found.append(MappedTheme(rectangle, rectangle.index + 1, one.theme, one.size.texts))
    return found


def _fits(title: str, rectangle: Rectangle, width: float) -> bool:
    """Whether the title, its number and its count fit into the rectangle in a drawing of that width."""
    letters = int((rectangle.width * width / 100 - PADDING) / LETTER)
    if letters < max(len(word) for word in title.split() or [title]):
        return False
    lines = len(textwrap.wrap(title, letters)) + LINES_BESIDE
    return lines * LINE + PADDING <= rectangle.height * HEIGHT / 100
