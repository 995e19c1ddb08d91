"""Decisions that change how themes hang together: merge, restore, put one under another.

Same rules as reviewing.py, which is the door to them. Themes stand on two levels, never more.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from consultations.models import Placement, ReviewEvent, Theme
from consultations.reviews import changes, refusals, review_log
from consultations.reviews.claiming import claim, living, main_theme, proposal_numbers, target_theme, touch
from consultations.reviews.placing_passages import move_ideas


@transaction.atomic
def merge(theme: Theme, into: Theme, *, by, expected: int, at: datetime | None = None) -> Theme:
    """Join the theme to another: its texts, sub-themes and proposals go there; return the other.

    ``expected`` is the revision of the theme that disappears. ``restore`` undoes it.
    """
    if into.pk == theme.pk or into.parent_id == theme.pk:
        raise refusals.MergedIntoItself
    theme = living(claim(theme, expected))
    into = target_theme(into, beside=theme)
    parts = list(theme.children.exclude(state=Theme.MERGED))
    if parts and into.parent_id:
        raise refusals.HasSubThemes(title=str(theme.title))
    numbers = proposal_numbers([theme])
    if numbers and into.state != Theme.REVIEWED:
        raise refusals.ProposalsNeedReview(numbers=numbers, title=str(into.title))
    gone = list(theme.children.filter(state=Theme.MERGED))
    watch = changes.Watch([theme, *parts, *gone])
    texts = changes.change_texts(theme.placements.all(), theme_id=into.pk)
    passages = move_ideas(theme.placed_passages.all(), into)
    _file(parts, under=into)
    _file(gone, under=into.parent or into)
    proposals = _move_proposals(theme, into)
    theme.state, theme.merged_into = Theme.MERGED, into
    theme.save(update_fields=["state", "merged_into"])
    touch([*parts, into])
    review_log.record(
        theme.analysis,
        review_log.MERGE,
        by=by,
        at=at,
        theme=theme,
        touched=[*parts, into],
        into=into.pk,
        answers=changes.answers_in(texts),
        sub_themes=[part.pk for part in parts],
        proposals=[moved["proposal"] for moved in proposals],
        changes={"themes": watch.changes(), "texts": texts, "passages": passages, "proposals": proposals},
    )
    return into


@transaction.atomic
def restore(theme: Theme, *, by, expected: int, at: datetime | None = None) -> Theme:
    """Put a merged or set-aside theme back among those to review, with what the decision took from it.

    Of a merged theme: its texts and sub-themes that are still where the merger put them. Proposals stay where they
    are, for somebody may have rewritten them since.
    """
    theme = claim(theme, expected)
    if theme.is_living:
        raise refusals.ThemeIsThere(title=str(theme.title))
    if theme.parent and not theme.parent.is_living:
        raise refusals.ThemeIsGone(title=str(theme.parent.title))
    undo = _undo_merger if theme.state == Theme.MERGED else _undo_setting_aside
    touched, changed = undo(theme)
    touch(touched)
    review_log.record(
        theme.analysis, review_log.RESTORE, by=by, at=at, theme=theme, touched=touched, changes=changed
    )
    return theme


@transaction.atomic
def nest(theme: Theme, parent: Theme | None, *, by, expected: int, at: datetime | None = None) -> Theme:
    """Put the theme under a main theme, or on its own when ``parent`` is None."""
    if parent is not None and parent.pk == theme.pk:
        raise refusals.PutUnderItself
    theme = living(claim(theme, expected))
    gone = list(theme.children.filter(state=Theme.MERGED))
    watch = changes.Watch([theme, *gone])
    if parent is not None:
        parent = main_theme(parent, beside=theme)
        if theme.children.exclude(state=Theme.MERGED).exists():
            raise refusals.HasSubThemes(title=str(theme.title))
        _file(gone, under=parent)
    touched = [one for one in (theme.parent, parent) if one is not None]
    theme.parent = parent
    theme.save(update_fields=["parent"])
    touch(touched)
    review_log.record(
        theme.analysis,
        review_log.NEST,
        by=by,
        at=at,
        theme=theme,
        touched=touched,
        under=parent.pk if parent else None,
        changes={"themes": watch.changes()},
    )
    return theme


def _undo_merger(theme: Theme) -> tuple[list[Theme], dict]:
    """Take back what the merger moved and nobody moved since; the other themes that this changes, and the changes.

    A theme that was split off and taken back again was never merged by itself: it comes back without texts.
    """
    mergers = ReviewEvent.objects.filter(theme=theme, verb=review_log.MERGE)
    details = mergers.latest("at", "id").details if mergers else {"answers": [], "sub_themes": []}
    into = theme.merged_into
    while into.state == Theme.MERGED:
        into = into.merged_into
    merged = Placement.objects.filter(theme=into, answer__in=details["answers"])
    texts = changes.change_texts(merged, theme_id=theme.pk)
    ideas = Q(pk__in=())
    for one in details.get("changes", {}).get("passages", ()):
        starts = [start for start, _end, pk, _by in one["from"] if pk == theme.pk]
        ideas |= Q(answer=one["answer"], start__in=starts)
    passages = move_ideas(into.placed_passages.filter(ideas), theme)
    parts = list(Theme.objects.filter(pk__in=details["sub_themes"], parent=into))
    watch = changes.Watch([theme, *parts])
    _file(parts, under=theme)
    _put_back(theme)
    return [*parts, into], {"themes": watch.changes(), "texts": texts, "passages": passages}


def _undo_setting_aside(theme: Theme) -> tuple[list[Theme], dict]:
    """Restore the sub-themes that were set aside by the same decision; them, and the changes."""
    decisions = ReviewEvent.objects.filter(theme=theme, verb=review_log.SET_ASIDE)
    together = decisions.latest("at", "id").details["sub_themes"] if decisions else []
    parts = list(Theme.objects.filter(pk__in=together, parent=theme, state=Theme.SET_ASIDE))
    watch = changes.Watch([theme, *parts])
    for one in (theme, *parts):
        _put_back(one)
    return parts, {"themes": watch.changes()}


def _put_back(theme: Theme) -> None:
    theme.state, theme.reason, theme.merged_into = Theme.TO_REVIEW, "", None
    theme.reviewed_at, theme.reviewed_by = None, None
    theme.save(update_fields=["state", "reason", "merged_into", "reviewed_at", "reviewed_by"])


def _file(parts: Iterable[Theme], *, under: Theme) -> None:
    for part in parts:
        part.parent = under
        part.save(update_fields=["parent"])


def _move_proposals(theme: Theme, into: Theme) -> list[dict]:
    """Let the proposals that rest on the theme rest on the other; say which, as the log keeps it."""
    moved = []
    already = set(into.proposals.values_list("pk", flat=True))
    for proposal in theme.proposals.all():
        proposal.themes.add(into)
        proposal.themes.remove(theme)
        moved.append(
            {
                "proposal": proposal.pk,
                "revision": proposal.revision,
                "left": theme.pk,
                "joined": None if proposal.pk in already else into.pk,
            }
        )
    return moved
