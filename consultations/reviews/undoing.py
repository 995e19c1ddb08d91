"""Take a decision back, today or in a month: exactly what it changed, as far as nobody changed it since.

An undoing is a decision like any other: one transaction, one event in the log, and it can be taken back itself. That a
decision is taken back once is held by the database (``ReviewEvent.undoes``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from consultations.models import Analysis, ReviewEvent
from consultations.reviews import changes, refusals, review_log, undoing_told
from consultations.reviews.claiming import touch
from consultations.reviews.undoing_parts import PutBack

# How far back a person's last decision is looked for, past those that changed nothing.
RECENT = 10
UNDOABLE = frozenset(
    {
        review_log.RENAME, review_log.MERGE, review_log.SPLIT, review_log.MOVE, review_log.PLACE, review_log.NEST,
        review_log.SET_ASIDE, review_log.RESTORE, review_log.REVIEW, review_log.REOPEN, review_log.PIN,
        review_log.DOUBT, review_log.CLEAR_DOUBT, review_log.TAKE_OUT, review_log.PLACE_PASSAGE, review_log.UNDO,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Undone:
    """What came of it: the event written, and what stays as it is, in sentences for the person."""

    event: ReviewEvent
    stays: list[str] = field(default_factory=list)


def undo(event: ReviewEvent, *, by, at: datetime | None = None) -> Undone:
    """Take back what that decision changed and nobody changed since; an undoing taken back does the decision again.

    Raises AlreadyUndone, CannotBeUndone, RecordedBeforeUndo for decisions of before the log kept what it takes,
    NothingLeftToUndo, AnalysisNotInForce, ReviewIsClosed, and what would leave proposals or sub-themes hanging. About
    twenty queries, and a few for each theme that it changes, however many texts.
    """
    try:
        with transaction.atomic():
            return _undo(event, by=by, at=at or timezone.now())
    except IntegrityError:
        # Two people at once: the one who was second is told who was first. Anything else is not ours to hide.
        _refuse_if_undone(event)
        raise


def can_be_undone(event: ReviewEvent) -> bool:
    """Whether it is of a kind that is taken back, changed something, and holds what that takes. Queries nothing."""
    return event.verb in UNDOABLE and any(event.details.get("changes", {}).values())


def last_of(user, analysis: Analysis) -> ReviewEvent | None:
    """That person's last decision in the analysis that they could take back, undoings left out. One query."""
    mine = ReviewEvent.objects.filter(analysis=analysis, undone_by=None).by_person(user.pk)
    recent = mine.filter(verb__in=UNDOABLE - {review_log.UNDO}).select_related("theme")[:RECENT]
    return next((event for event in recent if can_be_undone(event)), None)


def _undo(event: ReviewEvent, *, by, at: datetime) -> Undone:
    analysis = Analysis.objects.select_for_update().get(pk=event.analysis_id)
    if not analysis.adopted:
        raise refusals.AnalysisNotInForce
    if analysis.closed_at:
        raise refusals.ReviewIsClosed
    if event.verb not in UNDOABLE:
        raise refusals.CannotBeUndone
    if "changes" not in event.details:
        raise refusals.RecordedBeforeUndo
    _refuse_if_undone(event)
    root = event.details.get("of", event.verb)
    work = PutBack(analysis, event.details["changes"], aside_is_right=root == review_log.RESTORE)
    work.everything()
    work.check()
    answers = changes.answers_in(work.changed["texts"])
    stays = undoing_told.what_stays(work.stayed, back=len(answers))
    if not any(work.changed.values()):
        raise refusals.NothingLeftToUndo(stays=" ".join(stays))
    touch(work.touched)
    theme = work.themes.get(event.theme_id)
    written = review_log.record(
        analysis,
        review_log.UNDO,
        by=by,
        at=at,
        theme=theme,
        touched=[one for one in work.touched if one != theme],
        undoes=event,
        of=root,
        root=event.details.get("root", event.pk),
        again=event.verb == review_log.UNDO and not event.details.get("again", False),
        answers=answers,
        changes=work.changed,
        stayed=work.stayed,
    )
    return Undone(written, stays)


def _refuse_if_undone(event: ReviewEvent) -> None:
    first = ReviewEvent.objects.filter(undoes=event).first()
    if first is None:
        return
    [entry] = review_log.entries([first])
    when = date_format(timezone.localtime(first.at), "SHORT_DATETIME_FORMAT")
    raise refusals.AlreadyUndone(who=entry.who or undoing_told.nobody(), date=when)
