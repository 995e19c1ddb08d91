"""Analyses of a question's answers: asked for, run, cancelled, given up. The one door to the text engine.

``nlp`` is imported inside functions, by the processes that run an analysis: the web never loads it. An analysis is
held by a claim: the moment when its run started. Whoever claims it later takes it over, and the earlier run stops
at its next sign of progress, so that two workers never store the same analysis.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings as site
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.analysing import kit_editions, kit_explained, kit_files, obeying, suggesting
from consultations.analysing.adopting import NotAdopted, NotFinished, NotItsSuccessor, adopt
from consultations.analysing.clashes import DecisionsClash
from consultations.analysing.clearing import clear_answers
from consultations.analysing.ending import cancel, ended, give_up, give_up_silent
from consultations.analysing.failing import (
    AlreadyRunning,
    AnalysisError,
    NothingToAnalyse,
    unexpected,
)
from consultations.analysing.moving import store_moves
from consultations.analysing.obeying import Given
from consultations.analysing.requesting import SETTINGS, answers_to, make_analysis, request_analysis
from consultations.analysing.running import Claim, Progress, TakenOver, claim_run, fail, kept_alive
from consultations.analysing.sources import Source, sources_of
from consultations.analysing.storing import hold_writers, store_results, told_of_run
from consultations.asking.finding import UnknownQuestion
from consultations.models import Analysis, Consultation, Kit

__all__ = [
    "AlreadyRunning", "AnalysisError", "NotAdopted", "NotFinished", "NotItsSuccessor", "NothingToAnalyse",
    "SETTINGS", "UnknownQuestion", "adopt", "analyse_now", "cancel", "clear_for_public", "give_up", "give_up_silent",
    "make_next_editions", "people_named", "private_patterns", "request_analysis", "run_analysis",
]  # fmt: skip

# Which share of the whole each stage takes: looking for private data, finding the themes, storing.
CLEARING, FINDING = (0.0, 0.25), (0.25, 0.95)
TEXTS_A_CHUNK = 250
# How long a run waits for what a process that lost the analysis has taken.
PATIENCE = 15.0

log = structlog.get_logger(__name__)


def analyse_now(
    consultation: Consultation,
    question_key: str,
    *,
    by,
    settings: dict | None = None,
    afresh: bool = False,
    listener: Callable[[str, float], None] | None = None,
) -> Analysis:
    """Analyse the answers to one question in this process, telling ``listener`` the step and the share done.

    It keeps what people decided about the one in force, unless it starts ``afresh``.

    Raises UnknownQuestion, NothingToAnalyse, and AlreadyRunning where a worker is at it.
    """
    analysis, _is_new = make_analysis(consultation, question_key, by=by, settings=settings, afresh=afresh)
    return run_analysis(analysis.pk, listener=listener)


def run_analysis(
    analysis_id: int, *, attempt: int = 1, listener: Callable[[str, float], None] | None = None
) -> Analysis:
    """Run a waiting analysis to its end, whatever that is, and return it as it then stands.

    Safe to repeat: one that has ended is left alone, and a later ``attempt`` of a task starts again what a dead
    worker left. What goes wrong is written down as the reason of the failure. Raises AlreadyRunning.
    """
    claim = claim_run(analysis_id, attempt=attempt)
    if claim is None:
        return ended(analysis_id)
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
    except DecisionsClash as clash:
        Analysis.objects.filter(pk=analysis_id).update(run={"clashes": clash.clashes})
        fail(claim, str(clash), clash)
    except (AnalysisError, UnknownQuestion, EngineError) as error:
        fail(claim, str(error), error)
    except Exception as error:  # noqa: BLE001 - whatever it is, people must learn that the analysis failed
        fail(claim, unexpected(error), error)
    finally:
        analysis = ended(analysis_id)
    return analysis


def clear_for_public(answers, *, progress: Callable[[float], None] | None = None) -> int:
    """Set the words that the public may read of those answers that have none yet; say how many were set."""
    from nlp.chunks import open_chunks

    with open_chunks(site.NLP_WORKERS) as workers:
        return clear_answers(answers, find_private=partial(_find_private, workers), progress=progress)


def private_patterns(text: str) -> list[tuple[int, int, str]]:
    """Where a text holds private data that has a form, and of which kind. Light: no model, fit for a web process."""
    from nlp.private.finding import private_patterns as found_by_pattern

    return [tuple(found) for found in found_by_pattern(text)]


def people_named(texts: Sequence[str], *, language: str) -> list[list[tuple[int, int]]]:
    """Where each text names people. For the worker: it may load a model of the language."""
    from nlp.private.finding import find_private

    found = find_private(texts, language=language)
    return [[(start, end) for start, end, kind in spans if kind == "PERSON"] for spans in found]


def make_next_editions(*, at: datetime) -> int:
    """Make the next edition of the kits that somebody has left and that anyone may take; say how many were made.

    A kit that another process works on is left to it, one that fails is tried again later.
    """
    made = 0
    for kit in kit_editions.to_make(at=at):
        with kit_files.alone(kit.analysis_id) as is_alone:
            if is_alone and kit_editions.still_whole(kit):
                made += kit_editions.make_next(kit, next_kit=_next_kit)
    return made


def suggest_articles(proposal_id: int) -> int:
    """Store which articles the engine finds close to a proposal; say how many. What is cited, people decide."""
    from nlp.chunks import open_chunks
    from nlp.linking.linker import Linker

    with open_chunks(site.NLP_WORKERS) as workers:

        def rank(texts, articles, titles):
            return Linker().fit(articles, titles=titles, workers=workers).rank(texts, top=suggesting.KEPT)

        return suggesting.store_suggestions(proposal_id, rank=rank)


def _work(claim: Claim, progress: Progress) -> None:
    """Clear the answers' words for the public, find the themes of what is then public, store it all with its kit."""
    started = time.perf_counter()
    analysis = Analysis.objects.select_related("consultation").get(pk=claim.analysis_id)
    answers = answers_to(analysis.consultation, analysis.question_key)
    clearing = progress.between(*CLEARING)
    cleared = clear_for_public(answers, progress=partial(clearing, "clearing"))
    cleared_at = time.perf_counter()
    from nlp.files.editions import defused

    read, texts = sources_of(answers, defused=defused)
    if not read:
        raise NothingToAnalyse(_("Nobody has answered this question yet: come back when there are answers."))
    work = kit_files.new_work(analysis.pk, kit_files.RUN)
    finding = progress.between(*FINDING)
    orders = _orders(analysis, read, work / "earlier")
    finder, made = _find_themes(
        analysis, work, texts, settings=analysis.settings, progress=finding, orders=orders
    )
    found_at = time.perf_counter()
    progress("storing", FINDING[1])
    with transaction.atomic():
        hold_writers(analysis.consultation_id)
        held = claim.hold()
        counts = store_results(
            held, themes=finder.themes_, placements=finder.texts_, passages=finder.passages_, read=read
        )
        if held.previous_id:
            store_moves(held, finder.moves_)
        claim.end(Analysis.DONE, at=timezone.now(), progress=1)
        if not Analysis.objects.of_question(held.consultation, held.question_key).in_force().exists():
            adopt(held, by=None)
        now = time.perf_counter()
        seconds = {"clearing": cleared_at - started, "storing": now - found_at, "whole": now - started}
        run = told_of_run(finder.run_, counts={**counts, "cleared": cleared}, seconds=seconds)
        Analysis.objects.filter(pk=held.pk).update(run=run)
        if made is not None:
            kit_editions.keep_first(held, made, is_whole=not counts["left_out"], at=timezone.now())
    log.info("analysis finished", analysis=claim.analysis_id, texts=counts["texts"], themes=counts["themes"])


