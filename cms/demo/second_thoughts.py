"""What a second reader did after the demonstration's review: doubts, confirmations, and a decision taken back."""

from __future__ import annotations

from collections.abc import Iterable

from consultations.models import Placement, ReviewEvent, Theme
from consultations.reviews import reviewing
from consultations.reviews.undoing import undo

FEW = 3


def think_again(themes: Iterable[Theme], *, by, second) -> None:
    """``second`` doubts the least sure texts of a theme and confirms the surest; ``by`` moves some and thinks better.

    The theme is the largest of these with enough texts that nobody has placed by hand.
    """
    candidates = sorted(
        (theme for theme in themes if theme.is_living),
        key=lambda theme: (-_by_machine(theme).count(), theme.pk),
    )
    theme, other = candidates[:2]
    ids = list(_by_machine(theme).order_by("confidence", "answer_id").values_list("answer_id", flat=True))
    if len(ids) < 2 * FEW:
        return
    reviewing.doubt(ids[:FEW], theme, by=second, expected=_revision(theme))
    reviewing.pin(ids[-FEW:], theme, by=second, expected=_revision(theme))
    reviewing.move(ids[:FEW], other, source=theme, by=by, expected=_revision(theme))
    moved = ReviewEvent.objects.filter(theme=theme, verb="move").latest("at", "pk")
    undo(moved, by=by)


def _by_machine(theme: Theme):
    return Placement.objects.filter(theme=theme, by_person=False)


def _revision(theme: Theme) -> int:
    return Theme.objects.values_list("revision", flat=True).get(pk=theme.pk)
