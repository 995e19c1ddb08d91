"""Close the review of an analysis once every rare idea has been read by a person; open it again when there is need.

Closed, it takes no decision on themes and texts any more, and the public reads when it was closed. Opened again it
takes them as before; both are in the log. A reply to somebody who contests may always be given; to move their text the
review has to be open.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from consultations.models import Analysis, Consultation
from consultations.queues import refusals
from consultations.queues.waiting import rare_ideas_left
from consultations.reviews import review_log
from consultations.reviews.refusals import AnalysisNotInForce


@transaction.atomic
def close(analysis: Analysis, *, by, at: datetime | None = None) -> Analysis:
    """Close the review. Raises AnalysisNotInForce, ReviewClosedAlready, and RareIdeasUnread with how many are left."""
    held = Analysis.objects.select_for_update().get(pk=analysis.pk)
    if not held.adopted:
        raise AnalysisNotInForce
    if held.closed_at:
        raise refusals.ReviewClosedAlready
    if left := rare_ideas_left(held):
        raise refusals.RareIdeasUnread(left)
    held.closed_at, held.closed_by = at or timezone.now(), by
    held.save(update_fields=["closed_at", "closed_by"])
    review_log.record(held, review_log.CLOSE_REVIEW, by=by, at=held.closed_at)
    return held


@transaction.atomic
def reopen(analysis: Analysis, *, by, at: datetime | None = None) -> Analysis:
    """Open a closed review again. Raises ReviewIsOpen."""
    held = Analysis.objects.select_for_update().get(pk=analysis.pk)
    if not held.closed_at:
        raise refusals.ReviewIsOpen
    held.closed_at, held.closed_by = None, None
    held.save(update_fields=["closed_at", "closed_by"])
    review_log.record(held, review_log.REOPEN_REVIEW, by=by, at=at)
    return held


def unclosed(consultation: Consultation) -> list[Analysis]:
    """The analyses in force of the consultation whose review is not closed: to warn who publishes. One query."""
    return list(consultation.analyses.in_force().filter(closed_at=None).order_by("question_key"))
