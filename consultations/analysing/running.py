"""What an analysis shows while it runs: who holds it, how far it is, that its process is alive."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.analysing.failing import AlreadyRunning, place_of
from consultations.models import Analysis

log = structlog.get_logger(__name__)

# A run whose process is alive gives a sign every few seconds: after this long another may take it over.
GONE = timedelta(seconds=20)
WRITE_EVERY = 1.0
BEAT_EVERY = timedelta(seconds=5)
# A step that says nothing for longer than this hangs: the process no longer vouches for it.
LONGEST_SILENCE = 20 * 60.0


class TakenOver(Exception):
    """Another process holds the analysis now, or it has been ended."""


@dataclass(frozen=True)
class Claim:
    """The right to write about a run, lost as soon as a later run starts."""

    analysis_id: int
    started_at: datetime

    def row(self):
        return Analysis.objects.filter(
            pk=self.analysis_id, state=Analysis.RUNNING, started_at=self.started_at
        )

    def hold(self) -> Analysis:
        """The analysis, locked to the end of the transaction. Raises TakenOver."""
        held = self.row().select_for_update(of=("self",)).select_related("consultation").first()
        if held is None:
            raise TakenOver
        return held

    def release(self) -> None:
        """Let the analysis wait again, as if it had not started."""
        self.row().update(state=Analysis.QUEUED, started_at=None, progressed_at=None, step="", progress=0)

    def end(self, state: str, *, at: datetime, **fields) -> None:
        """Write how the run ended, unless it is no longer ours to say."""
        self.row().update(state=state, finished_at=at, **fields)


@transaction.atomic
def claim_run(analysis_id: int, *, attempt: int) -> Claim | None:
    """Make this process the one that runs the analysis; None when it has ended. Raises AlreadyRunning."""
    now = timezone.now()
    row = Analysis.objects.select_for_update().get(pk=analysis_id)
    if not row.is_active:
        return None
    if row.cancel_requested:
        row.state, row.finished_at = Analysis.CANCELLED, now
        row.save(update_fields=["state", "finished_at"])
        return None
    heard_at = row.progressed_at or row.started_at
    if row.state == Analysis.RUNNING and attempt == 1 and heard_at and heard_at > now - GONE:
        raise AlreadyRunning(_("This analysis is running already: wait for its end, or cancel it."))
    row.state, row.started_at, row.progressed_at, row.step, row.progress = (
        Analysis.RUNNING,
        now,
        now,
        "reading",
        0,
    )
    row.save(update_fields=["state", "started_at", "progressed_at", "step", "progress"])
    return Claim(analysis_id=row.pk, started_at=now)


class Progress:
    """A callable ``(step, share)`` that writes the row about once a second, and stops a cancelled run.

    Raises ``cancelled`` when somebody asked for it, TakenOver when the claim is lost.
    """

    def __init__(
        self,
        claim: Claim,
        *,
        cancelled: type[Exception],
        listener: Callable[[str, float], None] | None = None,
    ):
        self.claim = claim
        self.cancelled = cancelled
        self.listener = listener
        self.heard_at = time.monotonic()
        self._written = ("", 0.0)
        self._wrote_at = 0.0

    def __call__(self, step: str, share: float) -> None:
        self.heard_at = time.monotonic()
        if self.listener is not None:
            self.listener(step, share)
        if step == self._written[0] and self.heard_at - self._wrote_at < WRITE_EVERY:
            return
        # A bar that goes back worries people.
        share = max(share, self._written[1])
        row = self.claim.row().filter(cancel_requested=False)
        if not row.update(step=step, progress=share, progressed_at=timezone.now()):
            self._stop()
        self._written, self._wrote_at = (step, share), self.heard_at

    def between(self, begin: float, end: float) -> Callable[[str, float], None]:
        """This progress, for a stage that takes the run from one share to another."""
        return lambda step, share: self(step, begin + (end - begin) * share)

    def beat(self) -> None:
        """Say that the process is alive, also in the middle of a long step."""
        if time.monotonic() - self.heard_at < LONGEST_SILENCE:
            self.claim.row().update(progressed_at=timezone.now())

    def _stop(self) -> None:
        if self.claim.row().filter(cancel_requested=True).exists():
            raise self.cancelled
        raise TakenOver


@contextmanager
def kept_alive(progress: Progress) -> Iterator[None]:
    """Beat in the background for as long as the block runs.

    Inside a caller's transaction there is nothing to beat: other connections don't see the row.
    """
    if connection.in_atomic_block:
        yield
        return
    from jobs.worker import Pulse

    pulse = Pulse("analysis", progress.beat, every=BEAT_EVERY)
    pulse.start()
    try:
        yield
    finally:
        pulse.stop()
        pulse.join(timeout=BEAT_EVERY.total_seconds())


def fail(claim: Claim, reason: str, error: Exception) -> None:
    """Write down why an analysis failed. The log gets the class and the place, for messages may hold words."""
    claim.end(Analysis.FAILED, at=timezone.now(), failure=reason)
    log.error("analysis failed", analysis=claim.analysis_id, **place_of(error))
