from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from jobs import registry
from jobs.models import DueJob, JobRun
from jobs.schedule import cancel, run_due_jobs, schedule_once, sync_due_jobs
from jobs.tasks import MAX_FAILURES, RETRY_AFTER, run_due_job

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs(monkeypatch) -> list:
    """Two registered jobs, alone in the registry; what they did is in the list."""
    monkeypatch.setattr(registry, "_jobs", {})
    done: list = []

    @registry.due(name="hourly", every=HOUR)
    def hourly() -> None:
        done.append("hourly")

    @registry.due(name="reminder")
    def reminder(*, debate: int) -> None:
        if debate < 0:
            raise ValueError("no such debate")
        done.append(f"reminder {debate}")

    return done


def carry_out(runs: list[JobRun]) -> None:
    for run in runs:
        run_due_job.call(run.pk)


def test_rhythm_gets_its_row_once(jobs):
    sync_due_jobs(at=NOON)
    sync_due_jobs(at=NOON + HOUR)

    row = DueJob.objects.get()
    assert (row.name, row.every, row.due_at) == ("hourly", 3600, NOON)


def test_rhythm_that_changed_keeps_its_next_time(jobs):
    sync_due_jobs(at=NOON)
    registry._jobs["hourly"] = registry.RegisteredJob("hourly", print, timedelta(hours=2))

    sync_due_jobs(at=NOON + HOUR)

    row = DueJob.objects.get()
    assert (row.every, row.due_at) == (7200, NOON)


def test_due_job_is_run_once_and_waits_for_its_next_time(jobs):
    sync_due_jobs(at=NOON)

    carry_out(run_due_jobs(at=NOON))
    carry_out(run_due_jobs(at=NOON + timedelta(minutes=59)))

    assert jobs == ["hourly"]
    assert DueJob.objects.get().due_at == NOON + HOUR


def test_due_job_is_not_run_before_its_time(jobs):
    schedule_once("reminder", NOON, payload={"debate": 3}, key="debate-3")

    assert run_due_jobs(at=NOON - timedelta(seconds=1)) == []


def test_due_job_is_caught_up_once_after_downtime_and_keeps_its_rhythm(jobs):
    sync_due_jobs(at=NOON)
    run_due_jobs(at=NOON)
    after_a_week = NOON + timedelta(days=7, minutes=20)

    runs = run_due_jobs(at=after_a_week)
    again = run_due_jobs(at=after_a_week + timedelta(minutes=1))

    assert len(runs) == 1
    assert again == []
    assert DueJob.objects.get().due_at == NOON + timedelta(days=7, hours=1)


def test_due_job_claimed_by_another_worker_is_left_to_it(jobs):
    schedule_once("reminder", NOON, payload={"debate": 3}, key="debate-3")
    seen_by_both = DueJob.objects.get()
    run_due_jobs(at=NOON)

    from jobs.schedule import _claim

    assert _claim(seen_by_both, at=NOON) is None
    assert JobRun.objects.count() == DBTaskResult.objects.count() == 1


def test_due_job_that_no_app_registered_is_left_alone(jobs):
    DueJob.objects.create(name="from-another-version", every=60, due_at=NOON)

    assert run_due_jobs(at=NOON + HOUR) == []
    assert DueJob.objects.get().due_at == NOON


def test_claim_rolled_back_leaves_the_job_due(jobs, monkeypatch):
    schedule_once("reminder", NOON, payload={"debate": 3}, key="debate-3")

    def refuse(*args):
        raise RuntimeError("the queue is full")

    monkeypatch.setattr("jobs.schedule.run_due_job", type("Task", (), {"enqueue": staticmethod(refuse)}))
    with pytest.raises(RuntimeError):
        run_due_jobs(at=NOON)

    assert DueJob.objects.due(at=NOON).count() == 1
    assert not JobRun.objects.exists()


def test_one_off_job_runs_with_its_payload_and_never_again(jobs):
    schedule_once("reminder", NOON, payload={"debate": 3}, key="debate-3")

    carry_out(run_due_jobs(at=NOON + HOUR))
    carry_out(run_due_jobs(at=NOON + timedelta(days=365)))

    assert jobs == ["reminder 3"]
    assert DueJob.objects.get().due_at is None


