"""The picture of a question's themes: a rectangle a theme, as large as it is spoken of, each a way to its page."""

from __future__ import annotations

from dataclasses import dataclass

from consultations.models import Theme
from consultations.publishing.text_results import TextResults
from consultations.publishing.treemap import Rectangle, treemap


@dataclass(frozen=True)
class MappedTheme:
    """One rectangle. ``theme`` is None for the one that stands for the ``others``, too small to be drawn apart."""

    rectangle: Rectangle
    number: int
    theme: Theme | None
    texts: int
    others: int = 0


def theme_map(texts: TextResults) -> list[MappedTheme]:
    """The rectangles of the reviewed themes, the largest first; numbers are those of the table. No query."""
    themes = [one for one in texts.themes if one.size.texts]
    rectangles = treemap([one.size.texts for one in themes])
    drawn = sum(rectangle.index is not None for rectangle in rectangles)
    return [
        MappedTheme(
            rectangle, drawn + 1, None, round(rectangle.value), others=len(themes) - drawn
        )
        if rectangle.index is None
        else MappedTheme(
            rectangle,
            rectangle.index + 1,
            themes[rectangle.index].theme,
            themes[rectangle.index].size.texts,
        )
        for rectangle in rectangles
    ]  # fmt: skip
