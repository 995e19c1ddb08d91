"""What a citizen does: begin, write, send, correct, withdraw.

Who may take part and when is checked here and held by the database; views only speak about it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from cities.models import District
from consultations.analysing.analysis_upkeep import forget_answers
from consultations.answering.forms import AnswerForm, questionnaire_form
from consultations.answering.participants import Participant
from consultations.answering.receipt_codes import code_of, new_token, receipt_hash, receipt_hashes, token_hash
from consultations.answering.retyping import typed_form_of
from consultations.inclusion.sealing import seal, seal_again, unseal
from consultations.models import Answer, Consultation, Contribution, Draft, InclusionRemoval


class ConsultationClosed(Exception):
    """The consultation takes no answer now: not yet, or no longer."""


class AlreadyContributed(Exception):
    """This address or account has a contribution already (``contribution``)."""

    def __init__(self, contribution: Contribution):
        super().__init__(f"contribution {contribution.pk}")
        self.contribution = contribution


class InvalidAnswers(Exception):
    """Some answers need another look (``form`` says which)."""

    def __init__(self, form: AnswerForm):
        super().__init__("invalid answers")
        self.form = form


@dataclass(frozen=True)
class Sent:
    """What came of “send”: the contribution, its receipt code, and whether this very call made it."""

    contribution: Contribution
    code: str
    is_new: bool


def contribution_of(consultation: Consultation, participant: Participant) -> Contribution | None:
    """The contribution that this participant has already sent. One query at most."""
    keys = participant.keys()
    return consultation.contributions.filter(participant_key__in=keys).first() if keys else None


@transaction.atomic
def begin(
    consultation: Consultation,
    participant: Participant,
    *,
    language: str,
    district: District | None,
    at: datetime,
    typed: dict | None = None,
) -> tuple[Draft, str]:
    """Open a draft once consent is given, and return it with the token for the browser's cookie.

    The same participant coming back on another device finds the draft where it was, under a new token. Raises
    ConsultationClosed, or AlreadyContributed in the modes that know who answers.
    """
    if not consultation.is_open(at=at):
        raise ConsultationClosed
    if earlier := contribution_of(consultation, participant):
        raise AlreadyContributed(earlier)
    token = new_token()
    text = consultation.text_in(language)
    values = {
        "token_hash": token_hash(token),
        "user": participant.user,
        "email": participant.email,
        "language": language,
        "district": district,
        "consented_at": at,
        "consent_hash": hashlib.sha256((text.consent + text.privacy).encode()).hexdigest() if text else "",
    }
    if not participant.keys():
        return Draft.objects.create(consultation=consultation, data=typed or {}, **values), token
    draft, is_new = Draft.objects.update_or_create(
        consultation=consultation,
        participant_key=participant.key(),
        defaults=values,
        create_defaults={**values, "data": typed or {}},
    )
    if typed and not is_new:
        keep(draft, typed)
    return draft, token


def find_draft(consultation: Consultation, token: str) -> Draft | None:
    """The draft that this browser's token opens. One query."""
    if not token:
        return None
    return (
        consultation.drafts.select_related("contribution", "district")
        .filter(token_hash=token_hash(token))
        .first()
    )


def keep(draft: Draft, typed: dict[str, list[str]]) -> None:
    """Save what was typed as it is, valid or not, open or closed: nothing typed is lost."""
    draft.data = {**draft.data, **typed}
    draft.save(update_fields=["data", "updated_at"])


def send(consultation: Consultation, draft: Draft, token: str, *, at: datetime) -> Sent:
    """Make the contribution of a draft, once, whatever is pressed twice or sent at the same time.

    Deliberately no check that it exists already: of requests racing on one draft, the database's constraints let one
    through, and the others get what that one made. Raises ConsultationClosed, InvalidAnswers, AlreadyContributed.
    """
    if not consultation.is_open(at=at):
        raise ConsultationClosed
    version = consultation.current_version()
    form = questionnaire_form(version.questionnaire, draft.data)
    if not form.is_valid():
        raise InvalidAnswers(form)
    if draft.contribution is not None:
        return Sent(_correct(draft, form, version, at=at), "", is_new=False)
    code = code_of(token)
    contribution = Contribution(
        consultation=consultation,
        language=draft.language,
        channel=Contribution.ONLINE,
        city_id=consultation.city_id,
        district=draft.district,
        draft_key=draft.token_hash,
        participant_key=draft.participant_key,
        receipt_hash=receipt_hash(code),
        user=draft.user,
        consented_at=draft.consented_at,
        consent_hash=draft.consent_hash,
        sent_at=at,
    )
    answers = answers_of(contribution, form, version)
    seal(contribution, answers)
    try:
        with transaction.atomic():
            contribution.save(force_insert=True)
            Answer.objects.bulk_create(answers)
            Draft.objects.filter(pk=draft.pk).delete()
    except IntegrityError:
        return _sent_before(consultation, draft, code)
    return Sent(contribution, code, is_new=True)


