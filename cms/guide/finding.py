"""“What can I do?”: the entries that fit what somebody says of themselves, and never an empty answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cms.guide.matching import BY_IMPORTANCE, CRITERIA, Fit, Situation, compare
from cms.models import GuideEntryPage


@dataclass(frozen=True)
class Answer:
    """What was found, best first, and the criteria that had to be given up for there to be anything."""

    fits: list[Fit]
    given_up: list[str]

    @property
    def untranslated(self) -> int:
        """How many of them are in another language than the reader's: they come last."""
        return sum(bool(fit.entry.foreign_language) for fit in self.fits)

    @property
    def given_up_names(self) -> list[str]:
        return [str(CRITERIA[name]) for name in self.given_up]


def find(entries: Iterable[GuideEntryPage], said: Situation) -> Answer:
    """The entries that fit; where none does, those that cost the least to come to, and what was given up for them.

    Empty only when there are no entries at all. No query, given entries as ``for_listing`` gives them.
    """
    fits = [compare(entry, said) for entry in entries]
    if not fits:
        return Answer([], [])
    nearest = min(fits, key=lambda fit: fit.cost)
    given_up = set(nearest.misfits)
    chosen = [fit for fit in fits if set(fit.misfits) <= given_up]
    chosen.sort(key=_rank)
    return Answer(chosen, [name for name in reversed(BY_IMPORTANCE) if name in given_up])


def _rank(fit: Fit) -> tuple:
    """What fits altogether first, then what the reader can read, what has most of its own to say, what leaves least."""
    title = fit.entry.title.casefold()
    return (
        len(fit.misfits),
        bool(fit.entry.foreign_language),
        -fit.telling,
        len(fit.unknowns),
        -len(fit.reasons),
        title,
    )
