"""Where each theme belongs on the map, from 0 to 1 from the left and from the top.

The engine gives a place to each of its groups. A theme that people made has none of its own: it belongs in the middle
of the groups that the machine had put its texts in, each as heavy as it has texts there; failing that, where its main
theme is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count

from consultations.models import Analysis, Group, Membership
from consultations.workbench.theme_facts import ThemeFacts

Place = tuple[float, float]


def places_of(analysis: Analysis, themes: Iterable[ThemeFacts]) -> dict[int, Place]:
    """By theme, its place; a theme that nothing is known of is left out. Two queries at most, none without a map."""
    themes = list(themes)
    placed = {one.pk: place for one in themes if (place := _own_place(one.theme.group))}
    without = [one.pk for one in themes if one.pk not in placed]
    if not placed or not without:
        return placed
    placed |= _middles(analysis, without)
    for main in themes:
        for one in main.parts:
            if one.pk not in placed and main.pk in placed:
                placed[one.pk] = placed[main.pk]
    return placed


def _own_place(group: Group | None) -> Place | None:
    if group is None or group.map_x is None or group.map_y is None:
        return None
    return group.map_x, group.map_y


def _middles(analysis: Analysis, themes: list[int]) -> dict[int, Place]:
    """By theme, the middle of the groups that its texts and those of its parts come from. Two queries."""
    known = {group.pk: place for group in analysis.groups.all() if (place := _own_place(group))}
    counted = (
        Membership.objects.filter(
            analysis=analysis, group__isnull=False, answer__placements__analysis=analysis
        )
        .order_by()
        .values_list("answer__placements__theme", "answer__placements__theme__parent", "group", "subgroup")
        .annotate(texts=Count("pk"))
    )
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for theme, parent, group, subgroup, texts in counted:
        place = known.get(subgroup) or known.get(group)
        if place is None:
            continue
        for one in {theme, parent} & set(themes):
            total = sums[one]
            total[0] += texts * place[0]
            total[1] += texts * place[1]
            total[2] += texts
    return {pk: (x / texts, y / texts) for pk, (x, y, texts) in sums.items()}
