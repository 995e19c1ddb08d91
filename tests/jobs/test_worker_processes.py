"""Workers as they are: processes of the system, on a real database, killed for real."""

from __future__ import annotations

import signal
import subprocess
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jobs.models import DueJob, Heartbeat, JobRun
from tests.jobs.conftest import QUICK, wait_until
from tests.jobs.traced.slow_tasks import nap


def lines(trace) -> list[str]:
    """What was done, without the numbers of the processes that did it."""
    return [line.rsplit(" ", 1)[0] for line in trace.read_text(encoding="utf-8").splitlines()]


def pids(trace) -> list[int]:
    return [int(line.rsplit(" ", 1)[1]) for line in trace.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def task_of_a_minute(transactional_db) -> DBTaskResult:
    """A task whose first attempt sleeps for a minute, and whose second is done at once."""
    return DBTaskResult.objects.get(pk=nap.enqueue([60.0, 0.0, 0.0]).id)


def test_two_workers_run_each_due_job_once(worker_process, trace):
    now = timezone.now()
    for number in range(20):
        DueJob.objects.create(name="traced.once", key=str(number), due_at=now, payload={"number": number})

    first, second = worker_process(), worker_process()
    wait_until(lambda: Heartbeat.objects.count() == 2)
    # Due while both already look for work.
    for number in range(20, 40):
        DueJob.objects.create(name="traced.once", key=str(number), due_at=now, payload={"number": number})
    ours = JobRun.objects.filter(job__name__startswith="traced.", finished_at__isnull=False)
    wait_until(lambda: ours.count() >= 41)

    done = lines(trace)
    assert sorted(done) == sorted(["daily", *(f"once {number}" for number in range(40))])
    assert set(pids(trace)) <= {first.pid, second.pid}


def test_job_that_was_due_during_downtime_is_caught_up_once(worker_process, trace):
    missed_since = timezone.now() - timedelta(days=5, hours=1)
    DueJob.objects.create(name="traced.daily", every=86_400, due_at=missed_since)

    worker_process("--batch").wait(timeout=60)
    worker_process("--batch").wait(timeout=60)

    assert lines(trace) == ["daily"]
    assert DueJob.objects.get(name="traced.daily").due_at == missed_since + timedelta(days=6)


def test_task_of_a_killed_worker_is_done_by_another(worker_process, trace, task_of_a_minute):
    killed = worker_process()
    wait_until(lambda: "nap started" in lines(trace))
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    task_of_a_minute.refresh_from_db()
    assert task_of_a_minute.status == "RUNNING"

    second = worker_process(*QUICK, "--lost-after=3")
    wait_until(lambda: "nap done" in lines(trace))
    wait_until(lambda: DBTaskResult.objects.get(pk=task_of_a_minute.pk).status == "SUCCESSFUL")

    task_of_a_minute.refresh_from_db()
    assert task_of_a_minute.return_value == "rested"
    assert len(task_of_a_minute.worker_ids) == 2
    assert pids(trace)[-1] == second.pid


def test_worker_told_to_stop_finishes_its_task_and_leaves(worker_process, trace, transactional_db):
    task = nap.enqueue([1.0])
    worker = worker_process()
    wait_until(lambda: "nap started" in lines(trace))

    worker.terminate()

    assert worker.wait(timeout=60) == 0
    assert DBTaskResult.objects.get(pk=task.id).status == "SUCCESSFUL"
    assert not Heartbeat.objects.exists()


def test_worker_told_twice_to_stop_puts_its_task_back(worker_process, trace, task_of_a_minute):
    worker = worker_process()
    wait_until(lambda: "nap started" in lines(trace))

    worker.terminate()
    with pytest.raises(subprocess.TimeoutExpired):
        worker.wait(timeout=0.7)
    worker.terminate()

    assert worker.wait(timeout=60) == 1
    task_of_a_minute.refresh_from_db()
    assert (task_of_a_minute.status, task_of_a_minute.worker_ids) == ("READY", [])


def test_heart_beats_while_a_task_keeps_the_worker_busy(worker_process, trace, task_of_a_minute):
    worker_process()
    wait_until(lambda: "nap started" in lines(trace))
    before = Heartbeat.objects.get().beat_at

    wait_until(lambda: Heartbeat.objects.get().beat_at > before + timedelta(seconds=1))

    task_of_a_minute.refresh_from_db()
    assert (task_of_a_minute.status, len(task_of_a_minute.worker_ids)) == ("RUNNING", 1)
