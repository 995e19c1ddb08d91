"""How an analysis stands, whole, so that a test can say that two moments are the same."""

from __future__ import annotations

from consultations.models import Analysis, Placement, Theme


def standing(analysis: Analysis) -> dict:
    """Themes and their states, placements and marks, proposals. Merged themes that no machine made are left out:
    what a split made and was taken back has no texts, and nobody sees it.
    """
    themes = {
        theme.pk: (
            theme.parent_id, dict(theme.title), dict(theme.description), theme.state, theme.reason,
            theme.merged_into_id, theme.reviewed_at, theme.reviewed_by_id,
            frozenset(theme.proposals.values_list("pk", flat=True)),
        )
        for theme in analysis.themes.all()
        if theme.group_id or theme.state != Theme.MERGED
    }  # fmt: skip
    places = Placement.objects.filter(analysis=analysis).values_list(
        "answer_id", "theme_id", "placed_by_id", "by_person", "doubtful", "repeats", "confidence"
    )
    return {"themes": themes, "places": set(places)}
