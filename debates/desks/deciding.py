"""What a desk does with a debate: every step says which version of it was read, so that nobody decides unseen.

Of two coordinators the first one's step holds; the other is told what the first did.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from debates import lifecycle
from debates.hosting.clash_words import sentences
from debates.hosting.telling import tell_host
from debates.models import Debate, DebateEvent, Membership
from debates.occupying import Taken
from debates.registering.calling_off import call_off

ACCEPT, PUBLISH, ASK, REFUSE, CALL_OFF = "accept", "publish", "ask", "refuse", "call_off"
IN_BULK = (ACCEPT, PUBLISH)
LEADS_TO = {
    ACCEPT: Debate.ACCEPTED,
    PUBLISH: Debate.PUBLISHED,
    ASK: Debate.CHANGES_ASKED,
    REFUSE: Debate.REFUSED,
    CALL_OFF: Debate.CANCELLED,
}
_WHAT = {
    DebateEvent.SUBMITTED: gettext_lazy("%(who)s submitted it again on %(when)s."),
    DebateEvent.ASKED: gettext_lazy("%(who)s asked for changes on %(when)s."),
    DebateEvent.ACCEPTED: gettext_lazy("%(who)s accepted it on %(when)s."),
    DebateEvent.PUBLISHED: gettext_lazy("%(who)s published it on %(when)s."),
    DebateEvent.REFUSED: gettext_lazy("%(who)s refused it on %(when)s."),
    DebateEvent.WITHDRAWN: gettext_lazy("%(who)s withdrew it on %(when)s."),
    DebateEvent.CANCELLED: gettext_lazy("%(who)s called it off on %(when)s."),
    DebateEvent.REOPENED: gettext_lazy("%(who)s took it up again as a draft on %(when)s."),
}


class Moved(Exception):
    """Somebody changed the debate or took a step since it was read. Its words say who, what and when."""


@dataclass
class Done:
    """What became of several debates: those that were moved, and (debate, sentence) of those that were not."""

    moved: list[Debate] = field(default_factory=list)
    left: list[tuple[Debate, str]] = field(default_factory=list)


def version_of(debate: Debate) -> str:
    """What a form sends back to say which version of the debate was read."""
    return f"{debate.revision}-{debate.status}"


def possible(debate: Debate) -> set[str]:
    """The decisions that can be taken from where the debate is."""
    return {decision for decision, status in LEADS_TO.items() if lifecycle.can(debate, status)}


@transaction.atomic
def decide(
    debate: Debate, decision: str, actor, *, at: datetime, seen: str, text: str = "", reason_code: str = ""
) -> Debate:
    """Take that step with what was read as ``seen``.

    Raises `Moved`, `lifecycle.ReasonMissing`, `lifecycle.NotReady` or `Taken`.
    """
    held = Debate.objects.select_for_update(of=("self",)).select_related("night__city").get(pk=debate.pk)
    if version_of(held) != seen or decision not in possible(held):
        raise Moved(_what_happened(held, seen))
    if decision == ACCEPT:
        lifecycle.accept(held, actor, at=at)
    elif decision == PUBLISH:
        lifecycle.publish(held, actor, at=at)
    elif decision == ASK:
        lifecycle.ask_changes(held, actor, at=at, text=text)
    elif decision == REFUSE:
        lifecycle.refuse(held, actor, at=at, reason_code=reason_code, text=text)
    else:
        call_off(held, actor, at=at, text=text)
    return held


def decide_each(wanted: Iterable[tuple[Debate, str]], decision: str, actor, *, at: datetime) -> Done:
    """The same for several (debate, version read), each on its own: one that cannot be moved holds up no other."""
    done = Done()
    for debate, seen in wanted:
        try:
            done.moved.append(decide(debate, decision, actor, at=at, seen=seen))
        except (Moved, lifecycle.StepImpossible) as moved:
            done.left.append((debate, str(moved)))
        except lifecycle.NotReady:
            done.left.append((debate, needs_a_place()))
        except Taken as taken:
            done.left.append((debate, " ".join(sentences(taken.clashes, debate))))
    return done


def needs_a_place() -> str:
    """Why a debate that lost its room is not accepted or published."""
    return _("Its room was taken back, and it has no other place yet: its host has to choose one first.")


@transaction.atomic
def comment(debate: Debate, actor, *, at: datetime, text: str) -> DebateEvent:
    """Write to the host without moving the debate. Raises `lifecycle.ReasonMissing` when nothing is said."""
    if not text.strip():
        raise lifecycle.ReasonMissing
    event = DebateEvent.objects.create(
        debate=debate, kind=DebateEvent.COMMENTED, actor=actor, at=at, text=text.strip()
    )
    transaction.on_commit(lambda: tell_host(event))
    return event


def _what_happened(debate: Debate, seen: str) -> str:
    """A sentence on what moved the debate since that version. Two queries."""
    status = seen.partition("-")[2]
    last = debate.events.filter(kind__in=_WHAT).select_related("actor").order_by("-at", "-pk").first()
    if last is None or debate.status == status:
        return _("The host changed it since you opened this page: read what changed, then decide.")
    when = last.at.astimezone(debate.night.city.zone)
    is_host = Membership.objects.filter(host=debate.host_id, user=last.actor_id).exists()
    who = _("The host") if is_host or last.actor is None else str(last.actor)
    return str(_WHAT[last.kind]) % {
        "who": who,
        "when": formats.date_format(when, "SHORT_DATETIME_FORMAT"),
    }
