"""Where debates are, as points for a map: venues near each other become one point while they are seen from afar.

The grid is the map's own: at zoom z a cell is 64 of its pixels wide, a quarter of a tile. So a point never covers
another, and what is sent depends on the window, not on how many debates there are.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from debates.finding.asked import Asked
from debates.finding.matching import matching

CELLS_A_TILE = 4
# From this zoom on one sees single houses: nothing is grouped any more.
STREET = 17
MOST_POINTS = 2000


class NoSuchWindow(Exception):
    """The window or the zoom that was asked for makes no sense; the message says how to write them."""


@dataclass(frozen=True)
class Window:
    """What a map shows: (west, south, east, north) in degrees, None for all; and its zoom, None for no grouping."""

    bounds: tuple[float, float, float, float] | None = None
    zoom: int | None = None


def window_of(parameters: QueryDict) -> Window:
    """The window that an address asks for by ``bbox=west,south,east,north`` and ``zoom=0…19``."""
    try:
        box, zoom = parameters.get("bbox", ""), parameters.get("zoom", "")
        bounds = tuple(float(part) for part in box.split(",")) if box else None
        window = Window(bounds if bounds is None else _four(bounds), int(zoom) if zoom else None)
    except ValueError as error:
        raise NoSuchWindow(
            _("Write bbox as west,south,east,north in degrees, and zoom from 0 to 19.")
        ) from error
    if window.zoom is not None and not 0 <= window.zoom <= 19:
        raise NoSuchWindow(_("Write bbox as west,south,east,north in degrees, and zoom from 0 to 19."))
    return window


def _four(bounds: tuple[float, ...]) -> tuple[float, float, float, float]:
    west, south, east, north = bounds
    if not all(math.isfinite(one) for one in bounds):
        raise ValueError
    return west, south, east, north


def features(asked: Asked, window: Window, *, at: datetime) -> list[dict]:
    """GeoJSON features of the search: venues with how many debates they hold, or groups of venues. One query more
    than the search's own; at most `MOST_POINTS`."""
    held = matching(asked, at=at).filter(room__venue__latitude__isnull=False)
    if window.bounds is not None:
        west, south, east, north = window.bounds
        held = held.filter(
            room__venue__latitude__range=(south, north), room__venue__longitude__range=(west, east)
        )
    rows = (
        held.order_by()
        .values_list(
            "room__venue__slug", "room__venue__name", "room__venue__latitude", "room__venue__longitude"
        )
        .annotate(debates=Count("pk"))
        .order_by("-debates", "room__venue__slug")
    )
    if window.zoom is None or window.zoom >= STREET:
        return [_venue(*row) for row in rows[:MOST_POINTS]]
    cells: dict[tuple[int, int], list[tuple]] = defaultdict(list)
    for row in rows:
        cells[_cell(float(row[2]), float(row[3]), window.zoom)].append(row)
    return [
        _venue(*cell[0]) if len(cell) == 1 else _group(cell) for cell in list(cells.values())[:MOST_POINTS]
    ]


def _cell(latitude: float, longitude: float, zoom: int) -> tuple[int, int]:
    """The cell of the grid in Web Mercator (EPSG:3857), as map tiles are numbered."""
    across = 2**zoom * CELLS_A_TILE
    bounded = max(min(latitude, 85.0), -85.0)
    north = math.asinh(math.tan(math.radians(bounded)))
    return int((longitude + 180) / 360 * across), int((1 - north / math.pi) / 2 * across)


def _venue(slug: str, name: str, latitude, longitude, debates: int) -> dict:
    told = ngettext("%(count)s debate", "%(count)s debates", debates) % {"count": debates}
    return _point(
        float(latitude),
        float(longitude),
        {"name": name, "debates": debates, "text": told, "url": reverse("debates:venue", args=[slug])},
    )


def _group(rows: list[tuple]) -> dict:
    debates = sum(row[4] for row in rows)
    told = _("%(debates)s debates in %(venues)s places") % {"debates": debates, "venues": len(rows)}
    middle = [sum(float(row[place]) for row in rows) / len(rows) for place in (2, 3)]
    return _point(middle[0], middle[1], {"debates": debates, "venues": len(rows), "text": told})


def _point(latitude: float, longitude: float, properties: dict) -> dict:
    position = [round(longitude, 6), round(latitude, 6)]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": position},
        "properties": properties,
    }
