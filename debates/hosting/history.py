"""What became of a debate, step by step, as its host reads it: who acted is told as host or desk, never by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from debates.lifecycle import REFUSAL_REASONS
from debates.models import Debate, DebateEvent, Membership

WORDS = {
    DebateEvent.SUBMITTED: pgettext_lazy("debate", "Submitted"),
    DebateEvent.ASKED: pgettext_lazy("debate", "Changes asked"),
    DebateEvent.ACCEPTED: pgettext_lazy("debate", "Accepted"),
    DebateEvent.PUBLISHED: pgettext_lazy("debate", "Published"),
    DebateEvent.REFUSED: pgettext_lazy("debate", "Refused"),
    DebateEvent.WITHDRAWN: pgettext_lazy("debate", "Withdrawn"),
    DebateEvent.CANCELLED: pgettext_lazy("debate", "Cancelled"),
    DebateEvent.REOPENED: pgettext_lazy("debate", "Taken up again"),
    DebateEvent.CHANGED: pgettext_lazy("debate", "Changed"),
    DebateEvent.COMMENTED: pgettext_lazy("debate", "Comment"),
    DebateEvent.PLACE_LOST: pgettext_lazy("debate", "Place taken back"),
}


@dataclass(frozen=True)
class Step:
    """One step: what it was, when (UTC), by whose side, why and in which words."""

    kind: str
    title: str
    at: datetime
    by: str
    reason: str
    text: str


def history(debate: Debate) -> list[Step]:
    """Every step of the debate, the latest first. Two queries."""
    members = set(Membership.objects.filter(host=debate.host_id).values_list("user", flat=True))
    reasons = dict(REFUSAL_REASONS)
    return [
        Step(
            event.kind,
            str(WORDS[event.kind]),
            event.at,
            _side(event, members),
            str(reasons.get(event.reason_code, "")),
            event.text,
        )
        for event in debate.events.order_by("-at", "-pk")
    ]


def asked_of(steps: list[Step]) -> str:
    """What the desk asked last, of that history."""
    return next((step.text for step in steps if step.kind == DebateEvent.ASKED), "")


def _side(event: DebateEvent, members: set[int]) -> str:
    own = {DebateEvent.SUBMITTED, DebateEvent.REOPENED, DebateEvent.CHANGED}
    if event.actor_id in members or event.kind in own:
        return str(_("by the host"))
    return str(_("by the desk"))