def _next_kit(kit: Kit) -> kit_editions.Made | None:
    """The kit of the texts that are left, each in the theme that it was in; None when they say nothing any more."""
    from nlp.files.editions import defused, keep_groups

    analysis = kit.analysis
    texts = [(name, defused(words)) for name, words in kit_editions.remaining(analysis)]
    if not texts:
        return None
    work = kit_files.new_work(analysis.pk, kit_files.NEXT)
    groups, staying = kit_files.groups_of(analysis.pk, kit.edition), {name for name, _words in texts}
    keep_groups(groups, work / "last", edition=kit.edition, left=kit.left, staying=staying)
    settings, watching = analysis.run["settings"], kit_editions.watch(kit)
    orders = Given(work / "last", obeying.still_told(analysis, staying))
    _finder, made = _find_themes(analysis, work, texts, settings=settings, progress=watching, orders=orders)
    return made


def _orders(analysis: Analysis, read: dict[str, Source], folder: Path) -> Given:
    """What the run is told of the analysis in force, and keeps as its own; nothing if it starts afresh."""
    if analysis.previous is None:
        return Given()
    from nlp.files.editions import write_groups

    in_force = Analysis.objects.of_question(analysis.consultation, analysis.question_key).in_force()
    previous = in_force.first() or analysis.previous
    orders = obeying.orders_of(previous, read)
    tables = {"themes": orders.themes, "texts": orders.texts, "passages": orders.passages}
    write_groups(folder, **tables, retired=orders.retired)
    Analysis.objects.filter(pk=analysis.pk).update(previous=previous, decisions=orders.decisions)
    texts = {source.answer_id: name for name, source in read.items()}
    return Given(folder, obeying.told(orders.decisions, texts=texts, groups=orders.themes))


