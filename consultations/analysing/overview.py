"""Which questions are answered in words, how often, and how far their analyses are: what analysts choose from."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max, Q

from consultations.asking.questions import Question
from consultations.models import Analysis, Answer, Consultation, QuestionnaireVersion


@dataclass(frozen=True)
class QuestionState:
    """One free-text question: its answers, the analysis that waits or runs, and the one in force."""

    question: Question
    answers: int
    active: Analysis | None
    in_force: Analysis | None


def free_text_states(consultations) -> list[tuple[Consultation, list[QuestionState]]]:
    """Each consultation that asks something in words, with its free-text questions. Six queries at most."""
    consultations = list(consultations.for_listing())
    definitions = _current_versions(consultations)
    counts = _counts(consultations)
    analyses = _analyses(consultations)
    found = []
    for consultation in consultations:
        version = definitions.get(consultation.pk)
        questions = version.questionnaire.free_texts() if version else []
        states = [
            QuestionState(
                question=question,
                answers=counts.get((consultation.pk, question.key), 0),
                active=analyses.get((consultation.pk, question.key, "active")),
                in_force=analyses.get((consultation.pk, question.key, "in force")),
            )
            for question in questions
        ]
        if states:
            found.append((consultation, states))
    return found


def _current_versions(consultations: list[Consultation]) -> dict[int, QuestionnaireVersion]:
    versions = QuestionnaireVersion.objects.filter(consultation__in=consultations)
    last = versions.order_by().values("consultation").annotate(last=Max("number"))
    chosen = Q(pk=None)
    for row in last:
        chosen |= Q(consultation=row["consultation"], number=row["last"])
    return {version.consultation_id: version for version in versions.filter(chosen)}


def _counts(consultations: list[Consultation]) -> dict[tuple[int, str], int]:
    rows = (
        Answer.objects.filter(contribution__consultation__in=consultations, contribution__withdrawn_at=None)
        .with_words()
        .order_by()
        .values_list("contribution__consultation", "question_key")
        .annotate(answers=Count("pk"))
    )
    return {(consultation, key): answers for consultation, key, answers in rows}


def _analyses(consultations: list[Consultation]) -> dict[tuple[int, str, str], Analysis]:
    found = {}
    shown = Q(state__in=Analysis.ACTIVE) | Q(adopted=True)
    for analysis in Analysis.objects.filter(shown, consultation__in=consultations):
        kind = "active" if analysis.is_active else "in force"
        found[analysis.consultation_id, analysis.question_key, kind] = analysis
    return found
