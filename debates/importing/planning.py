"""What an import would do, row by row, before anything is written: new, changed, unchanged, left alone, or refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from debates.hosting.placing import VENUES_AT_MOST
from debates.hosting.saving import OPEN_AT_MOST
from debates.importing.columns import VENUE, columns_of
from debates.importing.debate_rows import read_debate
from debates.importing.known import Known
from debates.importing.planned import CHANGED, LEFT, NEW, UNCHANGED, Planned
from debates.importing.tables import Row
from debates.importing.venue_rows import read_venue
from debates.models import Debate


@dataclass
class Plan:
    rows: list[Planned]

    @property
    def refused(self) -> list[Planned]:
        return [one for one in self.rows if one.problems]

    def count(self, outcome: str) -> int:
        return sum(one.outcome == outcome and not one.problems for one in self.rows)

    @property
    def counts(self) -> dict[str, int]:
        return {outcome: self.count(outcome) for outcome in (NEW, CHANGED, UNCHANGED, LEFT)}


def plan(rows: Iterable[Row], known: Known) -> Plan:
    """What importing these rows would do. No query beyond those that made ``known``."""
    planned, seen = [], set()
    for row in rows:
        one = Planned(row, problems=list(row.problems), notes=list(row.notes))
        one.external_id = row.values.get("external_id", "")[:200]
        _read(one, known)
        if (row.kind, one.external_id) in seen:
            one.problems.append(("external_id", _("Another row has this number: give each row its own.")))
        seen.add((row.kind, one.external_id))
        if row.kind == VENUE and not one.problems:
            known.plan_venue(one.external_id, one.values["name"], one.values["rooms"])
        _judge(one, known)
        _keep_to_limits(one, known)
        planned.append(one)
    return Plan(planned)


def _read(one: Planned, known: Known) -> None:
    for column in columns_of(one.row.kind):
        if column.required and not one.row.values.get(column.name):
            told = {name for name, _sentence in one.problems}
            if column.name not in told:
                one.problems.append((column.name, _("This cell is empty: it is needed.")))
    (read_venue if one.row.kind == VENUE else read_debate)(one, known)


def _judge(one: Planned, known: Known) -> None:
    before = known.imported.get((one.row.kind, one.external_id))
    if before is None:
        one.outcome = NEW
    elif before.digest == one.digest:
        one.outcome = UNCHANGED
    elif before.debate is not None and before.debate.status != Debate.DRAFT:
        one.outcome = LEFT
        one.notes.append(
            _("This debate is no draft any more: change it on its own page. The import leaves it as it is.")
        )
    else:
        one.outcome = CHANGED


def _keep_to_limits(one: Planned, known: Known) -> None:
    """Count what is new against what the host may still have, where limits hold."""
    if one.outcome != NEW or one.problems:
        return
    if one.row.kind == VENUE and known.venues_left is not None:
        known.venues_left -= 1
        if known.venues_left < 0:
            one.problems.append(
                (
                    "external_id",
                    _(
                        "A host lists %(most)d places at most: take one off the list, or ask the city’s desk to import."
                    )
                    % {"most": VENUES_AT_MOST},
                )
            )
    elif one.row.kind != VENUE and known.debates_left is not None:
        known.debates_left -= 1
        if known.debates_left < 0:
            one.problems.append(
                (
                    "external_id",
                    _(
                        "A host has %(most)d debates at most that wait for a decision: withdraw those that you will "
                        "not hold, or ask the city’s desk to import."
                    )
                    % {"most": OPEN_AT_MOST},
                )
            )
