"""Calling a debate off, by its host or by the desk: it is marked so, and everybody who reserved is told why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from debates import lifecycle
from debates.models import Debate, News
from debates.registering.telling import tell


@transaction.atomic
def call_off(debate: Debate, person, *, at: datetime, text: str) -> None:
    """Cancel a published debate and have the worker tell those who reserved. Raises what `lifecycle.cancel` raises."""
    lifecycle.cancel(debate, person, at=at, text=text)
    tell(debate.seating, News.OFF, text, at=at)