def test_one_off_job_asked_for_again_is_moved(jobs):
    schedule_once("reminder", NOON, payload={"debate": 3}, key="debate-3")
    schedule_once("reminder", NOON + HOUR, payload={"debate": 3}, key="debate-3")

    assert run_due_jobs(at=NOON) == []
    assert len(run_due_jobs(at=NOON + HOUR)) == 1


def test_one_off_job_asked_for_again_at_the_time_it_ran_is_not_run_twice(jobs):
    schedule_once("reminder", NOON, payload={"debate": 3}, key="debate-3")
    carry_out(run_due_jobs(at=NOON))
    schedule_once("reminder", NOON, payload={"debate": 3}, key="debate-3")

    carry_out(run_due_jobs(at=NOON + HOUR))

    assert jobs == ["reminder 3"]


def test_one_off_job_that_is_cancelled_never_runs(jobs):
    schedule_once("reminder", NOON, payload={"debate": 3}, key="debate-3")

    assert cancel("reminder", "debate-3")
    assert not cancel("reminder", "debate-3")
    assert run_due_jobs(at=NOON + HOUR) == []


def test_one_off_job_that_fails_is_tried_three_times_in_all(jobs):
    schedule_once("reminder", NOON, payload={"debate": -1}, key="debate-x")
    tries = 0
    at = NOON

    for _round in range(MAX_FAILURES + 2):
        for run in run_due_jobs(at=at):
            tries += 1
            with pytest.raises(ValueError, match="no such debate"):
                run_due_job.call(run.pk)
        DueJob.objects.waiting().update(due_at=at + RETRY_AFTER)
        at += RETRY_AFTER

    job = DueJob.objects.get()
    assert tries == MAX_FAILURES
    assert (job.due_at, job.last_error) == (None, "ValueError: no such debate")


def test_rhythm_that_fails_keeps_its_error_until_it_succeeds(jobs, monkeypatch):
    sync_due_jobs(at=NOON)

    def broken() -> None:
        raise ValueError("no mail server")

    monkeypatch.setitem(registry._jobs, "hourly", registry.RegisteredJob("hourly", broken, HOUR))
    with pytest.raises(ValueError, match="no mail server"):
        carry_out(run_due_jobs(at=NOON))
    failed = DueJob.objects.get()
    monkeypatch.setitem(registry._jobs, "hourly", registry.RegisteredJob("hourly", lambda: None, HOUR))
    carry_out(run_due_jobs(at=NOON + HOUR))

    assert (failed.last_error, failed.failures) == ("ValueError: no mail server", 1)
    assert (DueJob.objects.get().last_error, DueJob.objects.get().failures) == ("", 0)


def test_run_that_is_finished_does_nothing_when_its_task_comes_again(jobs):
    schedule_once("reminder", NOON, payload={"debate": 3}, key="debate-3")
    runs = run_due_jobs(at=NOON)

    carry_out(runs)
    carry_out(runs)

    assert jobs == ["reminder 3"]


def test_schedule_once_refuses_what_could_never_run(jobs):
    with pytest.raises(LookupError, match="No due job is named"):
        schedule_once("remindre", NOON, key="debate-3")
    with pytest.raises(ValueError, match="its own rhythm"):
        schedule_once("hourly", NOON, key="now")
    with pytest.raises(ValueError, match="needs a key"):
        schedule_once("reminder", NOON, key="")


def test_database_refuses_a_second_run_for_one_due_time(jobs):
    job = schedule_once("reminder", NOON, key="debate-3")
    JobRun.objects.create(job=job, due_at=NOON, claimed_at=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        JobRun.objects.create(job=job, due_at=NOON, claimed_at=NOON)


def test_registry_refuses_two_jobs_of_one_name(jobs):
    with pytest.raises(ValueError, match="Two due jobs are named"):

        @registry.due(name="hourly", every=HOUR)
        def other() -> None:
            """Never registered."""


def test_looking_for_due_jobs_takes_one_query_when_none_is_due(jobs, django_assert_num_queries):
    for number in range(30):
        schedule_once("reminder", NOON + HOUR, payload={"debate": number}, key=f"debate-{number}")

    with django_assert_num_queries(1):
        run_due_jobs(at=NOON)
