"""What the worker does for the site itself: forget old task results, old runs and expired sessions."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from jobs.registry import due, on_lost

KEEP_RESULTS = timedelta(days=30)
KEEP_SILENT_WORKERS = timedelta(days=1)


@due(name="jobs.prune", every=timedelta(days=1))
def prune() -> None:
    """Delete task results, runs of due jobs and heartbeats that nobody will look at any more."""
    from django_tasks_db.models import DBTaskResult

    from jobs.models import DueJob, Heartbeat, JobRun

    now = timezone.now()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEEP_RESULTS).delete()
    JobRun.objects.filter(finished_at__lt=now - KEEP_RESULTS).delete()
    DueJob.objects.filter(
        Q(last_run_at__lt=now - KEEP_RESULTS), every__isnull=True, due_at__isnull=True, runs__isnull=True
    ).delete()
    Heartbeat.objects.silent(since=now - KEEP_SILENT_WORKERS).delete()


@due(name="jobs.clear_sessions", every=timedelta(days=1))
def clear_sessions() -> None:
    """Delete the sessions that have expired."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def _give_up_run(lost) -> None:
    from jobs.tasks import give_up_run

    give_up_run(lost)


on_lost("jobs.tasks.run_due_job", _give_up_run)
