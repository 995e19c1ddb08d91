from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jobs.due_jobs import KEEP_RESULTS, clear_sessions, prune
from jobs.models import DueJob, Heartbeat, JobRun
from jobs.registry import lost_callback, registered_jobs
from tests.jobs.traced.slow_tasks import fail

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_ago():
    return timezone.now() - KEEP_RESULTS - timedelta(days=1)


def test_site_registers_its_own_due_jobs():
    assert {"jobs.prune", "jobs.clear_sessions"} <= set(registered_jobs())
    assert lost_callback("jobs.tasks.run_due_job") is not None


def test_pruning_forgets_old_results_and_keeps_what_waits_or_runs(long_ago):
    for status, finished_at in [
        ("SUCCESSFUL", long_ago),
        ("FAILED", long_ago),
        ("SUCCESSFUL", timezone.now()),
        ("RUNNING", None),
        ("READY", None),
    ]:
        row = fail.enqueue("x")
        DBTaskResult.objects.filter(pk=row.id).update(status=status, finished_at=finished_at)

    prune()

    left = DBTaskResult.objects.values_list("status", flat=True)
    assert sorted(left) == ["READY", "RUNNING", "SUCCESSFUL"]


def test_pruning_forgets_one_off_jobs_that_ran_long_ago_and_keeps_those_to_come(long_ago):
    ran = DueJob.objects.create(name="reminder", key="ran", last_run_at=long_ago)
    JobRun.objects.create(job=ran, due_at=long_ago, claimed_at=long_ago, finished_at=long_ago)
    DueJob.objects.create(name="reminder", key="to-come", due_at=timezone.now())
    DueJob.objects.create(name="rhythm", every=60, due_at=timezone.now(), last_run_at=long_ago)

    prune()

    assert set(DueJob.objects.values_list("name", "key")) == {("reminder", "to-come"), ("rhythm", "")}
    assert not JobRun.objects.exists()


def test_pruning_forgets_workers_that_are_long_gone(long_ago):
    for name, beat_at in [("gone", long_ago), ("here", timezone.now())]:
        Heartbeat.objects.create(worker_id=name, beat_at=beat_at, started_at=long_ago, host="here", pid=1)

    prune()

    assert list(Heartbeat.objects.values_list("worker_id", flat=True)) == ["here"]


def test_clearing_sessions_keeps_those_still_valid():
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="", expire_date=now - timedelta(seconds=1))
    Session.objects.create(session_key="new", session_data="", expire_date=now + timedelta(hours=1))

    clear_sessions()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
