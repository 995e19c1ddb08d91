"""What became of debates, step by step, as a desk reads it: colleagues by name, hosts as hosts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from debates.hosting.history import WORDS
from debates.lifecycle import REFUSAL_REASONS
from debates.models import Debate, DebateEvent, Membership, Night
from kit.localized import LocalizedText


@dataclass(frozen=True)
class Step:
    """One step: of which debate, what, when (UTC), by whom, why and in which words."""

    debate: Debate
    kind: str
    title: str
    at: datetime
    by: str
    reason: str
    text: str

    @property
    def question(self) -> LocalizedText:
        """The debate's question; nothing while it is a draft, whose words are its host's own."""
        return LocalizedText() if self.debate.status == Debate.DRAFT else self.debate.question


def events_of(user) -> QuerySet[DebateEvent]:
    """Every step of the debates of that person's desks, the latest first."""
    return for_steps(DebateEvent.objects.filter(debate__night__in=Night.objects.of_desks(user)))


def for_steps(events: QuerySet[DebateEvent]) -> QuerySet[DebateEvent]:
    """Those steps with what `steps` tells of each, the latest first."""
    member = Membership.objects.filter(host=OuterRef("debate__host"), user=OuterRef("actor"))
    return (
        events.select_related("actor", "debate__night__city", "debate__night__edition")
        .annotate(by_host=Exists(member))
        .order_by("-at", "-pk")
    )


def steps(events: Iterable[DebateEvent]) -> Iterator[Step]:
    """Steps from `for_steps` in words, one after the other. No query of its own."""
    reasons = dict(REFUSAL_REASONS)
    for event in events:
        yield Step(
            event.debate,
            event.kind,
            str(WORDS[event.kind]),
            event.at,
            _by(event),
            str(reasons.get(event.reason_code, "")),
            event.text,
        )


def _by(event) -> str:
    own = {DebateEvent.SUBMITTED, DebateEvent.REOPENED, DebateEvent.CHANGED}
    if event.by_host or event.kind in own:
        return str(_("the host"))
    return str(event.actor) if event.actor is not None else str(_("the desk"))
