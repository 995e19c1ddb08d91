from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from jobs import registry
from jobs.models import Heartbeat, JobRun
from jobs.reaping import LOST_AFTER, MAX_ATTEMPTS, reap
from jobs.schedule import run_due_jobs, schedule_once
from tests.jobs.traced.slow_tasks import nap

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(minutes=10)

pytestmark = pytest.mark.django_db


def running_task(*, workers: list[str], started_at: datetime = LONG_AGO) -> DBTaskResult:
    row = DBTaskResult.objects.get(pk=nap.enqueue([0.0]).id)
    row.status, row.worker_ids, row.started_at = "RUNNING", workers, started_at
    row.save()
    return row


def heartbeat(worker_id: str, *, beat_at: datetime) -> None:
    Heartbeat.objects.create(worker_id=worker_id, beat_at=beat_at, started_at=LONG_AGO, host="here", pid=1)


def test_task_of_a_silent_worker_is_put_back():
    row = running_task(workers=["dead"])
    heartbeat("dead", beat_at=NOW - LOST_AFTER - timedelta(seconds=1))

    reaped = reap(at=NOW)

    row.refresh_from_db()
    assert reaped.put_back == (str(row.pk),)
    assert (row.status, row.worker_ids) == ("READY", ["dead"])


def test_task_of_a_beating_worker_is_left_to_it():
    row = running_task(workers=["dead", "alive"])
    heartbeat("alive", beat_at=NOW - timedelta(seconds=6))

    reaped = reap(at=NOW)

    row.refresh_from_db()
    assert reaped.put_back == reaped.given_up == ()
    assert row.status == "RUNNING"


def test_task_claimed_a_moment_ago_is_left_to_its_worker():
    running_task(workers=["just-started"], started_at=NOW - timedelta(seconds=5))

    assert reap(at=NOW).put_back == ()


def test_task_whose_attempts_are_used_up_is_failed_and_its_app_told(monkeypatch):
    told: list[registry.LostTask] = []
    monkeypatch.setattr(registry, "_lost_callbacks", {"tests.jobs.traced.slow_tasks.nap": told.append})
    row = running_task(workers=[f"dead-{number}" for number in range(MAX_ATTEMPTS)])

    reaped = reap(at=NOW)

    row.refresh_from_db()
    assert reaped.given_up == (str(row.pk),)
    assert row.status == "FAILED"
    assert "Its worker stopped in the middle of it, 3 times." in row.traceback
    assert [(lost.task_id, lost.args, lost.attempts) for lost in told] == [(str(row.pk), [[0.0]], 3)]


def test_task_whose_callback_fails_is_found_again(monkeypatch):
    def broken(lost: registry.LostTask) -> None:
        raise RuntimeError("not now")

    monkeypatch.setattr(registry, "_lost_callbacks", {"tests.jobs.traced.slow_tasks.nap": broken})
    row = running_task(workers=["a", "b", "c"])
    neighbour = running_task(workers=["a"])

    first = reap(at=NOW)
    monkeypatch.setattr(registry, "_lost_callbacks", {})
    second = reap(at=NOW)

    assert (first.given_up, first.put_back) == ((), (str(neighbour.pk),))
    assert second.given_up == (str(row.pk),)


def test_due_job_whose_task_is_given_up_is_closed_with_the_reason(monkeypatch):
    monkeypatch.setattr(registry, "_jobs", {})
    registry.due(name="reminder")(lambda: None)
    schedule_once("reminder", NOW, key="one")
    [run] = run_due_jobs(at=NOW)
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["a", "b", "c"], started_at=LONG_AGO)

    reap(at=NOW)

    assert JobRun.objects.get(pk=run.pk).error == "Its worker stopped in the middle of it, 3 times."


def test_reaping_takes_two_queries_however_many_tasks_run(django_assert_num_queries):
    heartbeat("alive", beat_at=NOW)
    for _number in range(30):
        running_task(workers=["alive"])

    with django_assert_num_queries(2):
        reap(at=NOW)
