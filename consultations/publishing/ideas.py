"""What ideas that people placed add to the counts of themes: a text counts once for each theme that it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from consultations.models import PlacedPassage


def ideas_of(passages: Iterable[PlacedPassage], *columns: str) -> list[tuple]:
    """(answer, theme of the idea, theme that the text is in, *columns) for each idea that is elsewhere than its text.

    ``passages`` is a query of placed passages; ``is_repeat`` may be one of the columns. One query, of few rows: only
    ideas that people placed one by one are there.
    """
    rows = passages.elsewhere().order_by("answer", "theme")
    return list(rows.values_list("answer", "theme", "main", *columns).distinct())


def added(ideas: Iterable[tuple], parents: Mapping[int, int]) -> Iterator[tuple]:
    """(theme, *columns) for each text that such ideas add to a theme with its parts, and to a part by itself.

    ``parents`` has the theme above each living part. A text that is in a theme's family already adds nothing to it,
    and one with two ideas there adds one. Queries nothing.
    """
    seen = set()
    for answer, theme, main, *columns in ideas:
        counted = {main, parents.get(main)}
        for one in (theme, parents.get(theme)):
            if one is not None and one not in counted and (one, answer) not in seen:
                seen.add((one, answer))
                yield one, *columns
