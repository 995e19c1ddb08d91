"""What was said at the tables of a meeting, in numbers: only what counts, so that a withdrawal corrects them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from debates.models import Gathering, GatheringTable


@dataclass(frozen=True)
class Table:
    """A table and how many statements of it count as contributions."""

    table: GatheringTable
    counted: int


def tables_of(gathering: Gathering) -> list[Table]:
    """Each table with its number of statements, in order. One query."""
    still = Count("batch__contributions", filter=Q(batch__contributions__withdrawn_at=None))
    found = GatheringTable.objects.filter(gathering=gathering).select_related("batch").annotate(counted=still)
    return [Table(one, one.counted) for one in found.order_by("number")]
