"""Short ways to read themes in tests: one by its title, the answers in it, how many texts it counts."""

from __future__ import annotations

from consultations.models import Placement, Theme


def theme(analysis, title: str) -> Theme:
    return next(one for one in analysis.themes.all() if str(one.title) == title)


def answers(*themes: Theme) -> list[int]:
    placements = Placement.objects.filter(theme__in=themes).order_by("answer_id")
    return list(placements.values_list("answer_id", flat=True))


def texts(one: Theme) -> int:
    return Theme.objects.with_counts().get(pk=one.pk).texts
