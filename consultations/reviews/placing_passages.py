"""One idea of a text put in a theme of its own by a person; the rest of the text stays where it is.

The text then counts for that theme too. Where the idea was all that it said in the theme that it was in, it counts for
that one no longer: it is in the theme of most of what it says now. What is logged are ids and offsets, no words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from consultations.models import Answer, PlacedPassage, Placement, Theme
from consultations.publishing.passages import passages_of
from consultations.reviews import changes, refusals, review_log
from consultations.reviews.claiming import claim, living, touch

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
    had = themes_in(answer)
    set_placed(to.analysis_id, answer.pk, after)
    texts = _follow(to.analysis_id, answer, had)
    touched = _others(to, texts)
    touch(touched)
    review_log.record(
        to.analysis,
        review_log.PLACE_PASSAGE,
        by=by,
        at=at,
        theme=to,
        touched=touched,
        answer=answer.pk,
        changes={"passages": [{"answer": answer.pk, "from": before, "to": after}], "texts": texts},
    )
    return to


def move_ideas(rows: QuerySet[PlacedPassage], to: Theme, *, by=None) -> list[dict]:
    """Put all these ideas in another theme, and return what that changed, as the log keeps it.

    ``by`` is who placed them from now on; without one it stays who did. Three queries, and two for each text.
    """
    moved: dict[tuple[int, int], set[int]] = defaultdict(set)
    for analysis, answer, start in rows.order_by("answer", "start").values_list(
        "analysis", "answer", "start"
    ):
        moved[analysis, answer].add(start)
    changed = []
    for (analysis, answer), starts in moved.items():
        before = placed_in(analysis, answer)
        after = [
            [start, end, to.pk, by.pk if by else who] if start in starts else [start, end, theme, who]
            for start, end, theme, who in before
        ]
        if after != before:
            set_placed(analysis, answer, after)
            changed.append({"answer": answer, "from": before, "to": after})
    return changed


def themes_in(answer: Answer) -> Counter[int]:
    """How many signs of the text, as others read it, are in each theme of the analysis in force. Four queries."""
    answer = Answer.objects.get(pk=answer.pk)
    found: Counter[int] = Counter()
    for one in passages_of([answer]).get(answer.pk, []):
        found[one.theme.pk] += one.end - one.start
    return found


def _follow(analysis: int, answer: Answer, had: Counter[int]) -> list[dict]:
    """Let the text leave the theme that it is in, where it said something there and no longer does; what changed.

    Who placed the text stays as it was: nobody said that all of it is in the theme where it is now.
    """
    placement = Placement.objects.filter(analysis=analysis, answer=answer)
    theme = placement.values_list("theme", flat=True).first()
    has = themes_in(answer)
    if theme not in had or theme in has or not has:
        return []
    return changes.change_texts(placement, theme_id=max(has, key=lambda pk: (has[pk], -pk)))


def _others(to: Theme, texts: list[dict]) -> list[Theme]:
    """The themes, other than ``to``, that a text left or came to."""
    ids = {place[0] for group in texts for place in (group["from"], group["to"])} - {to.pk}
    return list(Theme.objects.filter(pk__in=ids))


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
