"""A city's figures as CSV: one line in all, then one a theme and one a district."""

from __future__ import annotations

import io

from defusedcsv import csv

from debates.reporting.figures import CityFigures, Figures, Row

COLUMNS = (
    "kind",
    "key",
    "name",
    "debates",
    "seats",
    "reserved",
    "present",
    "debates_without_seats_to_reserve",
    "debates_without_report",
    "debates_in_edition_before",
)


def written(told: CityFigures) -> str:
    """The whole file, with a header. An empty cell is a number that nobody knows; a debate of two themes is in both."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    total = Row(
        "", str(told.night.city), told.total, told.before.debates if told.before is not None else None
    )
    for kind, rows in (("total", (total,)), ("theme", told.themes), ("district", told.districts)):
        for row in rows:
            writer.writerow([kind, row.key, row.name, *_numbers(row.figures), _or_empty(row.before)])
    return out.getvalue()


def _numbers(figures: Figures) -> list[int | str]:
    is_known = figures.knows_present or not figures.debates
    return [
        figures.debates,
        figures.seats,
        figures.reserved,
        figures.present if is_known else "",
        figures.open_entry,
        figures.unreported,
    ]


def _or_empty(number: int | None) -> int | str:
    return "" if number is None else number
