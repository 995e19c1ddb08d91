"""Analyses of a question's answers: asked for, run, cancelled, given up. The one door to the text engine.

``nlp`` is imported inside functions, by the processes that run an analysis: the web never loads it. An analysis is
held by a claim: the moment when its run started. Whoever claims it later takes it over, and the earlier run stops
at its next sign of progress, so that two workers never store the same analysis.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog
from django.conf import settings as site
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.analysing.adopting import NotFinished, adopt
from consultations.analysing.clearing import clear_answers
from consultations.analysing.running import Claim, Progress, TakenOver, kept_alive
from consultations.analysing.storing import store_results
from consultations.asking.finding import UnknownQuestion, free_text_question
from consultations.models import Analysis, Answer, Consultation

__all__ = [
    "AlreadyRunning", "AnalysisError", "NotFinished", "NothingToAnalyse", "UnknownQuestion", "adopt", "analyse_now",
    "cancel", "clear_for_public", "give_up", "request_analysis", "run_analysis",
]  # fmt: skip

SETTINGS = {"language": "auto", "max_themes": 20, "random_state": 0}
# A run whose process is alive gives a sign every few seconds: after this long another may take it over.
GONE = timedelta(seconds=20)
# Which share of the whole each stage takes: finding the themes, looking for private data, storing.
FINDING, CLEARING = (0.0, 0.65), (0.65, 0.97)
TEXTS_A_CHUNK = 250

log = structlog.get_logger(__name__)


class AnalysisError(Exception):
    """An analysis cannot be had; the message says why and what to do."""


class NothingToAnalyse(AnalysisError):
    """Nobody has answered the question in words."""


class AlreadyRunning(AnalysisError):
    """Another living process runs this analysis."""


def request_analysis(
    consultation: Consultation, question_key: str, *, by, settings: dict | None = None
) -> Analysis:
    """Have the worker analyse the answers to one question; the one that waits or runs already, if there is one.

    ``settings`` are those of SETTINGS and ``encoder``. Raises UnknownQuestion (see finding.py) and NothingToAnalyse.
    """
    from consultations.tasks import run_analysis_task

    analysis, is_new = _make_analysis(consultation, question_key, by=by, settings=settings)
    if is_new:
        transaction.on_commit(partial(run_analysis_task.enqueue, analysis.pk))
        log.info("analysis asked for", analysis=analysis.pk, by=getattr(by, "pk", None))
    return analysis


def analyse_now(
    consultation: Consultation,
    question_key: str,
    *,
    by,
    settings: dict | None = None,
    listener: Callable[[str, float], None] | None = None,
) -> Analysis:
    """Analyse the answers to one question in this process, telling ``listener`` the step and the share done.

    Raises UnknownQuestion, NothingToAnalyse, and AlreadyRunning where a worker is at it.
    """
    analysis, _is_new = _make_analysis(consultation, question_key, by=by, settings=settings)
    return run_analysis(analysis.pk, listener=listener)


def run_analysis(
    analysis_id: int, *, attempt: int = 1, listener: Callable[[str, float], None] | None = None
) -> Analysis:
    """Run a waiting analysis to its end, whatever that is, and return it as it then stands.

    Safe to repeat: one that has ended is left alone, and a later ``attempt`` of a task starts again what a dead
    worker left. What goes wrong is written down as the reason of the failure. Raises AlreadyRunning.
    """
    claim = _claim(analysis_id, attempt=attempt)
    if claim is None:
        return Analysis.objects.get(pk=analysis_id)
    from nlp import Cancelled, EngineError

    progress = Progress(claim, cancelled=Cancelled, listener=listener)
    try:
        with kept_alive(progress):
            _work(claim, progress)
    except TakenOver:
        log.warning("analysis taken over or ended elsewhere", analysis=analysis_id)
    except (Cancelled, KeyboardInterrupt) as stop:
        claim.end(Analysis.CANCELLED, at=timezone.now())
        log.info("analysis cancelled", analysis=analysis_id)
        if isinstance(stop, KeyboardInterrupt):
            raise
    except SystemExit:
        # The worker is told to stop: another will find the analysis as if it had never started.
        claim.release()
        raise
    except (AnalysisError, UnknownQuestion, EngineError) as error:
        _fail(claim, str(error), error)
    except Exception as error:  # noqa: BLE001 - whatever it is, people must learn that the analysis failed
        _fail(claim, _unexpected(error), error)
    return Analysis.objects.get(pk=analysis_id)


def cancel(analysis: Analysis, *, by) -> Analysis:
    """Stop a waiting analysis at once, a running one at its next sign of progress; one that has ended stays."""
    row = Analysis.objects.filter(pk=analysis.pk)
    waited = row.filter(state=Analysis.QUEUED).update(state=Analysis.CANCELLED, finished_at=timezone.now())
    if not waited:
        row.filter(state=Analysis.RUNNING).update(cancel_requested=True)
    log.info("analysis cancel asked for", analysis=analysis.pk, by=getattr(by, "pk", None))
    analysis.refresh_from_db()
    return analysis


def give_up(analysis: Analysis, reason: str) -> Analysis:
    """Mark an analysis that nobody runs any more as failed, with the reason; one that has ended stays."""
    row = Analysis.objects.active().filter(pk=analysis.pk)
    now = timezone.now()
    cancelled = row.filter(cancel_requested=True).update(state=Analysis.CANCELLED, finished_at=now)
    if not cancelled and row.update(state=Analysis.FAILED, failure=reason, finished_at=now):
        log.error("analysis given up", analysis=analysis.pk)
    analysis.refresh_from_db()
    return analysis


def give_up_silent(*, at: datetime) -> int:
    """Give up the running analyses whose process has not been heard of for too long; say how many."""
    silent = list(Analysis.objects.silent(at=at))
    for analysis in silent:
        give_up(
            analysis, _("The process that ran this analysis stopped in the middle of it. Start it again.")
        )
    return len(silent)


def clear_for_public(answers, *, progress: Callable[[float], None] | None = None) -> int:
    """Set the words that the public may read of those answers that have none yet; say how many were set."""
    from nlp.chunks import open_chunks

    with open_chunks(site.NLP_WORKERS) as workers:
        return clear_answers(answers, find_private=partial(_find_private, workers), progress=progress)


def _make_analysis(
    consultation: Consultation, question_key: str, *, by, settings: dict | None
) -> tuple[Analysis, bool]:
    """A waiting analysis and True, or the active one and False: the database holds that there is one at a time."""
    answers = _answers(consultation, question_key)
    chosen = {**SETTINGS, "encoder": site.NLP_ENCODER, **(settings or {})}
    unknown = sorted(set(chosen) - set(SETTINGS) - {"encoder"})
    if unknown:
        raise AnalysisError(_("An analysis has no setting “%(name)s”.") % {"name": unknown[0]})
    if not answers.exists():
        raise NothingToAnalyse(_("Nobody has answered this question yet: come back when there are answers."))
    active = Analysis.objects.of_question(consultation, question_key).active()
    while True:
        try:
            with transaction.atomic():
                return Analysis.objects.create(
                    consultation=consultation, question_key=question_key, requested_by=by, settings=chosen
                ), True
        except IntegrityError:
            # Unless the other one ended since, in which case there is room for ours.
            if other := active.first():
                return other, False


def _answers(consultation: Consultation, question_key: str):
    free_text_question(consultation, question_key)
    return Answer.objects.to_question(consultation, question_key).with_words().order_by("pk")


@transaction.atomic
def _claim(analysis_id: int, *, attempt: int) -> Claim | None:
    """Make this process the one that runs the analysis; None when it has ended. Raises AlreadyRunning."""
    now = timezone.now()
    row = Analysis.objects.select_for_update().get(pk=analysis_id)
    if not row.is_active:
        return None
    if row.cancel_requested:
        row.state, row.finished_at = Analysis.CANCELLED, now
        row.save(update_fields=["state", "finished_at"])
        return None
    heard_at = row.progressed_at or row.started_at
    if row.state == Analysis.RUNNING and attempt == 1 and heard_at and heard_at > now - GONE:
        raise AlreadyRunning(_("This analysis is running already: wait for its end, or cancel it."))
    row.state, row.started_at, row.progressed_at, row.step, row.progress = (
        Analysis.RUNNING,
        now,
        now,
        "reading",
        0,
    )
    row.save(update_fields=["state", "started_at", "progressed_at", "step", "progress"])
    return Claim(analysis_id=row.pk, started_at=now)


def _work(claim: Claim, progress: Progress) -> None:
    """Read the answers, find their themes, clear their words for the public, store it all."""
    from nlp import ThemeFinder

    started = time.perf_counter()
    analysis = Analysis.objects.select_related("consultation").get(pk=claim.analysis_id)
    answers = _answers(analysis.consultation, analysis.question_key)
    read = {str(pk): text for pk, text in answers.values_list("pk", "text")}
    finder = ThemeFinder(**analysis.settings, workers=site.NLP_WORKERS)
    finder.fit(list(read), list(read.values()), progress=progress.between(*FINDING))
    found_at = time.perf_counter()
    clearing = progress.between(*CLEARING)
    cleared = clear_for_public(answers, progress=partial(clearing, "clearing"))
    cleared_at = time.perf_counter()
    progress("storing", CLEARING[1])
    with transaction.atomic():
        held = claim.hold()
        counts = store_results(held, themes=finder.themes_, placements=finder.texts_, read=read)
        claim.end(Analysis.DONE, at=timezone.now(), progress=1)
        if not Analysis.objects.of_question(held.consultation, held.question_key).in_force().exists():
            adopt(held, by=None)
        seconds = {
            "clearing": round(cleared_at - found_at, 3),
            "storing": round(time.perf_counter() - cleared_at, 3),
            "whole": round(time.perf_counter() - started, 3),
        }
        run = {
            **finder.run_,
            "counts": {**finder.run_["counts"], **counts, "cleared": cleared},
            "seconds": {**finder.run_["seconds"], **seconds},
        }
        Analysis.objects.filter(pk=held.pk).update(run=run)
    log.info("analysis finished", analysis=claim.analysis_id, texts=counts["texts"], themes=counts["themes"])


def _fail(claim: Claim, reason: str, error: Exception) -> None:
    """Write down why an analysis failed. The log gets the class and the place, for messages may hold words."""
    claim.end(Analysis.FAILED, at=timezone.now(), failure=reason)
    last = traceback.extract_tb(error.__traceback__)[-1]
    log.error(
        "analysis failed",
        analysis=claim.analysis_id,
        error=type(error).__name__,
        where=f"{last.name}:{last.lineno}",
    )


def _unexpected(error: Exception) -> str:
    return _(
        "The analysis stopped on an unexpected error (%(name)s) and stored nothing. Start it again; if it fails "
        "again, tell those who run the site."
    ) % {"name": type(error).__name__}


def _find_private(workers, texts: Sequence[str], language: str) -> list[list[tuple[int, int, str]]]:
    """The private data in each text, looked for by several processes."""
    from nlp.chunks import chunked
    from nlp.private.finding import find_private

    found = workers.map_chunks(partial(find_private, language=language), chunked(texts, TEXTS_A_CHUNK))
    return [spans for chunk in found for spans in chunk]
