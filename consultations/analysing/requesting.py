"""Ask for an analysis: which answers it is of, with which settings, and that there is one at a time."""

from __future__ import annotations

from functools import partial

import structlog
from django.conf import settings as site
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from consultations.analysing.failing import AnalysisError, NothingToAnalyse
from consultations.asking.finding import free_text_question
from consultations.models import Analysis, Answer, Consultation

log = structlog.get_logger(__name__)
SETTINGS = {"language": "auto", "max_themes": 20, "random_state": 0}


def request_analysis(
    consultation: Consultation, question_key: str, *, by, settings: dict | None = None, afresh: bool = False
) -> Analysis:
    """Have the worker analyse the answers to one question; the one that waits or runs already, if there is one.

    It keeps what people decided about the one in force, unless it starts ``afresh``. ``settings`` are those of
    SETTINGS and ``encoder``. Raises UnknownQuestion (see finding.py) and NothingToAnalyse.
    """
    from consultations.tasks import run_analysis_task

    analysis, is_new = make_analysis(consultation, question_key, by=by, settings=settings, afresh=afresh)
    if is_new:
        transaction.on_commit(partial(run_analysis_task.enqueue, analysis.pk))
        log.info("analysis asked for", analysis=analysis.pk, by=getattr(by, "pk", None))
    return analysis


def make_analysis(
    consultation: Consultation, question_key: str, *, by, settings: dict | None, afresh: bool = False
) -> tuple[Analysis, bool]:
    """A waiting analysis and True, or the active one and False: the database holds that there is one at a time.

    It follows the analysis in force, if there is one, and keeps what people decided about it, unless ``afresh``.
    """
    answers = answers_to(consultation, question_key)
    chosen = {**SETTINGS, "encoder": site.NLP_ENCODER, **(settings or {})}
    unknown = sorted(set(chosen) - set(SETTINGS) - {"encoder"})
    if unknown:
        raise AnalysisError(_("An analysis has no setting “%(name)s”.") % {"name": unknown[0]})
    if not answers.exists():
        raise NothingToAnalyse(_("Nobody has answered this question yet: come back when there are answers."))
    of_question = Analysis.objects.of_question(consultation, question_key)
    active = of_question.active()
    previous = None if afresh else of_question.in_force().first()
    while True:
        try:
            with transaction.atomic():
                return Analysis.objects.create(
                    consultation=consultation,
                    question_key=question_key,
                    requested_by=by,
                    settings=chosen,
                    previous=previous,
                ), True
        except IntegrityError:
            # Unless the other one ended since, in which case there is room for ours.
            if other := active.first():
                return other, False


def answers_to(consultation: Consultation, question_key: str):
    """The answers in words to a free-text question. Raises UnknownQuestion."""
    free_text_question(consultation, question_key)
    return Answer.objects.to_question(consultation, question_key).with_words().order_by("pk")
