"""Due jobs that only the tests' worker processes know."""

from __future__ import annotations

from datetime import timedelta

from jobs.registry import due
from tests.jobs.traced.slow_tasks import leave_trace


@due(name="traced.daily", every=timedelta(days=1))
def daily() -> None:
    """A job on a rhythm."""
    leave_trace("daily")


@due(name="traced.once")
def once(*, number: int) -> None:
    """A job that something asked for."""
    leave_trace(f"once {number}")
