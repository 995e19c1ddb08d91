"""Who did what to a lottery, when: written once, and shown to staff. Never a candidate's name or address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cms.models import Lottery, LotteryEvent, Replacement

CREATE, CHANGE, IMPORT, REMOVE = "create", "change", "import", "remove"
ASK_SEARCH, CANCEL_SEARCH, FIND, FAIL, END = "ask_search", "cancel_search", "find", "fail", "end_search"
PUBLISH, DRAW, REPLACE = "publish", "draw", "replace"
WITHDRAW, ERASE, EXPORT = "withdraw", "erase", "export"

SENTENCES = {
    CREATE: _("created the lottery"),
    CHANGE: _("changed the lottery or its categories"),
    IMPORT: _("added candidates from a file"),
    REMOVE: _("took a candidate out"),
    ASK_SEARCH: _("started the search for panels"),
    CANCEL_SEARCH: _("stopped the search for panels"),
    FIND: _("found the possible panels"),
    FAIL: _("could not find any panel"),
    END: _("ended the search for panels at its limit of time"),
    PUBLISH: _("published the possible panels"),
    DRAW: _("entered the seed: the panel was drawn"),
    REPLACE: _("recorded that somebody left: a replacement was drawn"),
    WITHDRAW: _("withdrew from the lottery"),
    ERASE: _("erased the personal data of candidates"),
    EXPORT: _("took the list of the panel with names"),
}
# Whom the log names when no person did it.
NOBODY = {
    WITHDRAW: _("A candidate"),
    ERASE: _("The site, on the day set"),
    FIND: _("The worker"),
    FAIL: _("The worker"),
    END: _("The worker"),
}


@dataclass(frozen=True)
class Line:
    """One line of the log, as the admin's history component reads it."""

    at: datetime
    who: str
    sentence: str
    words: str = ""


def record(lottery: Lottery, verb: str, *, by=None, at: datetime, **details) -> LotteryEvent:
    """Write one line about a lottery. ``details`` are numbers and public ids."""
    return LotteryEvent.objects.create(
        lottery=lottery, verb=verb, by_id=getattr(by, "pk", None), at=at, details=details
    )


def history(lottery: Lottery, *, last: int = 200) -> list[Line]:
    """What was done, the latest first. Two queries."""
    events = list(lottery.events.all()[:last])
    people = get_user_model().objects.in_bulk({event.by_id for event in events if event.by_id})
    return [
        Line(
            at=event.at,
            who=_who(people.get(event.by_id), event.verb),
            sentence=str(SENTENCES[event.verb]),
            words=" · ".join(_told(name, value) for name, value in event.details.items()),
        )
        for event in events
    ]


def _told(name: str, value: object) -> str:
    """One detail in words: “8 candidates”, “panel: 87”."""
    if name == "reason":
        return str(dict(Replacement.REASONS).get(str(value), value))
    if name in _COUNTS and isinstance(value, int):
        return _COUNTS[name](value)
    return _("%(name)s: %(value)s") % {"name": _DETAILS.get(name, name), "value": value or "–"}


_COUNTS = {
    "candidates": lambda number: ngettext("%(n)d candidate", "%(n)d candidates", number) % {"n": number},
    "people": lambda number: ngettext("%(n)d person", "%(n)d people", number) % {"n": number},
    "panels": lambda number: (
        ngettext("%(n)d possible panel", "%(n)d possible panels", number) % {"n": number}
    ),
}
_DETAILS = {
    "candidate": _("candidate"),
    "category": _("category"),
    "chosen": _("who follows"),
    "left": _("who left"),
    "panel": _("panel"),
    "seed": _("seed"),
    "sha256": _("SHA-256"),
    "ticket": _("ticket"),
}


def _who(person, verb: str) -> str:
    return str(person) if person is not None else str(NOBODY.get(verb, ""))
