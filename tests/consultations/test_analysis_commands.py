"""Analyses from the command line."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from consultations.models import Analysis
from tests.consultations.factories import make_consultation, make_contributions


@pytest.fixture
def consultation(db):
    return make_consultation()


@pytest.fixture
def answered(consultation):
    make_contributions(
        consultation, ["Plus de bancs publics", "Des bancs à l’ombre", "Répondre aux habitants"]
    )
    return consultation


def analyze(*options: str) -> None:
    call_command("analyze", "--consultation=charte", "--question=promise", *options)


def test_analyze_puts_the_analysis_in_the_queue(answered, capsys, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        analyze("--max-themes=5")

    analysis = Analysis.objects.get()
    assert (analysis.state, analysis.settings["max_themes"]) == (Analysis.QUEUED, 5)
    assert DBTaskResult.objects.filter(task_path="consultations.tasks.run_analysis_task").count() == 1
    assert str(analysis.pk) in capsys.readouterr().out


def test_analyze_now_shows_progress_and_finishes(answered, capsys, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        analyze("--now", "--encoder=lexical")

    shown = capsys.readouterr()
    assert Analysis.objects.get().state == Analysis.DONE
    assert "grouping" in shown.err
    assert "3" in shown.out
    assert not DBTaskResult.objects.filter(task_path="consultations.tasks.run_analysis_task").exists()


def test_analyze_now_tells_why_it_failed(answered):
    with pytest.raises(CommandError, match="nonsense"):
        analyze("--now", "--encoder=nonsense")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--consultation=nowhere"], "charte"),
        (["--question=nothing"], "promise"),
        (["--question=trust"], "promise"),
        (["--max-themes=0"], "--max-themes"),
    ],
)
def test_analyze_says_what_is_wrong_and_what_to_do(answered, options, message):
    with pytest.raises(CommandError, match=message):
        analyze(*options)

    assert not Analysis.objects.exists()


def test_analyze_without_answers_says_so(consultation):
    with pytest.raises(CommandError):
        analyze()

    assert not Analysis.objects.exists()
