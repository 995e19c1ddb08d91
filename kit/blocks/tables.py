"""A small table, pasted from a spreadsheet."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from kit.blocks.groups import FACTS

MOST_COLUMNS, MOST_ROWS = 8, 60


class TableValue(blocks.StructValue):
    def headers(self) -> list[str]:
        return read_cells(self["cells"])[0]

    def rows(self) -> list[list[str]]:
        return read_cells(self["cells"])[1:]


class TableBlock(blocks.StructBlock):
    """A line a row: what a spreadsheet gives when its cells are copied. The first row and column are headings."""

    caption = blocks.CharBlock(label=_("title"), max_length=150)
    cells = blocks.TextBlock(
        label=_("cells"),
        rows=6,
        max_length=20_000,
        help_text=_(
            "Copy the cells from a spreadsheet and paste them here. Or write a line a row, with “|” between the "
            "cells. The first row holds the columns’ titles; the first cell of each row is its title."
        ),
    )
    has_numbers = blocks.BooleanBlock(label=_("the cells are numbers"), required=False)

    class Meta:
        label = _("Table")
        icon = "table"
        group = FACTS
        template = "kit/blocks/table.html"
        value_class = TableValue
        preview_value = {
            "caption": _("Answers by district"),
            "cells": _("District | Answers\nNorth | 980\nEast | 766"),
            "has_numbers": True,
        }
        description = _("A small table with titles. Paste it from a spreadsheet.")

    def clean(self, value):
        value = super().clean(value)
        table = read_cells(value["cells"])
        if not value["cells"].strip() and self.is_deferred_validation:
            return value
        if sentence := _problem(table):
            raise StructBlockValidationError(block_errors={"cells": ValidationError(sentence)})
        return value


def read_cells(text: str) -> list[list[str]]:
    """The rows of that text: cells are apart by tabulations if there are any, else by “|”."""
    apart = "\t" if "\t" in text else "|"
    rows = [[cell.strip() for cell in line.split(apart)] for line in str(text).splitlines() if line.strip()]
    return rows or [[]]


def _problem(table: list[list[str]]) -> str:
    """What is wrong with that table, in a sentence; empty when nothing is."""
    columns = len(table[0])
    if len(table) < 2 or columns < 2:
        return gettext("A table has at least two rows and two columns.")
    if columns > MOST_COLUMNS or len(table) > MOST_ROWS:
        return gettext("At most %(columns)s columns and %(rows)s rows: offer the rest as a file.") % {
            "columns": MOST_COLUMNS,
            "rows": MOST_ROWS,
        }
    if not all(cell for cell in table[0][1:]):
        return gettext("Each column needs a title in the first row.")
    for number, row in enumerate(table, start=1):
        if len(row) != columns:
            return gettext("Row %(row)s has %(found)s cells, the first row has %(wanted)s.") % {
                "row": number,
                "found": len(row),
                "wanted": columns,
            }
        if not row[0] and number > 1:
            return gettext("Row %(row)s has no title in its first cell.") % {"row": number}
    return ""
