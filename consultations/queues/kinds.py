"""The queues of an analysis, in the order in which they are worth emptying, and what can be said of a text in each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.models import QueueReading

# Below this the machine is not sure of a placement, and a person looks. Of 8,787 answers to a city's real question,
# 243 (3 in 100) were below 0.3 and 656 below 0.4: what two people can read in an afternoon, and what they cannot.
DOUBTFUL_BELOW = 0.3

RIGHT, MOVE, ASIDE, LEAVE, IMPORTANT = "right", "move", "aside", "leave", "important"
CAMPAIGN, NO_CAMPAIGN = "campaign", "no_campaign"
FINE, HIDDEN = "fine", "hidden"
CORRECTED, KEPT = "corrected", "kept"

VERDICTS: dict[str, str | Promise] = {
    RIGHT: _("Right where it is"),
    IMPORTANT: _("Rare but important"),
    MOVE: _("Move it"),
    LEAVE: _("Leave it, I cannot tell"),
    ASIDE: _("Says nothing of the question: take it out"),
    CAMPAIGN: _("A campaign"),
    NO_CAMPAIGN: _("Not a campaign"),
    FINE: _("Can be read as it is"),
    HIDDEN: _("Hide the words from the public"),
    CORRECTED: _("Correct it, and answer"),
    KEPT: _("Leave it there, and answer"),
}


@dataclass(frozen=True)
class Queue:
    """``about`` says what is in it and why somebody must look."""

    key: str
    title: str | Promise
    about: str | Promise
    verdicts: tuple[str, ...]

    @property
    def place(self) -> str:
        """What presence calls it."""
        return f"queue:{self.key}"

    @property
    def has_themes(self) -> bool:
        return MOVE in self.verdicts or CORRECTED in self.verdicts


QUEUES = (
    Queue(
        QueueReading.RARE,
        _("Rare ideas"),
        _(
            "Texts that no other says quite like. Counting would lose them: each is read by a person before the "
            "review can be closed."
        ),
        (RIGHT, IMPORTANT, MOVE, ASIDE),
    ),
    Queue(
        QueueReading.CONTESTED,
        _("Contested placements"),
        _(
            "People say “this is not what I meant” of the theme that their words were put in, and wait for a reply."
        ),
        (CORRECTED, KEPT),
    ),
    Queue(
        QueueReading.DOUBTFUL,
        _("Doubtful placements"),
        _("Texts that a colleague marked as doubtful, and those that the machine is least sure of."),
        (RIGHT, MOVE, LEAVE, ASIDE),
    ),
    Queue(
        QueueReading.CAMPAIGN,
        _("Possible campaigns"),
        _(
            "The same words, or nearly, sent by many. A campaign is an opinion too, and is counted both ways: with its "
            "copies and without."
        ),
        (CAMPAIGN, NO_CAMPAIGN),
    ),
    Queue(
        QueueReading.SENSITIVE,
        _("Personal data and insults"),
        _(
            "Texts from which personal data was taken out, and those that hold a word of a short list of insults in "
            "French and English. The list knows words, not what they do: it hides nothing by itself."
        ),
        (FINE, HIDDEN),
    ),
    Queue(
        QueueReading.ARRIVAL,
        _("New arrivals"),
        _("Texts that came, or were corrected, after the analysis: they are in no theme yet."),
        (MOVE, ASIDE),
    ),
)


def queue(key: str) -> Queue | None:
    """The queue of that name."""
    return next((one for one in QUEUES if one.key == key), None)


def labels(verdicts: Iterable[str]) -> list[tuple[str, str | Promise]]:
    return [(verdict, VERDICTS[verdict]) for verdict in verdicts]
