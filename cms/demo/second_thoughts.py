"""What two readers did after the demonstration's review: doubts, one of them settled, and a decision taken back."""

from __future__ import annotations

from collections.abc import Iterable

from consultations.models import Placement, ReviewEvent, Theme
from consultations.reviews import reviewing
from consultations.reviews.undoing import undo

DOUBTED = 3


def think_again(themes: Iterable[Theme], *, by, second) -> None:
    """``second`` doubts some texts of a theme still to review; ``by`` confirms one, moves the others, thinks better.

    Two doubts are left for the queue, and a decision that was taken back for the log.
    """
    living = [theme for theme in themes if theme.is_living]
    theme = next(theme for theme in living if theme.state == Theme.TO_REVIEW)
    other = next(one for one in living if one != theme)
    placed = Placement.objects.filter(theme=theme).order_by("confidence", "answer_id")
    texts = list(placed.values_list("answer_id", flat=True)[:DOUBTED])
    reviewing.doubt(texts, theme, by=second, expected=_revision(theme))
    reviewing.pin(texts[:1], theme, by=by, expected=_revision(theme))
    reviewing.move(texts[1:], other, source=theme, by=by, expected=_revision(theme))
    moved = ReviewEvent.objects.filter(theme=theme, verb="move").latest("at", "pk")
    undo(moved, by=by)


def _revision(theme: Theme) -> int:
    return Theme.objects.values_list("revision", flat=True).get(pk=theme.pk)
