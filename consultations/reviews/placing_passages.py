"""One idea of a text put in a theme of its own by a person; the rest of the text stays where it is.

The text is counted in the theme that it is in, as before. What is logged are ids and offsets, no words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from consultations.models import Answer, PlacedPassage, Theme
from consultations.reviews import refusals, review_log
from consultations.reviews.claiming import claim, living

Span = Sequence[int]


@transaction.atomic
def place_passages(
    answer: Answer, spans: Iterable[Span], to: Theme, *, by, expected: int, at: datetime | None = None
) -> Theme:
    """Put these words of a text ([start, end] pairs into its redacted words) in ``to``, and return it.

    ``expected`` is the revision of ``to``. What a person placed before of the same words gives way. Raises
    WordsAreGone when the text as others read it is no longer that long.
    """
    to = living(claim(to, expected))
    spans = sorted((start, end) for start, end in spans)
    length = len(Answer.objects.only("public_text").get(pk=answer.pk).public_text or "")
    if not spans or any(not 0 <= start < end <= length for start, end in spans):
        raise refusals.WordsAreGone
    before = placed_in(to.analysis_id, answer.pk)
    kept = [row for row in before if not any(row[0] < end and start < row[1] for start, end in spans)]
    after = sorted([*kept, *([start, end, to.pk, by.pk if by else None] for start, end in spans)])
    set_placed(to.analysis_id, answer.pk, after)
    review_log.record(
        to.analysis,
        review_log.PLACE_PASSAGE,
        by=by,
        at=at,
        theme=to,
        answer=answer.pk,
        changes={"passages": [{"answer": answer.pk, "from": before, "to": after}]},
    )
    return to


def placed_in(analysis: int, answer: int) -> list[list]:
    """What people placed of a text, as the log keeps it: ``[start, end, theme, placed_by]``, in order. One query."""
    rows = PlacedPassage.objects.filter(analysis=analysis, answer=answer).order_by("start")
    return [list(row) for row in rows.values_list("start", "end", "theme", "placed_by")]


def set_placed(analysis: int, answer: int, rows: Iterable[list]) -> None:
    """Make these rows all that people placed of a text. Two queries."""
    PlacedPassage.objects.filter(analysis=analysis, answer=answer).delete()
    PlacedPassage.objects.bulk_create(
        PlacedPassage(
            analysis_id=analysis, answer_id=answer, start=start, end=end, theme_id=theme, placed_by_id=by
        )
        for start, end, theme, by in rows
    )
