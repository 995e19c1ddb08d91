"""The tables of an import: what is wrong where, and what becomes of each row."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from debates.importing.planned import CHANGED, LEFT, NEW, UNCHANGED, Planned
from debates.importing.planning import Plan

register = template.Library()
OUTCOMES = {
    NEW: pgettext_lazy("imported row", "new"),
    CHANGED: pgettext_lazy("imported row", "changed"),
    UNCHANGED: pgettext_lazy("imported row", "unchanged"),
    LEFT: pgettext_lazy("imported row", "left as it is"),
}


@register.inclusion_tag("kit/components/table.html")
def problems_table(plan: Plan, labels: dict[str, str]) -> dict:
    """Line, column, and what to write instead, one row a problem."""
    rows = [
        [one.row.line, labels.get(column, column), sentence]
        for one in plan.refused
        for column, sentence in one.problems
    ]
    return {
        "caption": _("Cells to mend"),
        "headers": [_("Line"), _("Column"), _("What to do")],
        "rows": rows,
    }


@register.inclusion_tag("kit/components/table.html")
def rows_table(rows: list[Planned]) -> dict:
    """Line, name and outcome of each row, with what is to know about it."""
    return {
        "caption": _("What becomes of each row"),
        "headers": [_("Line"), _("Row"), _("Outcome"), _("To know")],
        "rows": [
            [
                one.row.line,
                one.title,
                pgettext("imported row", "to be mended") if one.problems else OUTCOMES[one.outcome],
                " ".join(one.notes),
            ]
            for one in rows
        ],
    }
