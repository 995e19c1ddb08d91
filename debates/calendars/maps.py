"""Where debates are, as points for a map: venues near each other become one point while they are seen from afar.

At zoom z a cell of the grid is as many degrees wide as 64 of the map's pixels, a quarter of a tile, and as many degrees
high, which away from the equator are more of its pixels. So what is sent depends on the window, not on how many debates
there are; the database groups them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from debates.calendars.grouping import Point, points_of
from debates.finding.asked import Asked
from debates.finding.matching import matching
from debates.models import Room

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

    @property
    def cell(self) -> float | None:
        """How wide and how high a cell of the grid is, in degrees; None where nothing is grouped."""
        if self.zoom is None or self.zoom >= STREET:
            return None
        return 360 / (2**self.zoom * CELLS_A_TILE)


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
    """GeoJSON features of the search: venues with how many debates they hold, or groups of venues, those with most
    debates first. One query more than the search's own; at most `MOST_POINTS`."""
    held = matching(asked, at=at)
    if window.bounds is not None:
        west, south, east, north = window.bounds
        within = {"venue__latitude__range": (south, north), "venue__longitude__range": (west, east)}
        held = held.filter(room__in=Room.objects.filter(**within))
    points = points_of(held, cell=window.cell, most=MOST_POINTS)
    return [_venue(point) if point.venues == 1 else _group(point) for point in points]


def _venue(point: Point) -> dict:
    told = ngettext("%(count)s debate", "%(count)s debates", point.debates) % {"count": point.debates}
    address = reverse("debates:venue", args=[point.slug])
    return _feature(point, {"name": point.name, "debates": point.debates, "text": told, "url": address})


def _group(point: Point) -> dict:
    numbers = {"debates": point.debates, "venues": point.venues}
    return _feature(point, {**numbers, "text": _("%(debates)s debates in %(venues)s places") % numbers})


def _feature(point: Point, properties: dict) -> dict:
    position = [round(point.longitude, 6), round(point.latitude, 6)]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": position},
        "properties": properties,
    }
