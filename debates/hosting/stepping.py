"""How a host hands a debate to the desk and writes to it. The other steps are `debates.lifecycle`'s own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from debates import lifecycle
from debates.models import Debate, DebateEvent, Speaker, Writing


class TooLate(Exception):
    """The night takes no new debates any more."""


class NotSaved(Exception):
    """That person typed something that is not in the debate yet: it would be missing from what the desk reads."""


def submit(debate: Debate, person, *, at: datetime) -> None:
    """Hand it to the city's desk. Raises `TooLate`, `NotSaved`, and what `lifecycle.submit` raises.

    What the desk asked to change can be answered after the last day for new debates.
    """
    if debate.status == Debate.DRAFT and not debate.night.takes_submissions(at=at):
        raise TooLate
    if Writing.objects.filter(debate=debate, user=person).exists():
        raise NotSaved
    lifecycle.submit(debate, person, at=at)


class WasSubmitted(Exception):
    """The desk has read it: it stays, with its log."""


@transaction.atomic
def throw_away(debate: Debate) -> None:
    """Delete a draft that nobody but its hosts ever saw. Raises `WasSubmitted`."""
    held = Debate.objects.select_for_update(of=("self",)).select_related("image").get(pk=debate.pk)
    if held.status != Debate.DRAFT or held.events.exists():
        raise WasSubmitted
    image, seating = held.image, held.seating
    held.delete()
    seating.delete()
    if image is not None:
        image.delete()
    Speaker.objects.filter(host=held.host_id, appearances=None).delete()


def write_to_desk(debate: Debate, person, *, text: str, at: datetime) -> DebateEvent:
    """Leave the desk a message beside the debate, in its log: an answer to what was asked, or a question."""
    return DebateEvent.objects.create(
        debate=debate, kind=DebateEvent.COMMENTED, actor=person, at=at, text=text.strip()
    )
