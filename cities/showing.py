"""Where apps say what the page of a district shows.

An app registers in a module of its own named ``district_sections``, found when the site starts, so that the page
gathers what no single app knows::

    @shows_in_district
    def debates(district: District, *, at: datetime) -> list[Section]:
        return [Section("debates", 30, _("Debates near you"), items)] if items else []

What a function gives is shown to everybody: it holds only what is public, and asks the same number of queries for one
thing and for thirty.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from cities.models import District


@dataclass(frozen=True)
class Item:
    """One thing to read: ``language`` is that of its words when they are not in the reader's, else empty;
    ``title_language`` that of the title where the words below it are the reader's.

    ``text`` and ``footer`` are plain; ``links`` are more ways to open it, as (what the link says, address).
    """

    title: str
    url: str = ""
    text: str = ""
    tag: str = ""
    tag_kind: str = ""
    footer: str = ""
    language: str = ""
    title_language: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Section:
    """A part of a district's page. Sections stand by ``position``; ``key`` is its anchor and never changes.

    Without items, ``empty`` says so and what to do then. ``more`` leads to the whole list, as (text, address).
    """

    key: str
    position: int
    title: str
    items: tuple[Item, ...] = ()
    layout: str = "cards"
    introduction: str = ""
    empty: str = ""
    more: tuple[str, str] | None = field(default=None)


Shows = Callable[..., list[Section]]
_shows: list[Shows] = []


def shows_in_district(function: Shows) -> Shows:
    """Have each district's page ask this function for sections. Registering it twice is the same as once."""
    if function not in _shows:
        _shows.append(function)
    return function


def sections_of(district: District, *, at: datetime) -> list[Section]:
    """All that the apps show of a district loaded with its city, in order. As many queries as they say."""
    found = [section for show in _shows for section in show(district, at=at)]
    return sorted(found, key=lambda section: (section.position, section.key))