def _find_themes(
    analysis: Analysis, work: Path, texts: list, *, settings: dict, progress, orders: Given
) -> tuple[Any, kit_editions.Made | None]:
    """The fitted finder, and the kit, of a run on these texts (id, words); no kit where none of them says anything.

    The engine reads the very files that the kit holds, so that whoever repeats the run reads the same. Raises
    DecisionsClash.
    """
    from nlp import ContradictoryDecisions, ThemeFinder
    from nlp.deciding.decisions import read_decisions
    from nlp.deciding.previous import Previous
    from nlp.files.editions import INPUT, keep_groups, write_decisions, write_input
    from nlp.files.running import Request, write_run
    from nlp.files.sources import read_texts

    started = time.perf_counter()
    kit = work / "kit"
    kit.mkdir()
    write_input(kit / INPUT, texts)
    finder = ThemeFinder(**settings, workers=site.NLP_WORKERS, store=_chunks(work / kit_files.CHUNKS))
    earlier = Previous.read(orders.earlier) if orders.earlier else None
    told = write_decisions(work / "decisions.json", orders.entries) if orders.entries else None
    decided = read_decisions(told) if told else ()
    try:
        finder.fit(*read_texts(kit / INPUT), progress=progress, previous=earlier, decisions=decided)
    except ContradictoryDecisions as error:
        raise DecisionsClash(error.problems, orders.stored) from error
    if not finder.themes_:
        return finder, None
    request = Request(input=kit / INPUT, previous=orders.earlier, decisions=told, **settings)
    run = write_run(kit, finder, request, started=started)
    explained = kit_explained.explanations(analysis, run, at=timezone.now())
    sha256, size = kit_files.pack(kit, work / "kit.zip", explained)
    left = keep_groups(kit, work / "groups", edition=run["edition"], left=run["left"])
    return finder, kit_editions.Made(work / "kit.zip", work / "groups", sha256, size, left)


def _chunks(folder: Path) -> Path | None:
    """The folder where a run keeps its chunks; None while a process that lost the analysis does not let go of it."""
    from nlp import EngineError
    from nlp.chunks import ChunkStore

    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with ChunkStore(folder):
                return folder
        except EngineError:
            time.sleep(0.5)
    log.warning("chunks are held by another process", folder=str(folder))
    return None


def _find_private(workers, texts: Sequence[str], language: str) -> list[list[tuple[int, int, str]]]:
    """The private data in each text, looked for by several processes."""
    from nlp.chunks import chunked
    from nlp.private.finding import find_private

    found = workers.map_chunks(partial(find_private, language=language), chunked(texts, TEXTS_A_CHUNK))
    return [spans for chunk in found for spans in chunk]
