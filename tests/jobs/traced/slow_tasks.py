"""Tasks that leave a line in a file, so that a test sees what really ran, where and how often."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django_tasks import task


def leave_trace(words: str) -> None:
    """Append one line with this process's number; whole lines, whoever else writes."""
    with Path(os.environ["JOBS_TRACE"]).open("a", encoding="utf-8") as trace:
        trace.write(f"{words} {os.getpid()}\n")


@task
def nap(seconds_by_attempt: list[float]) -> str:
    """Sleep for the seconds of this attempt, which is counted in the trace, then say that it is done."""
    attempt = Path(os.environ["JOBS_TRACE"]).read_text(encoding="utf-8").count("nap started")
    leave_trace("nap started")
    time.sleep(seconds_by_attempt[attempt])
    leave_trace("nap done")
    return "rested"


@task
def fail(words: str) -> None:
    """Raise, as tasks do."""
    raise ValueError(words)


@task
def return_an_object() -> object:
    """Return what no JSON can hold."""
    return object()
