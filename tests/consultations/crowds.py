"""A crowd that answered in many ways, for tests of filters: who they are is told in one line each."""

from __future__ import annotations

from datetime import datetime, timedelta

from consultations.models import Analysis, Answer, Consultation, Contribution, Placement
from kit.query_plans import refresh_statistics

Person = dict[str, object]


def describe(analysis: Analysis, people: list[Person]) -> None:
    """Give each contribution of the analysed question, in order, what one person's line says.

    ``channel``, ``language``, ``district`` and ``sent_at`` are the contribution's own; any other key is the answer to
    the closed question of that key.
    """
    consultation: Consultation = analysis.consultation
    version = consultation.current_version()
    answers = Answer.objects.to_question(consultation, analysis.question_key).order_by("contribution_id")
    for answer, person in zip(answers.select_related("contribution"), people, strict=True):
        contribution = answer.contribution
        for name, value in person.items():
            if name in {"channel", "language", "district", "city", "sent_at"}:
                setattr(contribution, name, value)
            else:
                Answer.objects.create(
                    contribution=contribution, question_key=name, version=version, value=value
                )
        contribution.save()
    refresh_statistics(Contribution, Answer, Placement)


def at_noon(consultation: Consultation, *, days: int) -> datetime:
    """That many days after the opening, at noon by the city's clock."""
    day = (consultation.opens_at + timedelta(days=days)).astimezone(consultation.zone)
    return day.replace(hour=12, minute=0, second=0, microsecond=0)
