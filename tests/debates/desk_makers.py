"""What the tests of desks share: a debate that waits, one that its host changes, and the form of a decision."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from debates.desks.deciding import version_of
from debates.lifecycle import submit
from debates.models import Debate, Night
from tests.debates.makers import a_debate


def submitted(night: Night, *, at: datetime | None = None, **fields) -> Debate:
    """A debate that waits in the queue."""
    debate = a_debate(night, **fields)
    submit(debate, None, at=at or timezone.now())
    return debate


def changed_by_host(debate: Debate, **fields) -> None:
    """What a host's saving leaves behind."""
    Debate.objects.filter(pk=debate.pk).update(revision=debate.revision + 1, **fields)


def send_decision(client, debate: Debate, decision: str, *, seen: str = "", **typed):
    """Press the button of that decision, with what the page showed or what ``seen`` says."""
    address = reverse("debates_admin:decide", args=[debate.code, decision])
    return client.post(address, {"seen": seen or version_of(debate), **typed})


def told(response) -> list[str]:
    """What the next page says above everything else."""
    return [str(one) for one in response.wsgi_request._messages]
