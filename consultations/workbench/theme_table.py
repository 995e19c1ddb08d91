"""The table of an analysis: one row a theme or sub-theme, sorted as people ask, on the screen and as a CSV file."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from defusedcsv import csv
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.publishing.open_data import BYTE_ORDER_MARK, cell
from consultations.reviews.theme_reading import fold
from consultations.workbench.filtering import Filters
from consultations.workbench.lift import Lift
from consultations.workbench.theme_facts import BEGUN, REVIEWED, TO_REVIEW, ThemeFacts, Workbench

STATUSES = {TO_REVIEW: _("to review"), BEGUN: pgettext_lazy("a review", "begun"), REVIEWED: _("reviewed")}
DECIMALS = 4


@dataclass(frozen=True)
class Row:
    """One theme; ``main`` is the one that it is a part of, None for a main theme."""

    facts: ThemeFacts
    main: ThemeFacts | None


@dataclass(frozen=True)
class Column:
    """A column that can be sorted by; ``is_compared`` columns are there with a filter on only."""

    name: str
    label: Any
    key: Callable[[Row], Any]
    is_number: bool = True
    is_compared: bool = False


def _lift(read: Callable[[Lift], float]) -> Callable[[Row], float]:
    # What is too few to say goes to the end of the small ones: a lift is never below zero.
    return lambda row: read(row.facts.lift) if row.facts.lift else -1.0


COLUMNS = (
    Column("title", _("Theme"), lambda row: fold(row.facts.title), is_number=False),
    Column("main", _("Part of"), lambda row: fold(row.main.title) if row.main else "", is_number=False),
    Column("state", _("Review"), lambda row: row.facts.percent_reviewed),
    Column("people", _("People"), lambda row: row.facts.people),
    Column("doubtful", _("Doubtful texts"), lambda row: row.facts.doubtful),
    Column("inside", _("Among the filtered"), lambda row: row.facts.inside or 0, is_compared=True),
    Column("lift", _("How much more often"), _lift(lambda lift: lift.value), is_compared=True),
    Column("low", _("At least"), _lift(lambda lift: lift.low), is_compared=True),
    Column("high", _("At most"), _lift(lambda lift: lift.high), is_compared=True),
)


def columns_of(bench: Workbench) -> list[Column]:
    return [column for column in COLUMNS if bench.group is not None or not column.is_compared]


def rows_of(bench: Workbench, sort: str = "") -> list[Row]:
    """The rows, sorted by the column of that name, the other way round with “-” before it.

    Without a sort that the table has: main themes by size, each followed by its parts.
    """
    rows = [
        Row(facts, main)
        for theme in bench.themes
        for facts, main in ((theme, None), *((part, theme) for part in theme.parts))
    ]
    column = next((one for one in columns_of(bench) if one.name == sort.removeprefix("-")), None)
    return sorted(rows, key=column.key, reverse=sort.startswith("-")) if column else rows


def csv_lines(bench: Workbench, filters: Filters, *, sort: str = "") -> Iterator[str]:
    """The table as CSV, line by line, formulas defused, with the counts that every lift was worked out from."""
    said = "; ".join(f"{one.label}: {one.said}" for one in filters.on)
    lines = io.StringIO()
    writer = csv.writer(lines)
    yield BYTE_ORDER_MARK
    for values in (CSV_COLUMNS, *(_values(row, bench, said) for row in rows_of(bench, sort))):
        writer.writerow([cell(value) for value in values])
        yield lines.getvalue()
        lines.seek(0)
        lines.truncate()


CSV_COLUMNS = (
    "theme_id", "theme", "part_of", "review", "percent_reviewed", "people", "doubtful", "all_people",
    "filters", "filtered_speaking", "filtered_people", "lift", "lift_low", "lift_high",
)  # fmt: skip


def _values(row: Row, bench: Workbench, said: str) -> list[Any]:
    facts, lift = row.facts, row.facts.lift
    ends = [round(number, DECIMALS) for number in (lift.value, lift.low, lift.high)] if lift else [None] * 3
    return [
        facts.pk,
        facts.title,
        row.main.title if row.main else None,
        facts.status,
        facts.percent_reviewed,
        facts.people,
        facts.doubtful,
        bench.people,
        said or None,
        facts.inside,
        bench.group,
        *ends,
    ]
