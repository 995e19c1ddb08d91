"""Decisions on texts that stay where they are: confirmed by a person, or doubted. reviewing.py is the door to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from consultations.models import Theme
from consultations.reviews import changes, refusals, review_log
from consultations.reviews.claiming import claim, living, touch
from consultations.reviews.placing import chosen, left_behind


@transaction.atomic
def pin(answers: Iterable[int], theme: Theme, *, by, expected: int, at: datetime | None = None) -> Theme:
    """Say that the chosen texts (ids of answers) are right where they are, in the theme or in its sub-themes.

    The placement becomes the person's, which a new analysis obeys, and is doubtful no more. Raises AlreadyPinned.
    """
    by_them = {"placed_by_id": by.pk if by else None, "by_person": True, "doubtful": False}
    open_ones = {"by_person": False}, {"doubtful": True}
    return _mark(
        review_log.PIN, answers, theme, which=open_ones, fields=by_them, refusal=refusals.AlreadyPinned,
        by=by, expected=expected, at=at,
    )  # fmt: skip


@transaction.atomic
def doubt(answers: Iterable[int], theme: Theme, *, by, expected: int, at: datetime | None = None) -> Theme:
    """Say that one is not sure of the chosen texts: they wait in the queue of doubtful ones. Raises AlreadyDoubtful."""
    return _mark(
        review_log.DOUBT, answers, theme, which=({"doubtful": False},), fields={"doubtful": True},
        refusal=refusals.AlreadyDoubtful, by=by, expected=expected, at=at,
    )  # fmt: skip


@transaction.atomic
def clear_doubt(
    answers: Iterable[int], theme: Theme, *, by, expected: int, at: datetime | None = None
) -> Theme:
    """Take the mark of doubt off the chosen texts; who placed them stays as it was. Raises NotDoubtful."""
    return _mark(
        review_log.CLEAR_DOUBT, answers, theme, which=({"doubtful": True},), fields={"doubtful": False},
        refusal=refusals.NotDoubtful, by=by, expected=expected, at=at,
    )  # fmt: skip


def _mark(
    verb: str, answers: Iterable[int], theme: Theme, *, which, fields: dict, refusal, by, expected: int, at
) -> Theme:
    """Change those of the chosen placements that ``which`` says (any of these filters), and log it."""
    theme = living(claim(theme, expected))
    placements = chosen(answers, theme)
    if not placements.exists():
        raise refusals.NothingChosen
    wanted = placements.none()
    for condition in which:
        wanted = wanted | placements.filter(**condition)
    if not wanted.exists():
        raise refusal
    touched = left_behind(wanted, theme)
    texts = changes.change_texts(wanted, **fields)
    touch(touched)
    review_log.record(
        theme.analysis,
        verb,
        by=by,
        at=at,
        theme=theme,
        touched=touched,
        answers=changes.answers_in(texts),
        changes={"texts": texts},
    )
    return theme
