"""The table of due jobs: each occurrence is claimed by one worker, and none is forgotten by a stopped site.

After downtime a job on a rhythm is run once for all the beats that it missed, then keeps its old rhythm; a one-off
job is run late rather than not at all.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jobs.models import DueJob, JobRun
from jobs.registry import due, registered_job, registered_jobs
from jobs.tasks import run_due_job

__all__ = ["cancel", "due", "run_due_jobs", "schedule_once", "sync_due_jobs"]


def sync_due_jobs(*, at: datetime) -> None:
    """Give every registered rhythm its row, first due now; a changed rhythm keeps its next time.

    Rows whose job is no longer registered stay, and are left alone: another version of the site may know them.
    """
    for job in registered_jobs().values():
        if job.every is None:
            continue
        seconds = int(job.every.total_seconds())
        row, _made = DueJob.objects.get_or_create(
            name=job.name, key="", defaults={"every": seconds, "due_at": at}
        )
        if row.every != seconds:
            DueJob.objects.filter(pk=row.pk).update(every=seconds)


def schedule_once(name: str, at: datetime, *, payload: dict | None = None, key: str) -> DueJob:
    """Have the registered job ``name`` run once at ``at``, with the payload (ids, never words) as its arguments.

    One row a (name, key): asking again moves it, and makes a job that has run wait again, unless it has already run
    for this very time. Joins the caller's transaction, so what is rolled back is never run.
    """
    job = registered_job(name)
    if job.every is not None:
        raise ValueError(f"The due job “{name}” has its own rhythm and can't be scheduled once.")
    if not key:
        raise ValueError(f"A one-off run of “{name}” needs a key that says which one it is.")
    row, _made = DueJob.objects.update_or_create(
        name=name,
        key=key,
        defaults={"every": None, "due_at": at, "payload": payload or {}, "failures": 0, "last_error": ""},
    )
    return row


def cancel(name: str, key: str) -> bool:
    """Take back what ``schedule_once`` asked for; False when it has run or was never asked."""
    return bool(DueJob.objects.waiting().filter(name=name, key=key, every__isnull=True).update(due_at=None))


def run_due_jobs(*, at: datetime) -> list[JobRun]:
    """Claim each job whose time has come and queue its task; the occurrences that this process claimed.

    One query, then one short transaction a job that is due.
    """
    jobs = DueJob.objects.due(at=at).filter(name__in=registered_jobs())
    return [run for job in jobs if (run := _claim(job, at=at)) is not None]


def _claim(job: DueJob, *, at: datetime) -> JobRun | None:
    """Move the job to its next time if nobody has yet, and queue this occurrence in the same transaction."""
    if job.due_at is None:
        return None
    with transaction.atomic():
        unclaimed = DueJob.objects.filter(pk=job.pk, due_at=job.due_at)
        if not unclaimed.update(due_at=job.next_due(after=at), last_run_at=at):
            return None
        run, made = JobRun.objects.get_or_create(job=job, due_at=job.due_at, defaults={"claimed_at": at})
        if not made:
            return None
        run.task_id = run_due_job.enqueue(run.pk).id
        run.save(update_fields=["task_id"])
    return run
