"""Whether a point on the map can be a place of that city."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from django.utils.translation import gettext as _

from cities.models import City

KM_FROM_THE_CENTRE = 40
EARTH_KM = 6371

Point = tuple[float, float]


def is_of(city: City, latitude: float, longitude: float) -> bool:
    """Whether the point is within forty kilometres of the city's centre; a point that is none is not."""
    return _km((latitude, longitude), (float(city.latitude), float(city.longitude))) <= KM_FROM_THE_CENTRE


def what_is_wrong(city: City, latitude: float, longitude: float) -> str:
    """What to do about a point that is not of the city; nothing about one that is."""
    if is_of(city, latitude, longitude):
        return ""
    if is_of(city, longitude, latitude):
        return _("Latitude and longitude are in each other’s place: swap them.")
    sentence = _(
        "This point is more than %(km)d km from the centre of %(city)s: correct it, or leave both coordinates empty."
    )
    return sentence % {"km": KM_FROM_THE_CENTRE, "city": city}


def _km(one: Point, other: Point) -> float:
    """Great-circle distance in kilometres, by the haversine formula."""
    (lat, lon), (lat2, lon2) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(half, 1)))