def sent_with(consultation: Consultation, token: str) -> Sent | None:
    """What was sent with this browser's token before: a double click, or a page asked for again."""
    if not token:
        return None
    contribution = consultation.contributions.filter(draft_key=token_hash(token)).first()
    return Sent(contribution, code_of(token), is_new=False) if contribution else None


def answers_of(contribution: Contribution, form: AnswerForm, version) -> list[Answer]:
    """The unsaved answers of a valid form."""
    return [
        Answer(contribution=contribution, question_key=key, version=version, value=value, text=words)
        for key, (value, words) in form.answers.items()
    ]


def with_code(code: str) -> Contribution | None:
    """The contribution that a receipt code opens, withdrawn or not. One query."""
    found = Contribution.objects.select_related("consultation__city", "district", "user")
    return found.filter(receipt_hash__in=receipt_hashes(code)).first()


@transaction.atomic
def begin_correction(contribution: Contribution, *, at: datetime) -> tuple[Draft, str]:
    """Open what was sent as a draft again. The contribution counts as it was until the correction is sent."""
    _lock(contribution)
    if not contribution.can_be_corrected(at=at):
        raise ConsultationClosed
    token = new_token()
    questionnaire = contribution.consultation.current_version().questionnaire
    draft, is_new = Draft.objects.get_or_create(
        contribution=contribution,
        defaults={
            "consultation": contribution.consultation,
            "token_hash": token_hash(token),
            "language": contribution.language,
            "district": contribution.district,
            "consented_at": contribution.consented_at or at,
            "consent_hash": contribution.consent_hash,
            "user": contribution.user,
            "data": typed_form_of(contribution, questionnaire),
        },
    )
    if not is_new:
        draft.token_hash = token_hash(token)
        draft.save(update_fields=["token_hash", "updated_at"])
    return draft, token


def withdraw(contribution: Contribution, *, at: datetime) -> None:
    """Remove every word, and with the words their places in analyses and themes; keep an empty row that says when.

    Counts are computed from rows, so published figures correct themselves.
    """
    with transaction.atomic():
        _lock(contribution)
        unseal(contribution, because=InclusionRemoval.WITHDRAWN, at=at)
        forget_answers(contribution.answers.all())
        Draft.objects.filter(contribution=contribution).delete()
        # The row stays, so nothing cascades: the addresses that follow it go by hand.
        contribution.subscriptions.all().delete()
        Contribution.objects.filter(pk=contribution.pk, withdrawn_at=None).update(
            withdrawn_at=at,
            participant_key="",
            draft_key="",
            consent_hash="",
            user=None,
            district=None,
            corrected_at=None,
        )
    contribution.refresh_from_db()


def _correct(draft: Draft, form: AnswerForm, version, *, at: datetime) -> Contribution:
    contribution = draft.contribution
    with transaction.atomic():
        _lock(contribution)
        if contribution.is_withdrawn:
            # Withdrawn since this draft was read: no word may come back to it.
            raise ConsultationClosed
        before = {answer.question_key: answer for answer in contribution.answers.all()}
        changed = [
            answer
            for key, answer in before.items()
            if form.answers.get(key, (None, "")) != (answer.value, answer.text)
        ]
        # An answer whose words changed is another answer: what was decided about the first no longer holds.
        forget_answers(Answer.objects.filter(pk__in=[answer.pk for answer in changed]))
        kept = before.keys() - {answer.question_key for answer in changed}
        fresh = [one for one in answers_of(contribution, form, version) if one.question_key not in kept]
        Answer.objects.bulk_create(fresh)
        if changed or fresh:
            seal_again(contribution, at=at)
        Contribution.objects.filter(pk=contribution.pk).update(corrected_at=at)
        Draft.objects.filter(pk=draft.pk).delete()
    contribution.refresh_from_db()
    return contribution


def _lock(contribution: Contribution) -> None:
    """Wait for an analysis that is storing where these words belong, so that what it writes is found and removed.

    Of a correction and a withdrawal at the same time, the second then sees what the first one made of it.
    """
    locked = Contribution.objects.select_for_update().only("withdrawn_at").get(pk=contribution.pk)
    contribution.withdrawn_at = locked.withdrawn_at


def _sent_before(consultation: Consultation, draft: Draft, code: str) -> Sent:
    same_draft = Q(draft_key=draft.token_hash)
    contribution = consultation.contributions.filter(same_draft).first()
    if contribution is not None:
        return Sent(contribution, code, is_new=False)
    earlier = consultation.contributions.filter(participant_key=draft.participant_key).first()
    if earlier is None or not draft.participant_key:
        raise ConsultationClosed
    raise AlreadyContributed(earlier)
