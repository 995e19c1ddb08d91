"""What every decision on a theme begins with: take it if it is still as the person saw it, or say who changed it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from consultations.models import Analysis, Proposal, Theme
from consultations.reviews import refusals, review_log


class ThemeConflict(refusals.Conflict):
    """Somebody changed the theme meanwhile. ``theme`` is as it is now, ``since`` what was done to it (log entries)."""

    sentence = _(
        "“%(title)s” has been changed since you opened it. Nothing of yours was recorded: compare, then decide."
    )

    def __init__(self, theme: Theme, *, seen: int):
        super().__init__(title=str(theme.title))
        self.theme = theme
        self.since = review_log.changes_since(theme, seen)


def claim(theme: Theme, expected: int) -> Theme:
    """Take the theme for one decision: raise its revision if it is still ``expected``, else ThemeConflict.

    Decisions on one analysis wait for each other, so that two that cross (A into B, B into A) cannot deadlock.
    """
    analysis = Analysis.objects.select_for_update().get(pk=theme.analysis_id)
    if not analysis.adopted:
        raise refusals.AnalysisNotInForce
    if analysis.closed_at:
        raise refusals.ReviewIsClosed
    taken = Theme.objects.filter(pk=theme.pk, revision=expected).update(revision=F("revision") + 1)
    fresh = Theme.objects.select_related("analysis", "parent").get(pk=theme.pk)
    if not taken:
        raise ThemeConflict(fresh, seen=expected)
    return fresh


def living(theme: Theme) -> Theme:
    """The theme, unless it is merged or set aside."""
    if not theme.is_living:
        raise refusals.ThemeIsGone(title=str(theme.title))
    return theme


def target_theme(theme: Theme, *, beside: Theme) -> Theme:
    """The theme that a decision on another one leads to, as it is now: living, and of the same analysis."""
    theme = Theme.objects.select_related("analysis", "parent").get(pk=theme.pk)
    if theme.analysis_id != beside.analysis_id:
        raise refusals.ThemesOfDifferentAnalyses
    return living(theme)


def main_theme(theme: Theme, *, beside: Theme) -> Theme:
    """The same, for a theme that others may be put under: it is itself under none."""
    theme = target_theme(theme, beside=beside)
    if theme.parent_id:
        raise refusals.UnderASubTheme(title=str(theme.title))
    return theme


def touch(themes: Iterable[Theme]) -> None:
    """Raise the revision of themes that a decision changed beside the one that it was taken on."""
    for theme in themes:
        Theme.objects.filter(pk=theme.pk).update(revision=F("revision") + 1)
        theme.refresh_from_db(fields=["revision"])


def refuse_if_proposals_rest_on(themes: list[Theme]) -> None:
    """ProposalsRestOnIt when a proposal rests on one of the themes."""
    if numbers := proposal_numbers(themes):
        raise refusals.ProposalsRestOnIt(numbers=numbers)


def proposal_numbers(themes: list[Theme]) -> str:
    """The numbers of the proposals that rest on these themes: “3, 7”."""
    numbers = Proposal.objects.filter(themes__in=themes).distinct()
    return ", ".join(str(number) for number in numbers.values_list("number", flat=True))
