"""Find the tasks whose worker died in the middle, and give them to another or give them up with a reason.

django-tasks-db leaves such a task marked as running for ever. Here a worker that has given no sign of life for
``LOST_AFTER`` has lost its task: the task waits again, and after ``MAX_ATTEMPTS`` it is marked failed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from jobs.models import Heartbeat
from jobs.registry import LostTask, lost_callback

LOST_AFTER = timedelta(seconds=30)
MAX_ATTEMPTS = 3

log = structlog.get_logger(__name__)


class WorkerLost(Exception):
    """A task's worker stopped without finishing it or saying why."""


@dataclass(frozen=True)
class Reaped:
    """Ids of the tasks put back in the queue, and of those given up."""

    put_back: tuple[str, ...] = ()
    given_up: tuple[str, ...] = ()


def reap(*, at: datetime, lost_after: timedelta = LOST_AFTER) -> Reaped:
    """Put lost tasks back in the queue, or mark them failed when their attempts are used up.

    Two queries when nothing is lost, then one short transaction a lost task. A callback that fails leaves its task
    as it was, to be found again at the next round.
    """
    since = at - lost_after
    beating = set(Heartbeat.objects.beating(since=since).values_list("worker_id", flat=True))
    put_back: list[str] = []
    given_up: list[str] = []
    for row in DBTaskResult.objects.running().filter(started_at__lt=since).only("id", "worker_ids"):
        if _holder(row) in beating:
            continue
        try:
            outcome = _settle(row.pk, since=since)
        except Exception:  # the other lost tasks must not wait for this one's callback
            log.exception("lost task could not be settled", task=str(row.pk))
            continue
        if outcome is not None:
            (put_back if outcome == "put back" else given_up).append(str(row.pk))
    return Reaped(put_back=tuple(put_back), given_up=tuple(given_up))


def _settle(task_id, *, since: datetime) -> str | None:
    """Decide about one lost task under its lock; None when another process or its own worker was faster."""
    with transaction.atomic():
        row = DBTaskResult.objects.select_for_update(skip_locked=True).running().filter(pk=task_id).first()
        if row is None or row.started_at >= since or _beats(_holder(row), since=since):
            return None
        attempts = len(row.worker_ids)
        if attempts < MAX_ATTEMPTS:
            row.status = "READY"
            row.save(update_fields=["status"])
            log.warning("lost task put back", task=str(row.pk), path=row.task_path, attempts=attempts)
            return "put back"
        row.set_failed(WorkerLost(f"Its worker stopped in the middle of it, {attempts} times."))
        if callback := lost_callback(row.task_path):
            callback(_lost_task(row))
        log.error("lost task given up", task=str(row.pk), path=row.task_path, attempts=attempts)
        return "given up"


def _holder(row: DBTaskResult) -> str:
    return row.worker_ids[-1] if row.worker_ids else ""


def _beats(worker_id: str, *, since: datetime) -> bool:
    return Heartbeat.objects.beating(since=since).filter(worker_id=worker_id).exists()


def _lost_task(row: DBTaskResult) -> LostTask:
    return LostTask(
        task_id=str(row.pk),
        task_path=row.task_path,
        args=row.args_kwargs["args"],
        kwargs=row.args_kwargs["kwargs"],
        attempts=len(row.worker_ids),
    )
