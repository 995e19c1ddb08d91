"""The commissioner's answers, recommendation by recommendation, and what was done since. Each is written once.

``expected`` is how many answers or updates the person had before their eyes: of two people who saw the same state,
the database lets one through, and the other is told.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.conferences import log, refusals
from cms.models import ConferencePage, Recommendation, RecommendationAnswer, RecommendationUpdate
from consultations.models import Commitment
from kit.localized import LocalizedText

WEB = ("http://", "https://")
Row = TypeVar("Row", RecommendationAnswer, RecommendationUpdate)


def answer(
    page: ConferencePage,
    recommendation: Recommendation,
    decision: str,
    reason: LocalizedText,
    *,
    author: str,
    on: date,
    by,
    expected: int,
    owner: str = "",
    due_on: date | None = None,
    at: datetime | None = None,
) -> RecommendationAnswer:
    """Publish the answer to one recommendation; a later one holds in its stead, and the earlier stays readable.

    ``author`` is an office, not a name. Raises Refused; WrittenMeanwhile when there is another answer already.
    """
    if decision not in dict(RecommendationAnswer.DECISIONS):
        raise refusals.NotADecision
    if not LocalizedText(reason):
        raise refusals.ReasonMissing
    if not author.strip():
        raise refusals.AuthorMissing
    if decision != RecommendationAnswer.REFUSED and not owner.strip():
        raise refusals.OwnerMissing
    if on > page.today():
        raise refusals.DayInTheFuture
    written = RecommendationAnswer(
        recommendation=recommendation,
        number=expected + 1,
        decision=decision,
        reason=LocalizedText(reason),
        author=author.strip(),
        owner=owner.strip(),
        due_on=due_on if decision != RecommendationAnswer.REFUSED else None,
        on=on,
        written_at=at or timezone.now(),
        actor_id=by.pk if by else None,
    )
    return _write_once(page, written, log.ANSWER, by=by)


def report(
    page: ConferencePage,
    recommendation: Recommendation,
    status: str,
    note: LocalizedText,
    *,
    on: date,
    by,
    expected: int,
    evidence_url: str = "",
    evidence_label: LocalizedText | None = None,
    due_on: date | None = None,
    at: datetime | None = None,
) -> RecommendationUpdate:
    """Say how an accepted recommendation stood on that day, and what was done. ``due_on`` moves its deadline."""
    if status not in dict(Commitment.STATUSES):
        raise refusals.NotAStatus
    if not LocalizedText(note):
        raise refusals.NoteMissing
    if evidence_url and not evidence_url.startswith(WEB):
        raise refusals.NotAWebAddress
    if on > page.today():
        raise refusals.DayInTheFuture
    last = recommendation.answers.order_by("-number").first()
    if last is None or last.decision == RecommendationAnswer.REFUSED:
        raise refusals.NothingToFollow
    written = RecommendationUpdate(
        recommendation=recommendation,
        number=expected + 1,
        on=on,
        status=status,
        note=LocalizedText(note),
        due_on=due_on,
        evidence_url=evidence_url,
        evidence_label=LocalizedText(evidence_label or {}),
        written_at=at or timezone.now(),
        actor_id=by.pk if by else None,
    )
    return _write_once(page, written, log.REPORT, by=by)


def _write_once(page: ConferencePage, row: Row, action: str, *, by) -> Row:
    rows = type(row).objects.filter(recommendation=row.recommendation_id)
    # A number too high would leave a gap that nobody could explain: it comes from a forged form only.
    if rows.count() + 1 != row.number:
        raise refusals.WrittenMeanwhile
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            log.record(page, action, by=by, recommendation=row.recommendation_id)
    except IntegrityError as error:
        if rows.filter(number=row.number).exists():
            raise refusals.WrittenMeanwhile from error
        raise
    return row
