"""Coordinates out of the address of a map, read from its letters: nothing is asked of anybody."""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = r"(-?\d{1,3}\.\d{2,})"
# geo:48.85,2.35 · …#map=18/48.85/2.35 · …?mlat=48.85&mlon=2.35 · …/@48.85,2.35,17z · …?q=48.85,2.35
_SHAPES = (
    re.compile(rf"mlat={_NUMBER}&mlon={_NUMBER}"),
    re.compile(rf"#map=\d+(?:\.\d+)?/{_NUMBER}/{_NUMBER}"),
    re.compile(rf"@{_NUMBER},{_NUMBER}"),
    re.compile(rf"[?&](?:q|ll|query|destination)=(?:loc:)?{_NUMBER}(?:,|%2C){_NUMBER}", re.IGNORECASE),
    re.compile(rf"^geo:{_NUMBER},{_NUMBER}"),
    re.compile(rf"^\s*{_NUMBER}\s*[,;]\s*{_NUMBER}\s*$"),
)
_FINE = Decimal("0.000001")


def coordinates_in(link: str) -> tuple[Decimal, Decimal] | None:
    """(latitude, longitude) in degrees that the link points at; None when it holds none that are on Earth."""
    for shape in _SHAPES:
        if match := shape.search(link):
            latitude, longitude = (Decimal(part).quantize(_FINE) for part in match.groups())
            if abs(latitude) <= 90 and abs(longitude) <= 180:
                return latitude, longitude
    return None
