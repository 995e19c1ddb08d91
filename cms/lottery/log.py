"""Who did what to a lottery, when: written once, and shown to staff. Never a candidate's name or address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from cms.models import Lottery, LotteryEvent

CREATE, CHANGE, IMPORT, REMOVE = "create", "change", "import", "remove"
ASK_SEARCH, CANCEL_SEARCH, FIND, FAIL = "ask_search", "cancel_search", "find", "fail"
PUBLISH, DRAW, REPLACE = "publish", "draw", "replace"
WITHDRAW, ERASE, EXPORT = "withdraw", "erase", "export"

SENTENCES = {
    CREATE: _("created the lottery"),
    CHANGE: _("changed the lottery or its categories"),
    IMPORT: _("added candidates from a file"),
    REMOVE: _("took a candidate out"),
    ASK_SEARCH: _("started the search for panels"),
    CANCEL_SEARCH: _("cancelled the search for panels"),
    FIND: _("found the possible panels"),
    FAIL: _("could not find any panel"),
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
            words=", ".join(f"{name} {value}" for name, value in event.details.items()),
        )
        for event in events
    ]


def _who(person, verb: str) -> str:
    return str(person) if person is not None else str(NOBODY.get(verb, ""))
