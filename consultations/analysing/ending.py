"""Analyses that end otherwise than by their run: cancelled by people, given up when their process is gone."""

from __future__ import annotations

from datetime import datetime

import structlog
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.analysing import kit_files
from consultations.models import Analysis

log = structlog.get_logger(__name__)


def cancel(analysis: Analysis, *, by) -> Analysis:
    """Stop a waiting analysis at once, a running one at its next sign of progress; one that has ended stays."""
    row = Analysis.objects.filter(pk=analysis.pk)
    waited = row.filter(state=Analysis.QUEUED).update(state=Analysis.CANCELLED, finished_at=timezone.now())
    if not waited:
        row.filter(state=Analysis.RUNNING).update(cancel_requested=True)
    log.info("analysis cancel asked for", analysis=analysis.pk, by=getattr(by, "pk", None))
    ended(analysis.pk)
    analysis.refresh_from_db()
    return analysis


def give_up(analysis: Analysis, reason: str) -> Analysis:
    """Mark an analysis that nobody runs any more as failed, with the reason; one that has ended stays."""
    row = Analysis.objects.active().filter(pk=analysis.pk)
    now = timezone.now()
    cancelled = row.filter(cancel_requested=True).update(state=Analysis.CANCELLED, finished_at=now)
    if not cancelled and row.update(state=Analysis.FAILED, failure=reason, finished_at=now):
        log.error("analysis given up", analysis=analysis.pk)
    ended(analysis.pk)
    analysis.refresh_from_db()
    return analysis


def give_up_silent(*, at: datetime) -> int:
    """Give up the running analyses whose process has not been heard of for too long; say how many."""
    silent = list(Analysis.objects.silent(at=at))
    for analysis in silent:
        give_up(
            analysis, _("The process that ran this analysis stopped in the middle of it. Start it again.")
        )
    return len(silent)


def ended(analysis_id: int) -> Analysis:
    """The analysis as it stands; once it has ended, nothing that its run worked with is left."""
    analysis = Analysis.objects.get(pk=analysis_id)
    if not analysis.is_active:
        kit_files.end_work(analysis_id, kit_files.RUN)
    return analysis
