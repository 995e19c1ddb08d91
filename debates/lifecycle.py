"""A debate's way from draft to night: who may take which step is the views' matter, whether it can be taken is ours.

::

    draft → submitted ⇄ changes asked → accepted → published → cancelled
    draft … accepted → withdrawn → draft        submitted … accepted → refused → draft
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from debates.hosting.telling import tell_host
from debates.models import Debate, DebateEvent
from debates.occupying import HOURS, Clash, Taken, clashes, occupy
from debates.snapshots import snapshot_of
from search import indexing

REFUSAL_REASONS = [
    ("off_topic", _("It is not a debate open to different opinions.")),
    ("advertising", _("It advertises a product or a party.")),
    ("unlawful", _("It breaks the law or the charter of the night.")),
    ("unsafe_place", _("The place cannot welcome the public safely.")),
    ("duplicate", _("It was proposed twice.")),
    ("no_place_left", _("The programme of the city is full.")),
    ("other", _("Another reason, told below.")),
]

_WAYS = {
    Debate.SUBMITTED: (Debate.DRAFT, Debate.CHANGES_ASKED),
    Debate.CHANGES_ASKED: (Debate.SUBMITTED, Debate.ACCEPTED),
    Debate.ACCEPTED: (Debate.SUBMITTED, Debate.CHANGES_ASKED),
    Debate.PUBLISHED: (Debate.ACCEPTED,),
    Debate.REFUSED: (Debate.SUBMITTED, Debate.CHANGES_ASKED, Debate.ACCEPTED),
    Debate.WITHDRAWN: (Debate.DRAFT, Debate.SUBMITTED, Debate.CHANGES_ASKED, Debate.ACCEPTED),
    Debate.CANCELLED: (Debate.PUBLISHED,),
    Debate.DRAFT: (Debate.WITHDRAWN, Debate.REFUSED),
}
_EVENTS = {status: status for status in _WAYS} | {Debate.DRAFT: DebateEvent.REOPENED}
# From these on, calendars that people keep know the debate and must hear of its end.
_TOLD_TO_CALENDARS = {Debate.PUBLISHED, Debate.CANCELLED}


class StepImpossible(Exception):
    """The debate is no longer where that step starts: somebody else was first, or the page is an old one."""


class ReasonMissing(Exception):
    """A refusal needs one of `REFUSAL_REASONS`, and words of its own for “other”; a cancellation needs words."""


class NotReady(Exception):
    """A debate without a question, hours or a place can't be submitted, accepted or published."""


def can(debate: Debate, status: str) -> bool:
    """Whether the debate can go there from where it is."""
    return debate.status in _WAYS[status]


def submit(debate: Debate, actor, *, at: datetime) -> None:
    """Hand a draft to the city's desk. Raises `NotReady`, `Taken` or `StepImpossible`."""
    if not (debate.question and debate.starts and debate.ends) or debate.needs_place:
        raise NotReady
    _step(debate, Debate.SUBMITTED, actor, at=at)


def ask_changes(debate: Debate, actor, *, at: datetime, text: str) -> None:
    """Give it back to its host with what should change."""
    if not text.strip():
        raise ReasonMissing
    _step(debate, Debate.CHANGES_ASKED, actor, at=at, text=text)


def accept(debate: Debate, actor, *, at: datetime) -> None:
    """Take it into the programme; the public sees it once it is published. Raises `NotReady` without a place."""
    _keep_placed(debate)
    _step(debate, Debate.ACCEPTED, actor, at=at)


def publish(debate: Debate, actor, *, at: datetime) -> None:
    """Show it to everybody. Raises `NotReady` where its place was taken back."""
    _keep_placed(debate)
    _step(debate, Debate.PUBLISHED, actor, at=at)


def refuse(debate: Debate, actor, *, at: datetime, reason_code: str, text: str = "") -> None:
    """Leave it out of the programme, with a reason that its host is told."""
    if reason_code not in dict(REFUSAL_REASONS) or (reason_code == "other" and not text.strip()):
        raise ReasonMissing
    _step(debate, Debate.REFUSED, actor, at=at, reason_code=reason_code, text=text)


def withdraw(debate: Debate, actor, *, at: datetime, text: str = "") -> None:
    """Take back what has not been published yet."""
    _step(debate, Debate.WITHDRAWN, actor, at=at, text=text)


def cancel(debate: Debate, actor, *, at: datetime, text: str) -> None:
    """Call off a published debate. It stays readable, marked so; `debates.registering` tells those who reserved."""
    if not text.strip():
        raise ReasonMissing
    _step(debate, Debate.CANCELLED, actor, at=at, text=text)


def reopen(debate: Debate, actor, *, at: datetime) -> None:
    """Make a withdrawn or refused debate a draft again."""
    _step(debate, Debate.DRAFT, actor, at=at)


def _keep_placed(debate: Debate) -> None:
    if debate.needs_place:
        raise NotReady


@transaction.atomic
def _step(debate: Debate, status: str, actor, *, at: datetime, reason_code: str = "", text: str = "") -> None:
    values: dict = {"status": status, "status_since": at, "revision": F("revision") + 1}
    if status == Debate.PUBLISHED and debate.published_at is None:
        values["published_at"] = at
    if status in _TOLD_TO_CALENDARS:
        values["sequence"] = F("sequence") + 1
    before = debate.status
    try:
        with transaction.atomic():
            # Of two people who take a step at once, the condition lets one through.
            moved = Debate.objects.filter(pk=debate.pk, status__in=_WAYS[status]).update(**values)
    except IntegrityError as error:
        raise Taken(_outside(debate)) from error
    if not moved:
        raise StepImpossible(f"{before} → {status}")
    debate.refresh_from_db()
    occupy(debate)
    if status in Debate.SHOWN:
        # The update above is one that the search does not see.
        indexing.index(debate)
    event = DebateEvent.objects.create(
        debate=debate,
        kind=_EVENTS[status],
        actor=actor,
        at=at,
        reason_code=reason_code,
        text=text.strip(),
        snapshot=snapshot_of(debate) if status in {Debate.SUBMITTED, Debate.ACCEPTED} else {},
    )
    transaction.on_commit(lambda: tell_host(event))


def _outside(debate: Debate) -> list[Clash]:
    """The night's hours, which the database refused to leave; whatever else it refused is an error of ours."""
    found = clashes(night=debate.night, starts=debate.starts, ends=debate.ends, but=debate)
    hours = [clash for clash in found if clash.kind == HOURS]
    if not hours:
        raise RuntimeError("The database refused a step for a reason that is none of its rules for hours.")
    return hours
