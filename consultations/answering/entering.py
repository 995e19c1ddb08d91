"""What a public body says, or a debate arrived at, enters a consultation as one contribution: by an act, and once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from consultations.answering.receipt_codes import keyed_hash
from consultations.asking.finding import free_text_question
from consultations.inclusion.sealing import seal
from consultations.models import Answer, Consultation, Contribution, ContributionOrigin
from kit.localized import LocalizedText


class CannotEnter(Exception):
    """These words are not entered; the class says why."""


class NotBegun(CannotEnter):
    pass


class ResultsPublished(CannotEnter):
    pass


class EnteredBefore(CannotEnter):
    pass


@dataclass(frozen=True)
class Origin:
    """What speaks and of what. ``key`` is its name for ever: what has it enters a consultation once."""

    key: str
    body: LocalizedText
    title: LocalizedText
    path: str


def enter_for_body(
    consultation: Consultation,
    question_key: str,
    text: str,
    *,
    language: str,
    origin: Origin,
    at: datetime,
    channel: str = Contribution.BODY,
) -> Contribution:
    """Count these words as the body's answer to that question, from the day the consultation opens until its results.

    ``channel`` says another way by which they came: `Contribution.DEBATE` for what a debate arrived at.

    They are read, redacted, grouped and answered like anybody's. Raises CannotEnter, and UnknownQuestion for a
    question that is not answered in words.
    """
    free_text_question(consultation, question_key)
    if at < consultation.opens_at:
        raise NotBegun
    if consultation.has_published_results(at=at):
        raise ResultsPublished
    contribution = Contribution(
        consultation=consultation,
        city_id=consultation.city_id,
        language=language,
        channel=channel,
        import_key=keyed_hash("body", origin.key),
        sent_at=at,
    )
    answer = Answer(
        contribution=contribution,
        question_key=question_key,
        version=consultation.current_version(),
        text=text,
    )
    seal(contribution, [answer])
    with transaction.atomic():
        try:
            with transaction.atomic():
                contribution.save(force_insert=True)
        except IntegrityError as error:
            raise EnteredBefore from error
        answer.save(force_insert=True)
        ContributionOrigin.objects.create(
            contribution=contribution, body=origin.body, title=origin.title, path=origin.path
        )
    return contribution
