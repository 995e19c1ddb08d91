from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jobs.models import Heartbeat
from jobs.worker import Pulse, Worker
from tests.jobs.conftest import wait_until
from tests.jobs.traced.slow_tasks import fail, nap, return_an_object

pytestmark = pytest.mark.django_db


def claimed(result, worker: Worker) -> DBTaskResult:
    row = DBTaskResult.objects.get(pk=result.id)
    row.claim(worker.worker_id)
    return row


@pytest.fixture
def worker() -> Worker:
    return Worker(worker_id="ours")


def test_task_that_raises_is_failed_with_its_reason_and_the_worker_goes_on(worker):
    row = claimed(fail.enqueue("no such file"), worker)

    worker.run_task(row)

    row.refresh_from_db()
    assert (row.status, row.exception_class_path) == ("FAILED", "builtins.ValueError")
    assert "no such file" in row.traceback
    assert worker.running


def test_task_that_returns_what_json_cannot_hold_is_failed(worker):
    row = claimed(return_an_object.enqueue(), worker)

    worker.run_task(row)

    row.refresh_from_db()
    assert (row.status, row.exception_class_path) == ("FAILED", "builtins.TypeError")


def test_task_that_no_longer_exists_is_failed(worker):
    row = claimed(fail.enqueue("x"), worker)
    row.task_path = "tests.jobs.traced.slow_tasks.removed"
    row.save()

    worker.run_task(row)

    row.refresh_from_db()
    assert (row.status, row.exception_class_path) == ("FAILED", "builtins.ImportError")


def test_result_of_a_worker_taken_for_dead_is_dropped(worker, trace, monkeypatch):
    monkeypatch.setenv("JOBS_TRACE", str(trace))
    row = claimed(nap.enqueue([0.0]), worker)
    taken_over = DBTaskResult.objects.get(pk=row.pk)
    taken_over.claim("another")

    worker.run_task(row)

    row.refresh_from_db()
    assert (row.status, row.worker_ids) == ("RUNNING", ["ours", "another"])


def test_worker_beats_into_one_row(worker):
    worker.beat()
    first = Heartbeat.objects.get()
    worker.beat()

    again = Heartbeat.objects.get()
    assert again.beat_at > first.beat_at
    assert again.started_at == first.started_at == worker.began_at


def test_pulse_goes_on_after_a_failure():
    rounds = []

    def action() -> None:
        rounds.append(timezone.now())
        if len(rounds) == 1:
            raise OperationalError("the database is away")

    pulse = Pulse("test", action, every=timedelta(milliseconds=10))
    pulse.start()
    wait_until(lambda: len(rounds) >= 3)
    pulse.stop()
    pulse.join(timeout=5)

    assert not pulse.is_alive()


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"heartbeat": 5.0, "lost_after": 10.0}, "three times --heartbeat"),
        ({"heartbeat": 0.0}, "above zero"),
        ({"interval": -1.0}, "above zero"),
    ],
)
def test_worker_refuses_rhythms_that_would_lose_living_workers(options, complaint):
    with pytest.raises(CommandError, match=complaint):
        call_command("worker", **options)
