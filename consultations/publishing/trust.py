"""What lets a reader judge the results: agreement of two readers, contested placements, the list of those counted."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from consultations.double_reading.agreement import Agreement, published_agreement
from consultations.inclusion import lists
from consultations.models import Analysis, Consultation, Contestation, InclusionList
from consultations.reviews.contesting import Counts
from consultations.reviews.contesting import counts as contested_placements


@dataclass(frozen=True)
class Trust:
    """Of a whole consultation: ``inclusion`` is None while no list of digests is published."""

    contested: Counts
    inclusion: InclusionList | None


@dataclass(frozen=True)
class QuestionTrust:
    """Of one question's analysis: ``agreement`` is None when no texts were read twice."""

    analysis: Analysis
    contested: Counts
    agreement: Agreement | None


def trust_in(consultation: Consultation) -> Trust:
    """Two queries."""
    found = Contestation.objects.filter(analysis__consultation=consultation).aggregate(
        contested=Count("pk"),
        corrected=Count("pk", filter=Q(state=Contestation.CORRECTED)),
        open=Count("pk", filter=Q(state=Contestation.OPEN)),
    )
    return Trust(Counts(**found), lists.latest(consultation))


def trust_in_question(consultation: Consultation, key: str) -> QuestionTrust | None:
    """None while no analysis of that question is in force. Seven queries at most."""
    analysis = Analysis.objects.filter(consultation=consultation, question_key=key, adopted=True).first()
    if analysis is None:
        return None
    return QuestionTrust(analysis, contested_placements(analysis), published_agreement(analysis))
