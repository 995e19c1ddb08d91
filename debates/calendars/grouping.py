"""The debates of a search as points, grouped by the database: by hand, for the ORM cannot read from a subquery.

Debates are counted by room in the index that narrowed them, and only the rooms that are left are looked up. Joining
each of ten thousand debates to its venue first took ten times as long.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count

from debates.models import Room, Venue
from debates.models.debate import DebateQuerySet

TABLES = {"rooms": Room, "venues": Venue}
# A cell is counted from the south-west, so that no number is below zero. The least slug and name are those of the
# venue where a point is of one venue alone, which is when they are used.
POINTS = """
SELECT
    count(DISTINCT venue.id), sum(held.debates), min(venue.slug), min(venue.name),
    avg(venue.latitude), avg(venue.longitude)
FROM ({held}) held
JOIN {rooms} room ON room.id = held.room_id
JOIN {venues} venue ON venue.id = room.venue_id
WHERE venue.latitude IS NOT NULL AND venue.longitude IS NOT NULL
GROUP BY {cell}
ORDER BY 2 DESC, 3
LIMIT %s
"""
BY_VENUE = "venue.id"
# SQLite cuts a number off where it becomes a whole one, PostgreSQL would round it.
WHOLE = {"sqlite": "CAST({number} AS integer)", "postgresql": "floor({number})"}
EAST, NORTH = "(venue.longitude + 180) / %s", "(venue.latitude + 90) / %s"


@dataclass(frozen=True)
class Point:
    """How many venues and debates a point stands for, and its place; ``slug`` and ``name`` are those of one venue."""

    venues: int
    debates: int
    slug: str
    name: str
    latitude: float
    longitude: float


def points_of(held: DebateQuerySet, *, cell: float | None, most: int) -> list[Point]:
    """The venues of these debates whose place is known: together where they lie in one cell of that many degrees, or
    each for itself. One query; at most ``most``, those with most debates first."""
    # Grouped as an index has them; a room stands once for each night and status, which the sums do not mind.
    by_room = held.order_by().values("night_id", "status", "room_id").annotate(debates=Count("*"))
    try:
        sql, parameters = by_room.query.sql_with_params()
    except EmptyResultSet:
        return []
    quoted = {name: connection.ops.quote_name(model._meta.db_table) for name, model in TABLES.items()}
    grouped = POINTS.format(held=sql, cell=BY_VENUE if cell is None else _cells(), **quoted)
    sizes = () if cell is None else (cell, cell)
    with connection.cursor() as cursor:
        cursor.execute(grouped, (*parameters, *sizes, most))
        return [
            Point(venues, int(debates), slug, name, float(latitude), float(longitude))
            for venues, debates, slug, name, latitude, longitude in cursor.fetchall()
        ]


def _cells() -> str:
    whole = WHOLE[connection.vendor]
    return ", ".join(whole.format(number=number) for number in (EAST, NORTH))
