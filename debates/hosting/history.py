"""What became of a debate, step by step, as its host reads it: who acted is told as host or desk, never by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from debates.lifecycle import REFUSAL_REASONS
from debates.models import Debate, DebateEvent, Membership

WORDS = {
    DebateEvent.SUBMITTED: _("Submitted"),
    DebateEvent.ASKED: _("Changes asked"),
    DebateEvent.ACCEPTED: _("Accepted"),
    DebateEvent.PUBLISHED: _("Published"),
    DebateEvent.REFUSED: _("Refused"),
    DebateEvent.WITHDRAWN: _("Withdrawn"),
    DebateEvent.CANCELLED: _("Cancelled"),
    DebateEvent.REOPENED: _("Taken up again"),
    DebateEvent.CHANGED: _("Changed"),
    DebateEvent.COMMENTED: _("Comment"),
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


def _side(event: DebateEvent, members: set[int]) -> str:
    own = {DebateEvent.SUBMITTED, DebateEvent.REOPENED, DebateEvent.CHANGED}
    if event.actor_id in members or event.kind in own:
        return str(_("by the host"))
    return str(_("by the desk"))
