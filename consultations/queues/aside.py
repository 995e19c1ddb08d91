"""Texts that a person read and took out of every theme, because they say nothing of the question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from django.db.models import Count, Exists, OuterRef, QuerySet

from consultations.analysing.exclusions import BY_PERSON
from consultations.models import Consultation, Placement, QueueReading
from consultations.queues.kinds import ASIDE


def taken_out(answers: Collection[int]) -> dict[int, str]:
    """Why each of these texts that people took out is set aside, by the answer's id. One query, none for no text."""
    if not answers:
        return {}
    found = _in_force().filter(answer__in=answers)
    return dict.fromkeys(found.values_list("answer_id", flat=True), BY_PERSON)


def taken_out_by_question(consultation: Consultation) -> Counter[str]:
    """How many texts people took out, by the question's key. One query."""
    found = _in_force().filter(analysis__consultation=consultation).order_by()
    counted = found.values("answer__question_key").annotate(texts=Count("answer", distinct=True))
    return Counter({row["answer__question_key"]: row["texts"] for row in counted})


def _in_force() -> QuerySet[QueueReading]:
    """The readings that took a text out of the analysis in force, where nobody has placed it again since."""
    placed = Placement.objects.filter(analysis=OuterRef("analysis"), answer=OuterRef("answer"))
    return QueueReading.objects.filter(~Exists(placed), analysis__adopted=True, verdict=ASIDE)
