"""One door to the files that can be imported, by what they hold."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from debates.importing.agenda import rows_of_agenda
from debates.importing.columns import DEBATE, VENUE
from debates.importing.tables import Row, rows_of_table
from debates.models import Night

AGENDA = "agenda"
WHAT = [
    (VENUE, _("places, from a table (CSV or XLSX)")),
    (DEBATE, _("debates, from a table (CSV or XLSX)")),
    (AGENDA, _("places and debates, from an agenda (JSON of OpenAgenda)")),
]
CAPACITY_NOT_TOLD = 30


def rows_of(content: bytes, *, what: str, night: Night, capacity: int = CAPACITY_NOT_TOLD) -> list[Row]:
    """The rows of a file. Raises `debates.importing.tables.Unreadable`."""
    if what == AGENDA:
        return rows_of_agenda(content, night=night, capacity=capacity)
    return rows_of_table(content, kind=what)
