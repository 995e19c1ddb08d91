"""Statements of a debate enter a consultation as contributions, with the host's consent, and leave it with it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from consultations.answering import contributing, entering
from consultations.asking.finding import free_text_question
from consultations.models import Consultation, Contribution
from debates.models import EnteredStatement, Report, Sending
from kit.localized import LocalizedText


class CannotSend(Exception):
    """The statements are not sent; the class says why."""


class NotHandedIn(CannotSend):
    """The report is a draft."""


class ConsentMissing(CannotSend):
    """The host did not agree, in the report, that its statements may be sent."""


class NotOpen(CannotSend):
    """The consultation is not open, or is another city's."""


class AskedBefore(CannotSend):
    """These statements count in that consultation, its desk asks for them, or it did and they were withdrawn."""


class NothingToAnswer(CannotSend):
    """The host agreed already, or withdrew: there is nothing more to do."""


def open_to(report: Report, *, at: datetime) -> QuerySet[Consultation]:
    """The open consultations of the debate's city to which the host can send its statements.

    Those that it withdrew from are among them. ``report`` is loaded with its night.
    """
    city = report.debate.night.city
    standing = Sending.objects.filter(report=report, withdrawn_at=None)
    return Consultation.objects.in_city(city).open(at=at).exclude(pk__in=standing.values("consultation"))


def never_asked(report: Report, *, at: datetime) -> QuerySet[Consultation]:
    """Those for which a desk may ask: a host that withdrew is not asked again."""
    return open_to(report, at=at).exclude(pk__in=report.sendings.values("consultation"))


def questions_of(consultations: QuerySet[Consultation]) -> list[tuple[str, str]]:
    """(“consultation:question”, words) of each question that statements can answer. A query or two a consultation."""
    choices = []
    for consultation in consultations.prefetch_related("texts"):
        version = consultation.current_version()
        for question in version.questionnaire.free_texts() if version is not None else ():
            choices.append((f"{consultation.pk}:{question.key}", f"{consultation.title} – {question.label}"))
    return choices


@transaction.atomic
def ask(report: Report, consultation: Consultation, question_key: str, *, at: datetime) -> Sending:
    """Have the host asked, by the desk, whether these statements may count there. Raises `CannotSend`."""
    if report.sendings.filter(consultation=consultation).exists():
        raise AskedBefore
    return _begin(report, consultation, question_key, at=at, asked_by_desk=True)


@transaction.atomic
def send(report: Report, consultation: Consultation, question_key: str, *, by, at: datetime) -> Sending:
    """Count each statement as an answer to that question: the host chose it and agrees. Raises `CannotSend`."""
    return agree(_begin(report, consultation, question_key, at=at, asked_by_desk=False), by=by, at=at)


@transaction.atomic
def agree(sending: Sending, *, by, at: datetime) -> Sending:
    """The host agrees: the statements count from now on. Raises `CannotSend`, and then nothing is entered."""
    # The report's row first, so that a consent that is being withdrawn, or words being changed, come before or after.
    report = Report.objects.select_for_update().get(pk=sending.report_id)
    held = Sending.objects.select_for_update().filter(pk=sending.pk, agreed_at=None).first()
    if held is None:
        raise NothingToAnswer
    held.report = report
    _check(held.report, held.consultation, at=at)
    held.agreed_at, held.agreed_by = at, by
    held.save(update_fields=["agreed_at", "agreed_by"])
    debate = held.report.debate
    for statement in held.report.statements.all():
        origin = entering.Origin(
            # Of this sending: what was withdrawn leaves an empty row with a key of its own.
            key=f"debate-statement:{statement.pk}:{held.pk}",
            body=LocalizedText(debate.question),
            title=LocalizedText({held.report.language: statement.text}),
            path=f"debates/{debate.code}/#report",
        )
        contribution = _entered(held, statement.text, origin, at=at)
        EnteredStatement.objects.create(sending=held, statement=statement, contribution=contribution)
    return held


@transaction.atomic
def withdraw(sending: Sending, *, at: datetime) -> None:
    """Take the statements out again with their words; only the host can send them anew. Raises `NothingToAnswer`."""
    held = Sending.objects.select_for_update().get(pk=sending.pk)
    if not held.counts:
        raise NothingToAnswer
    for entered in held.entered.select_related("contribution"):
        if not entered.contribution.is_withdrawn:
            contributing.withdraw(entered.contribution, at=at)
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])


@transaction.atomic
def withdraw_all(report: Report, *, at: datetime) -> None:
    """The host takes the consent back that the report gave: nothing of it counts anywhere any more."""
    held = Report.objects.select_for_update().get(pk=report.pk)
    for sending in held.sendings.filter(agreed_at__isnull=False, withdrawn_at=None):
        withdraw(sending, at=at)
    held.sendings.filter(agreed_at=None).delete()
    Report.objects.filter(pk=held.pk).update(consented_at=None)


def _begin(
    report: Report, consultation: Consultation, question_key: str, *, at: datetime, asked_by_desk: bool
) -> Sending:
    held = Report.objects.select_for_update().get(pk=report.pk)
    _check(held, consultation, at=at)
    free_text_question(consultation, question_key)
    try:
        with transaction.atomic():
            return Sending.objects.create(
                report=held,
                consultation=consultation,
                question_key=question_key,
                asked_at=at,
                asked_by_desk=asked_by_desk,
            )
    except IntegrityError as error:
        raise AskedBefore from error


def _check(report: Report, consultation: Consultation, *, at: datetime) -> None:
    if report.submitted_at is None:
        raise NotHandedIn
    if report.consented_at is None:
        raise ConsentMissing
    if not consultation.is_open(at=at) or consultation.city_id != report.debate.night.city_id:
        raise NotOpen


def _entered(sending: Sending, text: str, origin: entering.Origin, *, at: datetime) -> Contribution:
    try:
        return entering.enter_for_body(
            sending.consultation,
            sending.question_key,
            text,
            language=sending.report.language,
            origin=origin,
            at=at,
            channel=Contribution.DEBATE,
        )
    except entering.EnteredBefore as error:
        raise AskedBefore from error
    except (entering.NotBegun, entering.ResultsPublished) as error:
        raise NotOpen from error
