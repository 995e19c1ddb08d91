"""Tables that anyone can take: the same rows as CSV, as JSON, and explained by a Table Schema (Frictionless 2.0)."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from defusedcsv import csv
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import override

from consultations.publishing.open_data import BYTE_ORDER_MARK, cell
from consultations.publishing.open_data_schema import LICENCE, STANDARD
from kit.localized import LocalizedText, content_languages


@dataclass(frozen=True)
class TableColumn:
    """One column: its Frictionless type, and what it means, a lazy sentence. ``categories`` are (key, lazy name)."""

    name: str
    type: str
    description: Any
    categories: tuple[tuple[str, Any], ...] = ()
    constraints: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """Rows as ``{column: value}``, None where there is nothing to say. ``key``: the columns that tell rows apart."""

    name: str
    columns: tuple[TableColumn, ...]
    rows: tuple[dict[str, Any], ...]
    key: tuple[str, ...] = ()


def worded(name: str, description) -> tuple[TableColumn, ...]:
    """One column of text a language: ``title.fr``, ``title.en``."""
    return tuple(
        TableColumn(f"{name}.{code}", "string", description) for code, _language in content_languages()
    )


def in_languages(name: str, text: LocalizedText) -> dict[str, str | None]:
    """The cells of those columns."""
    return {f"{name}.{code}": text.get(code) or None for code, _language in content_languages()}


def as_csv(table: Table) -> str:
    """UTF-8 with a byte order mark, commas, formulas defused; dates as ISO 8601 has them."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([column.name for column in table.columns])
    for row in table.rows:
        writer.writerow([_cell(row.get(column.name)) for column in table.columns])
    return BYTE_ORDER_MARK + written.getvalue()


def as_json(table: Table, *, about: Mapping[str, Any]) -> str:
    """One object: what ``about`` says, the licence, then the rows under the table's name."""
    rows = [{column.name: row.get(column.name) for column in table.columns} for row in table.rows]
    content = {**about, "licence": LICENCE, table.name: rows}
    return json.dumps(content, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder) + "\n"


def table_schema(columns: Iterable[TableColumn], *, key: tuple[str, ...] = ()) -> dict[str, Any]:
    """The Table Schema of these columns, with what each means in every language of the site."""
    schema: dict[str, Any] = {"$schema": STANDARD, "fields": [_field(column) for column in columns]}
    if key:
        schema["primaryKey"] = list(key)
    return {**schema, "missingValues": [""]}


def _field(column: TableColumn) -> dict[str, Any]:
    by_language = _in_each_language(column.description)
    written: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "description": " / ".join(dict.fromkeys(by_language.values())),
        "descriptions": by_language,
    }
    if column.constraints:
        written["constraints"] = dict(column.constraints)
    if column.categories:
        written["categories"] = [
            {"value": key, "label": labels[settings.LANGUAGE_CODE], "labels": labels}
            for key, name in column.categories
            for labels in [_in_each_language(name)]
        ]
    return written


def _in_each_language(words) -> dict[str, str]:
    said = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            said[code] = str(words)
    return said


def _cell(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return cell(value)
