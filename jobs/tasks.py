"""The one task that carries out an occurrence of a due job, so that a killed worker's run is found again."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from jobs.models import DueJob, JobRun
from jobs.registry import LostTask, registered_job

MAX_FAILURES = 3
RETRY_AFTER = timedelta(minutes=10)

log = structlog.get_logger(__name__)


@task
def run_due_job(run_id: int) -> None:
    """Do what one occurrence of a due job asks for, and note how it ended."""
    run = JobRun.objects.select_related("job").get(pk=run_id)
    if run.finished_at is not None:
        return
    try:
        registered_job(run.job.name).run(run.job.payload)
    except Exception as error:
        finish_run(run, at=timezone.now(), error=f"{type(error).__name__}: {error}")
        raise
    finish_run(run, at=timezone.now())


def finish_run(run: JobRun, *, at: datetime, error: str = "") -> None:
    """Note the end of an occurrence; a one-off job that failed is tried again later, three times in all."""
    with transaction.atomic():
        job = DueJob.objects.select_for_update().get(pk=run.job_id)
        run.finished_at = at
        run.error = error
        run.save(update_fields=["finished_at", "error"])
        job.last_error = error
        job.failures = job.failures + 1 if error else 0
        tries_again = bool(error) and job.every is None and job.due_at is None and job.failures < MAX_FAILURES
        if tries_again:
            job.due_at = at + RETRY_AFTER
        job.save(update_fields=["last_error", "failures", "due_at"])
    if error:
        log.error("due job failed", job=job.name, run=run.pk, failures=job.failures, tries_again=tries_again)


def give_up_run(lost: LostTask) -> None:
    """Close the occurrence whose task was given up, so that it does not look as if it still ran."""
    run_id = lost.args[0] if lost.args else lost.kwargs["run_id"]
    run = JobRun.objects.filter(pk=run_id, finished_at__isnull=True).first()
    if run is not None:
        finish_run(
            run, at=timezone.now(), error=f"Its worker stopped in the middle of it, {lost.attempts} times."
        )
