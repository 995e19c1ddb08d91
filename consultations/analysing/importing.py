"""Bring answers that exist already into a consultation: all of a file or nothing, and never twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from cities.models import District
from consultations.analysing.reading import ImportRefused, Record, read_records
from consultations.answering.receipt_codes import keyed_hash
from consultations.asking.finding import free_text_question
from consultations.inclusion.sealing import seal
from consultations.models import Answer, Consultation, Contribution
from kit.query_plans import refresh_statistics

BATCH = 1000
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Defaults:
    """What is true of each row that does not say otherwise in a column of that name."""

    language: str = "fr"
    channel: str = Contribution.ONLINE


@dataclass(frozen=True)
class Imported:
    """What an import did: rows in the file, added now, there already from an earlier import, blank."""

    rows: int
    added: int
    known: int
    blank: int


@dataclass(frozen=True)
class Row:
    """One answer of the file, checked."""

    text: str
    import_key: str
    language: str
    channel: str
    district: District | None
    sent_at: datetime


def import_contributions(
    path: Path,
    consultation: Consultation,
    question_key: str,
    *,
    at: datetime,
    text_column: str = "text",
    defaults: Defaults | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Imported:
    """Add one contribution a row, answering that question, and say what was done.

    The columns ``language``, ``district`` (a code of the city's), ``sent_at`` and ``channel`` are read where there
    are any; ``at`` is when a row without ``sent_at`` counts as sent. The same file again adds nothing; a longer one
    adds what is new. ``progress`` gets the rows written and their number. Raises ImportRefused and UnknownQuestion
    before anything is written.
    """
    free_text_question(consultation, question_key)
    checker = _Checker(path, consultation, question_key, defaults or Defaults(), at=at)
    rows, blank = [], 0
    for record in read_records(path, needed=text_column):
        text = checker.text(record, text_column)
        if text.strip():
            rows.append(checker.row(record, text))
        else:
            blank += 1
    if not rows and not blank:
        raise ImportRefused(_("The file has a header and no row: there is nothing to import."), path=path)
    added = _write(rows, consultation, question_key, progress=progress)
    log.info(
        "answers imported", consultation=consultation.pk, added=added, known=len(rows) - added, blank=blank
    )
    return Imported(rows=len(rows) + blank, added=added, known=len(rows) - added, blank=blank)


@transaction.atomic
def _write(
    rows: list[Row],
    consultation: Consultation,
    question_key: str,
    *,
    progress: Callable[[int, int], None] | None,
) -> int:
    """Write the rows that no earlier import brought, and return their number."""
    # Two imports at once wait for each other here, instead of failing on each other's keys.
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    version = consultation.current_version()
    known = set(consultation.contributions.exclude(import_key="").values_list("import_key", flat=True))
    fresh = [row for row in rows if row.import_key not in known]
    for start in range(0, len(fresh), BATCH):
        batch = fresh[start : start + BATCH]
        contributions = [_contribution(row, consultation) for row in batch]
        answers = [
            Answer(contribution=contribution, question_key=question_key, version=version, text=row.text)
            for contribution, row in zip(contributions, batch, strict=True)
        ]
        for contribution, answer in zip(contributions, answers, strict=True):
            seal(contribution, [answer])
        Contribution.objects.bulk_create(contributions)
        Answer.objects.bulk_create(answers)
        if progress is not None:
            progress(start + len(batch), len(fresh))
    refresh_statistics(Contribution, Answer)
    return len(fresh)


def _contribution(row: Row, consultation: Consultation) -> Contribution:
    return Contribution(
        consultation=consultation,
        city_id=consultation.city_id,
        language=row.language,
        channel=row.channel,
        district=row.district,
        import_key=row.import_key,
        sent_at=row.sent_at,
    )


class _Checker:
    """Turns records of one file into rows, or says which line is wrong and why."""

    def __init__(
        self, path: Path, consultation: Consultation, question_key: str, defaults: Defaults, *, at: datetime
    ):
        self.path = path
        self.question_key = question_key
        self.defaults = defaults
        self.at = at
        self.zone = consultation.zone
        self.districts = {district.code: district for district in consultation.city.districts.all()}
        self.seen: Counter[str] = Counter()

    def text(self, record: Record, column: str) -> str:
        """The answer as it was written; empty for none."""
        value = record.values[column]
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.refused(
                record, _("“%(name)s” is not text: put it in quotation marks.") % {"name": column}
            )
        if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
            raise self.refused(record, _("The text holds characters that cannot be stored: remove them."))
        return value

    def row(self, record: Record, text: str) -> Row:
        """The checked row; call once a record, in order, for repeats of a text are told apart by their number."""
        self.seen[text] += 1
        identity = "\0".join((self.question_key, text, str(self.seen[text])))
        return Row(
            text=text,
            # Keyed, for it outlives the words: once withdrawn, an answer must neither come back nor be guessed.
            import_key=keyed_hash("import", identity),
            language=self._language(record),
            channel=self._channel(record),
            district=self._district(record),
            sent_at=self._sent_at(record),
        )

    def refused(self, record: Record, message: str) -> ImportRefused:
        return ImportRefused(message, path=self.path, line=record.line)

    def _value(self, record: Record, column: str) -> str:
        value = record.values.get(column)
        return "" if value is None else str(value).strip()

    def _language(self, record: Record) -> str:
        code = self._value(record, "language") or self.defaults.language
        if not LANGUAGE.fullmatch(code):
            raise self.refused(
                record, _("“%(code)s” is not a language. Write a code such as fr, en or wo.") % {"code": code}
            )
        return code

    def _channel(self, record: Record) -> str:
        channel = self._value(record, "channel") or self.defaults.channel
        known = [name for name, _label in Contribution.CHANNELS]
        if channel not in known:
            raise self.refused(
                record,
                _("“%(channel)s” is not a channel. Write one of: %(known)s.")
                % {"channel": channel, "known": ", ".join(known)},
            )
        return channel

    def _district(self, record: Record) -> District | None:
        code = self._value(record, "district")
        if not code:
            return None
        if code not in self.districts:
            raise self.refused(
                record,
                _("The city has no district “%(code)s”. Its codes are: %(known)s.")
                % {"code": code, "known": ", ".join(self.districts) or "–"},
            )
        return self.districts[code]

    def _sent_at(self, record: Record) -> datetime:
        written = self._value(record, "sent_at")
        if not written:
            return self.at
        try:
            day = parse_date(written)
            moment = datetime(day.year, day.month, day.day, 12) if day else parse_datetime(written)
        except ValueError:
            moment = None
        if moment is None:
            raise self.refused(
                record,
                _("“%(date)s” is not a date. Write it as 2026-03-31 or 2026-03-31T18:30.")
                % {"date": written},
            )
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment, self.zone)
