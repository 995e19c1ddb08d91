"""Hosts are reminded of the report: after the debate, a day later, and before it is due; and once by their desk."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from debates.models import Debate, Report, ReportReminder
from debates.reporting.mails import mail_reminder

# Counted from the debate's end, the last first: a worker that was down sends the one that is due now, not all three.
STEPS = (
    (ReportReminder.LAST, timedelta(hours=66)),
    (ReportReminder.DAY, timedelta(hours=24)),
    (ReportReminder.AFTER, timedelta()),
)
# Later than this only a desk reminds.
LATEST = timedelta(days=5)


class RemindedBefore(Exception):
    """The desk reminded these hosts already."""


def awaited(*, at: datetime):
    """The debates that were held and are over, and whose report is not handed in."""
    handed_in = Report.objects.submitted().filter(debate=OuterRef("pk"))
    return Debate.objects.public().held().filter(ends__lte=at).exclude(Exists(handed_in))


def remind(*, at: datetime) -> int:
    """Write to the hosts whose report is missing what is due now, each step once; say how many mails left."""
    debates = awaited(at=at).filter(ends__gt=at - LATEST).select_related("host", "night__city", "room__venue")
    sent = 0
    for debate in debates:
        step = next(name for name, after in STEPS if at >= debate.ends + after)
        if _claimed(debate, step, at=at):
            sent += mail_reminder(debate, step, at=at)
    return sent


def remind_by_desk(debate: Debate, *, at: datetime) -> int:
    """The same at the desk's wish, once a debate. Raises `RemindedBefore`."""
    if not _claimed(debate, ReportReminder.DESK, at=at):
        raise RemindedBefore
    return mail_reminder(debate, ReportReminder.DESK, at=at)


def _claimed(debate: Debate, step: str, *, at: datetime) -> bool:
    """Whether this step is ours to send; committed before its mail leaves, so that rather none leaves than two."""
    try:
        with transaction.atomic():
            ReportReminder.objects.create(debate=debate, step=step, at=at)
    except IntegrityError:
        return False
    return True
