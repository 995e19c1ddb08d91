"""What waits in each queue of an analysis, how many are left of how many, and in which order they are read.

Counted from rows: what people withdraw leaves every queue by itself.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from consultations.models import (
    Analysis,
    Answer,
    Contestation,
    Membership,
    Placement,
    QueueReading,
    Theme,
)
from consultations.queues import insults
from consultations.queues.kinds import DOUBTFUL_BELOW, QUEUES, Queue
from consultations.reviews.contesting import contested_in, open_in
from consultations.reviews.placing import unplaced

A_DAY = 24 * 60 * 60
LOOK_BACK = 100


@dataclass(frozen=True)
class Figures:
    """Where one queue stands: ``left`` texts of ``total`` wait to be read."""

    queue: Queue
    left: int
    total: int

    @property
    def done(self) -> int:
        return self.total - self.left


def waiting(analysis: Analysis, key: str) -> QuerySet[Answer]:
    """The answers that wait in that queue, in the order of their rows, so that “the next one” means the same to all."""
    found = _CANDIDATES[key](analysis)
    return found.order_by("pk")


def figures(analysis: Analysis) -> list[Figures]:
    """Every queue, in the order of QUEUES. A query a queue and four more, however many texts wait."""
    done = _done(analysis)
    told = []
    for queue in QUEUES:
        left = waiting(analysis, queue.key).count()
        told.append(Figures(queue, left, left + done[queue.key]))
    return told


def figures_of(analysis: Analysis, queue: Queue) -> Figures:
    """That queue alone. Five queries."""
    left = waiting(analysis, queue.key).count()
    return Figures(queue, left, left + _done(analysis)[queue.key])


def rare_ideas_left(analysis: Analysis) -> int:
    """How many rare ideas nobody has read. One query."""
    return waiting(analysis, QueueReading.RARE).count()


def next_after(analysis: Analysis, key: str, *, after: int, start: float = 0.0) -> Answer | None:
    """The text to read after that one (id of an answer), from the beginning again past the end; None when none waits.

    ``after`` 0 begins at that share of the queue, so that two people who begin together do not read the same text.
    Three queries at most.
    """
    found = waiting(analysis, key)
    if after:
        return found.filter(pk__gt=after).first() or found.first()
    place = int(start * found.count()) if start else 0
    return found[place : place + 1].first()


def _unread(analysis: Analysis, key: str, *, answer: str = "pk") -> Q:
    """Rows whose ``answer`` nobody has read in that queue."""
    return Q(~Exists(QueueReading.objects.filter(analysis=analysis, queue=key, answer=OuterRef(answer))))


def _answers(analysis: Analysis) -> QuerySet[Answer]:
    return Answer.objects.to_question(analysis.consultation, analysis.question_key).with_words()


def _of(rows: QuerySet) -> QuerySet[Answer]:
    """The answers of these placements or memberships: withdrawing deletes them, so they need no other look."""
    return Answer.objects.filter(pk__in=rows.values("answer"))


def _doubtful(analysis: Analysis) -> QuerySet[Answer]:
    """Those that a person doubts, read before or not; those that the machine is unsure of and nobody has read.

    Of texts that say the same, the first: what is decided on it goes for its copies.
    """
    placed = Placement.objects.filter(analysis=analysis, theme__state__in=Theme.LIVING)
    unsure = Q(by_person=False, repeats=False, confidence__lt=DOUBTFUL_BELOW)
    unread = _unread(analysis, QueueReading.DOUBTFUL, answer="answer")
    return _of(placed.filter(Q(doubtful=True) | (unsure & unread)))


def _rare(analysis: Analysis) -> QuerySet[Answer]:
    first = Q(campaign=None) | Q(campaign=F("answer"))
    members = Membership.objects.filter(analysis=analysis, rare=True, excluded="", duplicate_of=None)
    return _of(members.filter(first, _unread(analysis, QueueReading.RARE, answer="answer")))


def _campaigns(analysis: Analysis) -> QuerySet[Answer]:
    """The first text of each campaign that has a copy left."""
    firsts = Membership.objects.filter(analysis=analysis, campaign=F("answer"))
    copies = Membership.objects.filter(analysis=analysis, campaign=OuterRef("answer")).exclude(
        answer=OuterRef("answer")
    )
    return _of(firsts.filter(Exists(copies), _unread(analysis, QueueReading.CAMPAIGN, answer="answer")))


def _sensitive(analysis: Analysis) -> QuerySet[Answer]:
    """What was said of a text's words in one analysis of a question holds for all: the words are the same."""
    read = QueueReading.objects.filter(queue=QueueReading.SENSITIVE, answer=OuterRef("pk"))
    redacted = Q(public_text__isnull=False) & ~Q(public_text=F("text"))
    return _answers(analysis).filter(redacted | Q(pk__in=_insulting(analysis)), ~Exists(read))


def _contested(analysis: Analysis) -> QuerySet[Answer]:
    return Answer.objects.filter(pk__in=open_in(analysis).values("answer"))


def _arrivals(analysis: Analysis) -> QuerySet[Answer]:
    members = Membership.objects.filter(analysis=analysis, answer=OuterRef("pk"))
    return unplaced(analysis).filter(~Exists(members), _unread(analysis, QueueReading.ARRIVAL))


_CANDIDATES = {
    QueueReading.DOUBTFUL: _doubtful,
    QueueReading.RARE: _rare,
    QueueReading.CAMPAIGN: _campaigns,
    QueueReading.SENSITIVE: _sensitive,
    QueueReading.CONTESTED: _contested,
    QueueReading.ARRIVAL: _arrivals,
}


def _done(analysis: Analysis) -> Counter[str]:
    """How many texts of each queue have been read and do not wait again. Three queries."""
    readings = QueueReading.objects.filter(
        answer__in=_answers(analysis).values("pk"), queue=QueueReading.SENSITIVE
    )
    again = Placement.objects.filter(
        analysis=analysis, answer=OuterRef("answer"), doubtful=True, theme__state__in=Theme.LIVING
    )
    mine = QueueReading.objects.filter(analysis=analysis).exclude(queue=QueueReading.SENSITIVE)
    counted = mine.exclude(Q(queue=QueueReading.DOUBTFUL) & Exists(again)).values("queue")
    found = Counter({row["queue"]: row["texts"] for row in counted.annotate(texts=Count("pk")).order_by()})
    found[QueueReading.SENSITIVE] = readings.values("answer").distinct().count()
    found[QueueReading.CONTESTED] = contested_in(analysis).exclude(state=Contestation.OPEN).count()
    return found


def _insulting(analysis: Analysis) -> list[int]:
    """The ids of the answers to this question that hold a word of the list. One query for what came since last time.

    An answer whose words change is another answer, so a text is looked at once; only ids are kept.
    """
    key = f"insults:{analysis.consultation_id}:{analysis.question_key}"
    seen, found = cache.get(key, (0, []))
    # A row may be there later than one that was numbered after it, so the last ones are looked at again.
    fresh = _answers(analysis).filter(pk__gt=seen - LOOK_BACK).order_by("pk").values_list("pk", "text")
    held, last = set(found), seen
    for pk, text in fresh.iterator():
        last = max(last, pk)
        if insults.holds_one(text):
            held.add(pk)
    if last != seen or len(held) != len(found):
        cache.set(key, (last, sorted(held)), A_DAY)
    return sorted(held)
