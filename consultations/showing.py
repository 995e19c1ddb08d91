"""Where apps above this one say what a consultation's page shows beside its calendar.

``cities.showing`` does the same for districts. What a function gives is shown to everybody: it holds only what is
public, and asks the same number of queries for one thing and for thirty::

    @shows_in_consultation
    def meetings(consultation, *, at) -> list[Section]:
        return [Section("meetings", 10, _("Public meetings"), items)] if items else []
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from cities.showing import Section
from consultations.models import Consultation

Shows = Callable[..., list[Section]]
_shows: list[Shows] = []


def shows_in_consultation(function: Shows) -> Shows:
    """Have each consultation's page ask this function for sections. Registering it twice is the same as once."""
    if function not in _shows:
        _shows.append(function)
    return function


def sections_of(consultation: Consultation, *, at: datetime) -> list[Section]:
    """All that the apps show of a stored consultation loaded with its city, in order. As many queries as they say."""
    found = [section for show in _shows for section in show(consultation, at=at)]
    return sorted(found, key=lambda section: (section.position, section.key))
