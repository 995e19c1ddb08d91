"""A discussion as open data: one row a contribution that is shown, and why others are hidden. No account in it.

Rows are read from the database as it now is: a contribution that its author withdraws leaves the next file.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from defusedcsv import csv
from django.utils import timezone

from consultations.amending.amendment_reading import figures, hidden_for
from consultations.models import Amendment, CharterVersion
from consultations.publishing.open_data import BYTE_ORDER_MARK, cell
from consultations.publishing.open_data_schema import LICENCE
from kit.localized import content_languages


def columns() -> list[str]:
    """The columns of the file, in their order."""
    reasons = [f"reason_{code}" for code, _name in content_languages()]
    return [
        "number", "article", "kind", "language", "quote", "proposed", "comment", "signed", "made_on",
        "agree", "disagree", "decision", *reasons, "decided_on",
    ]  # fmt: skip


def rows(version: CharterVersion) -> Iterator[dict[str, Any]]:
    """Each shown contribution as ``{column: value}``, the oldest first. One query."""
    zone = version.charter.city.zone
    shown = Amendment.objects.public().filter(version=version).with_agreements().select_related("article")
    for one in shown.order_by("made_at", "pk").iterator(chunk_size=500):
        yield {
            "number": one.pk,
            "article": one.article.identifier,
            "kind": one.kind,
            "language": one.language,
            "quote": one.quote,
            "proposed": one.proposed if one.is_amendment else None,
            "comment": one.body,
            "signed": one.signature,
            "made_on": _day(one.made_at, zone),
            "agree": one.agreeing,
            "disagree": one.disagreeing,
            "decision": one.decision,
            **{f"reason_{code}": one.reason.get(code, "") for code, _name in content_languages()},
            "decided_on": _day(one.decided_at, zone),
        }


def csv_lines(version: CharterVersion) -> Iterator[str]:
    """The CSV file, line by line: UTF-8 with a byte order mark, commas, formulas defused."""
    line = io.StringIO()
    writer = csv.writer(line)
    names = columns()
    writer.writerow(names)
    yield BYTE_ORDER_MARK + line.getvalue()
    for row in rows(version):
        line.seek(0)
        line.truncate()
        writer.writerow([cell(row[name]) for name in names])
        yield line.getvalue()


def as_json(version: CharterVersion) -> dict[str, Any]:
    """The whole discussion: what it is, its figures, why contributions are hidden, each that is shown."""
    counted = figures(version)
    return {
        "charter": version.charter.slug,
        "version": version.number,
        "from": version.discussed_from,
        "until": version.discussed_until,
        "licence": LICENCE,
        "figures": {name: getattr(counted, name) for name in counted.__dataclass_fields__},
        "hidden": [{"reason": reason, "count": count} for reason, count in hidden_for(version)],
        "contributions": list(rows(version)),
    }


def _day(moment, zone) -> str | None:
    return timezone.localtime(moment, zone).date().isoformat() if moment else None
