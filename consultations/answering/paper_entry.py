"""Sheets filled on paper or spoken aloud: typed in twice by two people, counted once both typings agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from consultations.answering.contributing import InvalidAnswers, answers_of
from consultations.answering.forms import questionnaire_form
from consultations.answering.receipt_codes import code_of, new_token, receipt_hash
from consultations.inclusion.sealing import seal
from consultations.models import Answer, Batch, Contribution, SheetEntry

FIRST, SECOND = 1, 2


class SameReader(Exception):
    """The second reading must be another person's: the check is worth nothing otherwise."""


class SheetCounted(Exception):
    """This sheet is counted already."""


class NoSuchSheet(Exception):
    """The batch has no sheet of that number."""


@dataclass(frozen=True)
class Difference:
    """A question that two people typed differently; values are (value, words) as an Answer keeps them."""

    question: Any
    first: tuple[Any, str]
    second: tuple[Any, str]


@dataclass(frozen=True)
class SheetResult:
    """What typing a sheet led to: a contribution and its receipt code, or differences, or a wait for the second."""

    contribution: Contribution | None = None
    code: str = ""
    differences: tuple[Difference, ...] = ()


def next_reading(batch: Batch, sheet: int, *, by) -> int:
    """Which reading this person may type. Raise NoSuchSheet, SheetCounted or SameReader. Two queries."""
    if not 1 <= sheet <= batch.sheets:
        raise NoSuchSheet
    if batch.contributions.filter(sheet_number=sheet).exists():
        raise SheetCounted
    entries = {entry.reading: entry for entry in batch.entries.filter(sheet_number=sheet)}
    first = entries.get(FIRST)
    if first is None or (first.entered_by_id == by.pk and SECOND not in entries):
        if first is not None:
            raise SameReader
        return FIRST
    return FIRST if first.entered_by_id == by.pk else SECOND


@transaction.atomic
def enter_sheet(
    batch: Batch, sheet: int, data: dict[str, list[str]], *, by, language: str, at: datetime
) -> SheetResult:
    """Keep one reading of a sheet; when both readings agree, make its contribution.

    Typed answers are checked as a citizen's are (InvalidAnswers). Paper may be typed after the end: what counts is
    that the sheet was received in time, which the batch says.
    """
    reading = next_reading(batch, sheet, by=by)
    version = batch.consultation.current_version()
    form = questionnaire_form(version.questionnaire, data)
    if not form.is_valid():
        raise InvalidAnswers(form)
    SheetEntry.objects.update_or_create(
        batch=batch,
        sheet_number=sheet,
        reading=reading,
        defaults={"data": data, "language": language, "entered_by": by},
    )
    return settle(batch, sheet, at=at)


def own_reading(batch: Batch, sheet: int, *, by) -> SheetEntry | None:
    """What this person typed of a sheet that does not count yet, so that they correct it without typing all again."""
    return batch.entries.filter(sheet_number=sheet, entered_by=by).first()


def differences_of(batch: Batch, sheet: int) -> tuple[Difference, ...]:
    """Where the two readings of a sheet differ; empty when they agree or when one is missing."""
    entries = list(batch.entries.filter(sheet_number=sheet).order_by("reading"))
    if len(entries) < 2:
        return ()
    questionnaire = batch.consultation.current_version().questionnaire
    first, second = (_answers(questionnaire, entry) for entry in entries)
    nothing = (None, "")
    return tuple(
        Difference(question, first.get(question.key, nothing), second.get(question.key, nothing))
        for question in questionnaire
        if _told(first.get(question.key, nothing)) != _told(second.get(question.key, nothing))
    )


@transaction.atomic
def settle(batch: Batch, sheet: int, *, at: datetime) -> SheetResult:
    """Count the sheet if both readings agree; otherwise say what is missing."""
    if batch.entries.filter(sheet_number=sheet).count() < 2:
        return SheetResult()
    differences = differences_of(batch, sheet)
    if differences:
        return SheetResult(differences=differences)
    entry = batch.entries.get(sheet_number=sheet, reading=SECOND)
    version = batch.consultation.current_version()
    form = questionnaire_form(version.questionnaire, entry.data)
    form.is_valid()
    code = code_of(new_token())
    contribution = Contribution(
        consultation=batch.consultation,
        language=entry.language,
        channel=batch.channel,
        city=batch.consultation.city,
        district=batch.district,
        batch=batch,
        sheet_number=sheet,
        receipt_hash=receipt_hash(code),
        consented_at=at,
        sent_at=at,
    )
    answers = answers_of(contribution, form, version)
    seal(contribution, answers)
    try:
        with transaction.atomic():
            contribution.save(force_insert=True)
    except IntegrityError as error:
        raise SheetCounted from error
    Answer.objects.bulk_create(answers)
    # The typings have done their work: only the answers are kept.
    batch.entries.filter(sheet_number=sheet).delete()
    return SheetResult(contribution=contribution, code=code)


def progress_of(batch: Batch) -> dict[str, int]:
    """How many sheets of a batch are counted, wait for a second reading, differ, or are still to type."""
    return progress_of_each([batch])[0]["progress"]


def progress_of_each(batches: Iterable[Batch]) -> list[dict]:
    """Each batch with its progress, as ``{"batch", "progress"}``. Two queries, whatever the number of batches."""
    batches = list(batches)
    counted = Counter(Contribution.objects.filter(batch__in=batches).values_list("batch_id", flat=True))
    readings = Counter(SheetEntry.objects.filter(batch__in=batches).values_list("batch_id", "sheet_number"))
    waiting, differing = Counter[int](), Counter[int]()
    for (batch_id, _sheet), typed in readings.items():
        (differing if typed == 2 else waiting)[batch_id] += 1
    return [
        {
            "batch": batch,
            "progress": {
                "sheets": batch.sheets,
                "counted": counted[batch.pk],
                "waiting": waiting[batch.pk],
                "differing": differing[batch.pk],
                "untyped": batch.sheets - counted[batch.pk] - waiting[batch.pk] - differing[batch.pk],
            },
        }
        for batch in batches
    ]


def _answers(questionnaire, entry: SheetEntry) -> dict[str, tuple[Any, str]]:
    form = questionnaire_form(questionnaire, entry.data)
    form.is_valid()
    return form.answers


def _told(answer: tuple[Any, str]) -> tuple[Any, str]:
    # Two typists never agree on spaces and line ends; on words they must.
    value, words = answer
    return value, " ".join(words.split())
