"""What staff do to themes: one verb, one transaction, one event in the log.

Each verb takes ``expected``, the theme's revision that the person had before their eyes, and raises ThemeConflict
when it is no longer the theme's: nobody overwrites what they have not seen. Other refusals are in refusals.py.
The machine's suggestion (Group, Membership) is never written to; only themes and placements are.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from consultations.models import Theme
from consultations.reviews import changes, refusals, review_log
from consultations.reviews.claiming import ThemeConflict, claim, living, refuse_if_proposals_rest_on, touch
from consultations.reviews.pinning import clear_doubt, doubt, pin
from consultations.reviews.placing import move, place, split
from consultations.reviews.regrouping import merge, nest, restore
from kit.localized import LocalizedText

__all__ = [
    "ThemeConflict",
    "clear_doubt",
    "doubt",
    "mark_family_reviewed",
    "mark_reviewed",
    "merge",
    "move",
    "nest",
    "pin",
    "place",
    "rename",
    "reopen",
    "restore",
    "set_aside",
    "split",
]


@transaction.atomic
def rename(
    theme: Theme,
    title: LocalizedText,
    description: LocalizedText,
    *,
    by,
    expected: int,
    at: datetime | None = None,
) -> Theme:
    """Give the theme people's title and description; the machine's stay beside them, untouched."""
    if not LocalizedText(title):
        raise refusals.TitleMissing
    theme = living(claim(theme, expected))
    watch = changes.Watch([theme], changes.WORDS)
    theme.title, theme.description = LocalizedText(title), LocalizedText(description)
    theme.save(update_fields=["title", "description"])
    review_log.record(
        theme.analysis,
        review_log.RENAME,
        by=by,
        at=at,
        theme=theme,
        title=_written_by_staff(theme, changes.TITLE),
        description=_written_by_staff(theme, changes.DESCRIPTION),
        changes={"themes": watch.changes()},
    )
    return theme


@transaction.atomic
def mark_reviewed(theme: Theme, *, by, expected: int, at: datetime | None = None) -> Theme:
    """Say that the theme is right as it is: proposals may rest on it, and the public may read it."""
    return _mark(theme, [], by=by, expected=expected, at=at)


@transaction.atomic
def mark_family_reviewed(theme: Theme, *, by, expected: int, at: datetime | None = None) -> Theme:
    """Mark the theme and those of its sub-themes that are still to review."""
    return _mark(theme, theme.children.filter(state=Theme.TO_REVIEW), by=by, expected=expected, at=at)


@transaction.atomic
def reopen(theme: Theme, *, by, expected: int, at: datetime | None = None) -> Theme:
    """Put a reviewed theme back among those to review, unless proposals rest on it."""
    theme = living(claim(theme, expected))
    if theme.state != Theme.REVIEWED:
        raise refusals.NotReviewedYet(title=str(theme.title))
    refuse_if_proposals_rest_on([theme])
    watch = changes.Watch([theme])
    theme.state, theme.reviewed_at, theme.reviewed_by = Theme.TO_REVIEW, None, None
    theme.save(update_fields=["state", "reviewed_at", "reviewed_by"])
    review_log.record(
        theme.analysis, review_log.REOPEN, by=by, at=at, theme=theme, changes={"themes": watch.changes()}
    )
    return theme


@transaction.atomic
def set_aside(theme: Theme, reason: str, *, by, expected: int, at: datetime | None = None) -> Theme:
    """Take the theme and its living sub-themes out of the results, for a reason. Its texts stay in it."""
    reason = reason.strip()
    if not reason:
        raise refusals.ReasonMissing
    theme = living(claim(theme, expected))
    parts = list(theme.children.living())
    refuse_if_proposals_rest_on([theme, *parts])
    watch = changes.Watch([theme, *parts])
    for one in (theme, *parts):
        one.state, one.reason = Theme.SET_ASIDE, reason
        one.reviewed_at, one.reviewed_by = None, None
        one.save(update_fields=["state", "reason", "reviewed_at", "reviewed_by"])
    touch(parts)
    review_log.record(
        theme.analysis,
        review_log.SET_ASIDE,
        by=by,
        at=at,
        theme=theme,
        touched=parts,
        reason=reason,
        sub_themes=[part.pk for part in parts],
        changes={"themes": watch.changes()},
    )
    return theme


def _written_by_staff(theme: Theme, unit: str) -> dict[str, str]:
    """The theme's title or description without what is the machine's: that is made of citizens' words."""
    return {code: words for code, words in changes.staffs_words(theme, unit).items() if words is not None}


def _mark(theme: Theme, parts: Iterable[Theme], *, by, expected: int, at: datetime | None) -> Theme:
    theme = living(claim(theme, expected))
    if theme.state == Theme.REVIEWED and not parts:
        raise refusals.AlreadyReviewed(title=str(theme.title))
    parts = list(parts)
    watch = changes.Watch([theme, *parts])
    for one in (part for part in (theme, *parts) if part.state != Theme.REVIEWED):
        one.state, one.reviewed_at, one.reviewed_by = Theme.REVIEWED, at or timezone.now(), by
        one.save(update_fields=["state", "reviewed_at", "reviewed_by"])
    touch(parts)
    review_log.record(
        theme.analysis,
        review_log.REVIEW,
        by=by,
        at=at,
        theme=theme,
        touched=parts,
        changes={"themes": watch.changes()},
    )
    return theme
