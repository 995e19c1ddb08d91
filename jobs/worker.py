"""The background worker: runs tasks, shows that it lives, claims due jobs and looks for lost tasks.

Three threads of one process, each with its own database connection: tasks run in the main thread; one thread beats;
one claims due jobs and reaps. So a task that takes minutes delays neither the heartbeat nor the due jobs' claims.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from traceback import format_exception

import structlog
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone
from django_tasks.signals import task_finished, task_started
from django_tasks.utils import normalize_json
from django_tasks_db.compat import TaskContext
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult

from jobs.models import Heartbeat
from jobs.reaping import LOST_AFTER, reap
from jobs.schedule import run_due_jobs, sync_due_jobs

HEARTBEAT_EVERY = timedelta(seconds=5)
DATABASE_PATIENCE = timedelta(seconds=5)
STORE_TRIES = 4

log = structlog.get_logger(__name__)


class Pulse(threading.Thread):
    """Do something again and again until stopped; a failure is logged and the next round goes on."""

    def __init__(self, name: str, action: Callable[[], None], *, every: timedelta):
        super().__init__(name=name, daemon=True)
        self.action = action
        self.every = every
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.wait(self.every.total_seconds()):
            try:
                close_old_connections()
                self.action()
            except Exception:  # a pulse that stopped would make a living worker look dead
                log.exception("worker pulse failed", pulse=self.name)
                connection.close()
        connection.close()

    def stop(self) -> None:
        self.stopped.set()


class Worker(TaskWorker):
    """A worker whose tasks are found again when it dies."""

    def __init__(
        self,
        *,
        worker_id: str,
        interval: float = 1.0,
        batch: bool = False,
        max_tasks: int | None = None,
        heartbeat_every: timedelta = HEARTBEAT_EVERY,
        lost_after: timedelta = LOST_AFTER,
    ):
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=interval,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=max_tasks,
            worker_id=worker_id,
        )
        self.heartbeat_every = heartbeat_every
        self.lost_after = lost_after
        self.began_at = timezone.now()

    def run(self) -> None:
        """Work until told to stop (or until nothing is left, in batch mode), outliving a database restart."""
        sync_due_jobs(at=timezone.now())
        self.beat()
        self.tend()
        pulses = [
            Pulse("heartbeat", self.beat, every=self.heartbeat_every),
            Pulse("due jobs", self.tend, every=self.heartbeat_every),
        ]
        for pulse in pulses:
            pulse.start()
        try:
            self._work()
        finally:
            for pulse in pulses:
                pulse.stop()
            for pulse in pulses:
                pulse.join(timeout=self.heartbeat_every.total_seconds())
            Heartbeat.objects.filter(worker_id=self.worker_id).delete()

    def beat(self) -> None:
        """Write down that this worker lives."""
        Heartbeat.objects.update_or_create(
            worker_id=self.worker_id,
            defaults={"beat_at": timezone.now()},
            create_defaults={
                "beat_at": timezone.now(),
                "started_at": self.began_at,
                "host": socket.gethostname()[:255],
                "pid": os.getpid(),
            },
        )

    def tend(self) -> None:
        """Claim what is due, and look for the tasks of workers that died."""
        run_due_jobs(at=timezone.now())
        reap(at=timezone.now(), lost_after=self.lost_after)

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Run one task and store how it ended; one that is cut short by a shutdown waits for another worker."""
        row = db_task_result
        self.running_task = True
        try:
            value = self._call(row)
        except (SystemExit, KeyboardInterrupt):
            # As if this worker had never held it: a shutdown is no failed attempt.
            self._store(row, status="READY", worker_ids=row.worker_ids[:-1])
            raise
        except Exception as error:  # noqa: BLE001 - whatever a task raises is its result
            self._finish(
                row,
                status="FAILED",
                return_value=None,
                exception_class_path=f"{type(error).__module__}.{type(error).__qualname__}",
                traceback="".join(format_exception(error)),
            )
        else:
            self._finish(row, status="SUCCESSFUL", return_value=value, exception_class_path="", traceback="")
        finally:
            self.running_task = False
            self._run_tasks += 1

    def _work(self) -> None:
        while self.running:
            try:
                super().run()
                return
            except (OperationalError, InterfaceError):
                log.exception(
                    "database out of reach; trying again", seconds=DATABASE_PATIENCE.total_seconds()
                )
                connection.close()
                time.sleep(DATABASE_PATIENCE.total_seconds())

    def _call(self, row: DBTaskResult):
        """Call the task; what it returned, which must be JSON."""
        task = row.task
        result = row.task_result
        task_started.send(sender=type(task.get_backend()), task_result=result)
        context = (TaskContext(task_result=result),) if task.takes_context else ()
        return normalize_json(task.call(*context, *result.args, **result.kwargs))

    def _finish(self, row: DBTaskResult, **fields) -> None:
        """Store the end of a task and tell who listens; a failure is logged by its kind, never its words."""
        if not self._store(row, finished_at=timezone.now(), **fields):
            return
        if row.status == "FAILED":
            log.error("task failed", task=str(row.pk), path=row.task_path, error=row.exception_class_path)
            return
        task_finished.send(sender=type(row.task.get_backend()), task_result=row.task_result)

    def _store(self, row: DBTaskResult, **fields) -> bool:
        """Write the fields if this worker still holds the task; False when it was taken for dead meanwhile.

        A worker that slept (a suspended machine) may come back after its task went to another; its late result
        must not overwrite what the other one is doing.
        """
        held = DBTaskResult.objects.running().filter(pk=row.pk, worker_ids=row.worker_ids)
        if not self._patiently(lambda: held.update(**fields)):
            log.warning("late result dropped", task=str(row.pk), path=row.task_path)
            return False
        for name, value in fields.items():
            setattr(row, name, value)
        return True

    def _patiently(self, write: Callable[[], int]) -> int:
        """Do one write, waiting for a database that is away for a moment."""
        for _try in range(STORE_TRIES - 1):
            try:
                return write()
            except (OperationalError, InterfaceError):
                log.exception(
                    "database out of reach; trying again", seconds=DATABASE_PATIENCE.total_seconds()
                )
                connection.close()
                time.sleep(DATABASE_PATIENCE.total_seconds())
        return write()
