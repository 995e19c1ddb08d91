"""The log of an analysis as a file: ids, moments and what staff wrote, the first decision first.

Nobody is named: people are the numbers of their accounts, texts the numbers of answers. No citizen's word is in it,
for none is in the log.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC

from defusedcsv import csv
from django.db.models import QuerySet

from consultations.models import ReviewEvent
from consultations.publishing.open_data import BYTE_ORDER_MARK, cell

COLUMNS = ("event", "at", "person", "verb", "theme", "undoes", "texts", "words", "details")
CHUNK = 500


def as_json_lines(events: QuerySet[ReviewEvent]) -> Iterator[str]:
    """One decision a line, as JSON with the columns as keys. One query for each 500 decisions."""
    for row in _rows(events):
        yield json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n"


def as_csv(events: QuerySet[ReviewEvent]) -> Iterator[str]:
    """UTF-8 with a byte order mark, commas, formulas defused; ``details`` is JSON in a cell."""
    yield BYTE_ORDER_MARK + _line(COLUMNS)
    for row in _rows(events):
        yield _line([_in_a_cell(row[name]) for name in COLUMNS])


def _rows(events: QuerySet[ReviewEvent]) -> Iterator[dict]:
    for event in events.order_by("at", "pk").iterator(chunk_size=CHUNK):
        yield {
            "event": event.pk,
            "at": event.at.astimezone(UTC).isoformat(timespec="seconds"),
            "person": event.actor_id,
            "verb": event.verb,
            "theme": event.theme_id,
            "undoes": event.undoes_id,
            "texts": len(event.details.get("answers", ())),
            "words": _words(event.details),
            "details": event.details,
        }


def _words(details: dict) -> str:
    """What the person wrote: a title, a description, a statement, a reason, each language of it."""
    said: list[str] = []
    for name in ("title", "description", "statement", "reason"):
        words = details.get(name) or ""
        said += words.values() if isinstance(words, dict) else [words]
    return " / ".join(one for one in said if one)


def _in_a_cell(value: object) -> object:
    return cell(json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, dict) else value)


def _line(cells) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()
