"""Files to fill in: the columns in order, and what to write in each."""

from __future__ import annotations

import io

from defusedcsv import csv
from django.utils.translation import gettext as _

from debates.importing.columns import columns_of
from debates.importing.tables import EXPLANATION


def csv_template(kind: str) -> bytes:
    """Headings, then a line that explains each column and is skipped when the file is read."""
    columns = columns_of(kind)
    out = io.StringIO(newline="")
    # Semicolons and a mark of UTF-8: what spreadsheets of French-speaking countries open without questions.
    writer = csv.writer(out, delimiter=";")
    writer.writerow([one.label for one in columns])
    explained = [_explained(one) for one in columns]
    writer.writerow([f"{EXPLANATION} {explained[0]}", *explained[1:]])
    return out.getvalue().encode("utf-8-sig")


def xlsx_template(kind: str) -> bytes:
    """A sheet with the headings, and one that explains each column."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    columns = columns_of(kind)
    book = Workbook()
    sheet = book.active
    sheet.title = _("To fill in")
    sheet.append([one.label for one in columns])
    for number, cell in enumerate(sheet[1], start=1):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = max(
            14, min(40, len(columns[number - 1].label) + 4)
        )
    sheet.freeze_panes = "A2"
    notes = book.create_sheet(_("What to write"))
    notes.append([_("Column"), _("Needed"), _("What to write"), _("For instance")])
    for one in columns:
        notes.append([one.label, _("yes") if one.required else "", one.explanation, one.example])
    for letter, width in zip("ABCD", (36, 10, 90, 30), strict=True):
        notes.column_dimensions[letter].width = width
    for cell in notes[1]:
        cell.font = Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _explained(column) -> str:
    parts = [_("Needed.") if column.required else "", column.explanation]
    if column.example:
        parts.append(_("For instance: %(example)s") % {"example": column.example})
    return " ".join(filter(None, parts))
