"""A person reads a text of a queue and says what they make of it: one reading, what follows from it, one log entry.

Of two people who read the same text, the database's constraint lets one through, and the other is told who it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from consultations.models import Analysis, Answer, Contestation, Placement, QueueReading, ReviewEvent, Theme
from consultations.queues import campaigns, hiding, kinds, putting, refusals, waiting
from consultations.queues.kinds import Queue
from consultations.reviews import contesting, review_log, undoing
from consultations.reviews.pinning import clear_doubt
from consultations.reviews.placing import with_repeats
from consultations.reviews.refusals import (
    AlreadyUndone,
    ContestationAnswered,
    NothingLeftToUndo,
    ReviewIsClosed,
)


@dataclass(frozen=True)
class Verdict:
    """What a person says of a text. ``seen`` is the id of the theme that they saw it in, None for none.

    ``to`` is the theme to put it in, ``reply`` what is answered to somebody who contests, in their ``contestation``
    (its id): a text may have several, one an idea.
    """

    word: str
    seen: int | None = None
    to: Theme | None = None
    reply: str = ""
    contestation: int | None = None


@transaction.atomic
def decide(
    analysis: Analysis,
    queue: Queue,
    answer: Answer,
    verdict: Verdict,
    *,
    by,
    at: datetime | None = None,
) -> QueueReading | None:
    """Record the verdict and do what it says; return the reading (None for a contested text, whose reply is one).

    Raises NotAVerdict, ChooseATheme, TextGone, ReadAlready, NoLongerWaiting, MovedMeanwhile, AnalysisNotInForce,
    ReviewIsClosed, and what the decision itself refuses.
    """
    if verdict.word not in queue.verdicts:
        raise refusals.NotAVerdict
    if verdict.word in {kinds.MOVE, kinds.CORRECTED} and verdict.to is None:
        raise refusals.ChooseATheme
    at = at or timezone.now()
    held = putting.hold(analysis, [answer.pk])
    if held.closed_at and verdict.word != kinds.KEPT:
        raise ReviewIsClosed
    fresh = _still_waiting(held, queue, answer)
    placement = Placement.objects.filter(analysis=held, answer=fresh).select_related("theme").first()
    if queue.has_themes and (placement.theme_id if placement else None) != verdict.seen:
        raise refusals.MovedMeanwhile(title=str(placement.theme.title) if placement else "–")
    before = _last_event(held)
    if queue.key == QueueReading.CONTESTED:
        _answer_contestation(held, fresh, verdict, by=by, at=at)
        return None
    _DEEDS[verdict.word](held, fresh, placement, verdict, by, at)
    reading = _keep(held, queue, fresh, verdict, by=by, at=at)
    review_log.record(
        held,
        review_log.READ_IN_QUEUE,
        by=by,
        at=at,
        queue=queue.key,
        answer=fresh.pk,
        verdict=verdict.word,
        reading=reading.pk,
        decisions=list(held.events.filter(pk__gt=before).order_by("pk").values_list("pk", flat=True)),
    )
    return reading


@transaction.atomic
def take_back(reading: QueueReading, *, by, at: datetime | None = None) -> None:
    """Undo what a verdict led to, as far as nobody decided otherwise since, and let the text wait again.

    Raises NotTakenBack when somebody did so already, and what the undoing refuses.
    """
    at = at or timezone.now()
    analysis = putting.hold(reading.analysis, [reading.answer_id])
    if analysis.closed_at:
        raise ReviewIsClosed
    if not QueueReading.objects.filter(pk=reading.pk).exists():
        raise refusals.NotTakenBack
    entry = ReviewEvent.objects.filter(
        analysis=analysis, verb=review_log.READ_IN_QUEUE, details__reading=reading.pk
    ).first()
    for pk in reversed(entry.details["decisions"] if entry else []):
        _undo(ReviewEvent.objects.get(pk=pk), by=by, at=at)
    review_log.record(
        analysis,
        review_log.UNREAD_IN_QUEUE,
        by=by,
        at=at,
        queue=reading.queue,
        answer=reading.answer_id,
        reading=reading.pk,
    )
    reading.delete()


def last_reading(analysis: Analysis, queue: Queue, user) -> QueueReading | None:
    """What that person said last in that queue, to take it back. One query."""
    mine = QueueReading.objects.filter(analysis=analysis, queue=queue.key, by=user)
    return mine.select_related("answer").order_by("-at", "-pk").first()


def _still_waiting(analysis: Analysis, queue: Queue, answer: Answer) -> Answer:
    """The answer as it is now, if it still waits in the queue."""
    fresh = Answer.objects.select_related("contribution").filter(pk=answer.pk).first()
    if fresh is None or fresh.contribution.withdrawn_at:
        raise refusals.TextGone
    if waiting.waiting(analysis, queue.key).filter(pk=fresh.pk).exists():
        return fresh
    _refuse_if_read(analysis, queue, fresh)
    raise refusals.NoLongerWaiting


def _refuse_if_read(analysis: Analysis, queue: Queue, answer: Answer) -> None:
    read = QueueReading.objects.filter(analysis=analysis, queue=queue.key, answer=answer)
    reading = read.select_related("by").first()
    if reading is not None:
        label = kinds.VERDICTS.get(reading.verdict, reading.verdict)
        raise refusals.ReadAlready(name=str(reading.by or ""), verdict=label)


def _keep(
    analysis: Analysis, queue: Queue, answer: Answer, verdict: Verdict, *, by, at: datetime
) -> QueueReading:
    """Store the reading. A text that waits again because somebody doubts it anew has its last reading replaced."""
    if queue.key == QueueReading.DOUBTFUL:
        QueueReading.objects.filter(analysis=analysis, queue=queue.key, answer=answer, at__lt=at).delete()
    try:
        with transaction.atomic():
            return QueueReading.objects.create(
                analysis=analysis, queue=queue.key, answer=answer, verdict=verdict.word, by=by, at=at
            )
    except IntegrityError:
        _refuse_if_read(analysis, queue, answer)
        raise


def _answer_contestation(analysis: Analysis, answer: Answer, verdict: Verdict, *, by, at: datetime) -> None:
    open_ones = (
        contesting.open_in(analysis).filter(answer=answer).select_related("analysis", "theme", "answer")
    )
    if verdict.contestation is not None:
        open_ones = open_ones.filter(pk=verdict.contestation)
    contestation: Contestation | None = open_ones.first()
    if contestation is None:
        raise ContestationAnswered
    to = verdict.to if verdict.word == kinds.CORRECTED else None
    contesting.answer_contestation(contestation, by=by, reply=verdict.reply, corrected_to=to, at=at)


def _confirm(analysis: Analysis, answer: Answer, placement, verdict: Verdict, by, at: datetime) -> None:
    if placement is not None and placement.theme.is_living:
        putting.confirm(_alike(answer, placement), placement.theme, by=by, at=at)


def _move(analysis: Analysis, answer: Answer, placement, verdict: Verdict, by, at: datetime) -> None:
    ids = _alike(answer, placement) if placement is not None else [answer.pk]
    putting.put(ids, verdict.to, by=by, at=at)


def _take_out(analysis: Analysis, answer: Answer, placement, verdict: Verdict, by, at: datetime) -> None:
    if placement is not None:
        putting.take_out(_alike(answer, placement), placement.theme, by=by, at=at)


def _leave(analysis: Analysis, answer: Answer, placement, verdict: Verdict, by, at: datetime) -> None:
    if placement is not None and placement.doubtful:
        theme = Theme.objects.get(pk=placement.theme_id)
        clear_doubt([answer.pk], theme, by=by, expected=theme.revision, at=at)


def _judge(analysis: Analysis, answer: Answer, placement, verdict: Verdict, by, at: datetime) -> None:
    campaigns.judge(analysis, answer, is_campaign=verdict.word == kinds.CAMPAIGN, by=by, at=at)


def _hide(analysis: Analysis, answer: Answer, placement, verdict: Verdict, by, at: datetime) -> None:
    hiding.hide(analysis, answer, by=by, at=at)


def _nothing(analysis: Analysis, answer: Answer, placement, verdict: Verdict, by, at: datetime) -> None:
    """The reading itself is all that there is to keep."""


_DEEDS: dict[str, Callable] = {
    kinds.RIGHT: _confirm,
    kinds.IMPORTANT: _confirm,
    kinds.MOVE: _move,
    kinds.ASIDE: _take_out,
    kinds.LEAVE: _leave,
    kinds.CAMPAIGN: _judge,
    kinds.NO_CAMPAIGN: _judge,
    kinds.HIDDEN: _hide,
    kinds.FINE: _nothing,
}


def _alike(answer: Answer, placement: Placement) -> list[int]:
    """The text with those of the same theme that repeat it: nobody finds it fair that the same words part ways."""
    return with_repeats([answer.pk], placement.theme)


def _last_event(analysis: Analysis) -> int:
    return analysis.events.order_by("-pk").values_list("pk", flat=True).first() or 0


def _undo(event: ReviewEvent, *, by, at: datetime) -> None:
    answers = event.details.get("answers", [])
    if event.verb == review_log.JUDGE_CAMPAIGN:
        first = Answer.objects.filter(pk=event.details["first"]).first()
        if first is not None and not event.details["is_campaign"]:
            campaigns.judge(event.analysis, first, is_campaign=True, by=by, at=at)
    elif event.verb == review_log.HIDE_TEXT:
        for answer in Answer.objects.filter(pk__in=answers):
            hiding.show(event.analysis, answer, by=by, at=at)
    elif undoing.can_be_undone(event):
        try:
            with transaction.atomic():
                undoing.undo(event, by=by, at=at)
        except (AlreadyUndone, NothingLeftToUndo):
            # Somebody decided since: what they decided stays, and the text waits to be read again all the same.
            return
