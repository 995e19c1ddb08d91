"""The drafts of an opinion, and what changed from each to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cms.models import ConferencePage
from consultations.charters.differences import differences, settled


@dataclass(frozen=True)
class Draft:
    """One draft by its number, from 1 in the order of the page."""

    number: int
    title: str
    on: date
    text: str


@dataclass(frozen=True)
class Comparison:
    """A draft, the one before it if there is one, and the (operation, text) pieces that lead from that to this."""

    draft: Draft
    before: Draft | None
    after: Draft | None
    parts: tuple[tuple[str, str], ...]


def drafts_of(page: ConferencePage) -> list[Draft]:
    """The drafts of the page as it is, in their order."""
    return [
        Draft(number, child.value["title"], child.value["on"], child.value["text"])
        for number, child in enumerate(page.drafts, start=1)
    ]


def compared(page: ConferencePage, number: int) -> Comparison | None:
    """That draft beside the one before it; None when there is no such draft."""
    found = drafts_of(page)
    if not 1 <= number <= len(found):
        return None
    draft = found[number - 1]
    before = found[number - 2] if number > 1 else None
    parts: tuple[tuple[str, str], ...] = ()
    if before is not None:
        pieces = differences(settled(before.text), settled(draft.text))
        parts = tuple((piece.kind, piece.text) for piece in pieces)
    after = found[number] if number < len(found) else None
    return Comparison(draft, before, after, parts)
