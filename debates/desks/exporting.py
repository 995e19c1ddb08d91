"""What desks did, as tables to take along: every step, every message, with formulas defused."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import datetime

from defusedcsv import csv

from consultations.publishing.open_data import BYTE_ORDER_MARK, cell
from debates.desks.history import events_of, steps
from debates.models import DeskMessage

CHUNK = 500
_STEP_COLUMNS = ("at", "city", "edition", "code", "question", "step", "by", "reason", "text")
_MESSAGE_COLUMNS = ("at", "city", "edition", "status", "recipients", "by", "subject", "text")


def steps_as_csv(user) -> Iterator[str]:
    """Every step of the debates of that person's desks, the latest first, a few hundred lines at a time."""
    return _table(_STEP_COLUMNS, _step_rows(user))


def messages_as_csv(user) -> Iterator[str]:
    """Every message that these desks sent, the latest first."""
    return _table(_MESSAGE_COLUMNS, _message_rows(user))


def _step_rows(user) -> Iterator[tuple]:
    # The snapshots are long, and the table has none of them.
    for one in steps(events_of(user).defer("snapshot").iterator(chunk_size=CHUNK)):
        night = one.debate.night
        yield (
            _moment(one.at, night.city.zone),
            str(night.city),
            night.edition.slug,
            one.debate.code,
            one.question,
            one.kind,
            one.by,
            one.reason,
            one.text,
        )


def _message_rows(user) -> Iterator[tuple]:
    sent = DeskMessage.objects.of_desks(user).select_related("night__city", "night__edition", "sender")
    for one in sent.iterator(chunk_size=CHUNK):
        yield (
            _moment(one.at, one.night.city.zone),
            str(one.night.city),
            one.night.edition.slug,
            one.status,
            one.recipients,
            str(one.sender or ""),
            one.subject,
            one.text,
        )


def _moment(at: datetime, zone) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds")


def _table(columns: tuple[str, ...], rows: Iterable[tuple]) -> Iterator[str]:
    """UTF-8 with a byte order mark, line by line."""
    yield BYTE_ORDER_MARK + _line(columns)
    for row in rows:
        yield _line(row)


def _line(cells: Iterable) -> str:
    written = io.StringIO()
    csv.writer(written).writerow([cell(value) for value in cells])
    return written.getvalue()
