"""The search for panels in a process of its own, which can be ended: at its limit of time, or when staff stop it.

A solver in the middle of a step listens to nobody. So the step runs elsewhere, and what ends it is the system.
"""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from cms.lottery import searcher
from cms.lottery.panels import Impossible
from cms.lottery.pool import Pool

ROOT = Path(__file__).resolve().parents[2]
# Seconds between two looks at the limit and at whether staff want the search stopped.
LOOK_EVERY = 1.0
# (phase, steps done, steps in all, panels found so far)
Progress = tuple[str, int, int, int]


class TooLong(Exception):
    """The search had not ended at its limit of time. Nothing of it is kept."""


class Broken(Exception):
    """The process ended without a result. ``why`` is an error's name, or the signal that ended it."""

    def __init__(self, why: str, *, is_killed: bool) -> None:
        super().__init__(why)
        self.why, self.is_killed = why, is_killed


def find_apart(
    pool: Pool, *, algorithm: str, seconds: float, watch: Callable[[Progress | None], None]
) -> tuple[list[dict], str]:
    """The possible panels with their tickets, and how they were found, from a process that ends within ``seconds``.

    ``watch`` is called about once a second, with the latest progress if there is any; whatever it raises ends the
    process and goes on to the caller. Raises Impossible, TooLong and Broken; no process is left in any case.
    """
    ends_at = time.monotonic() + seconds
    with _process(searcher.as_json(pool, algorithm)) as process:
        lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=_read, args=(process.stdout, lines), daemon=True).start()
        progress: Progress | None = None
        looked_at = float("-inf")
        while True:
            if (now := time.monotonic()) >= ends_at:
                raise TooLong
            if now - looked_at >= LOOK_EVERY:
                watch(progress)
                looked_at = now
            try:
                line = lines.get(timeout=min(LOOK_EVERY, max(0.01, ends_at - now)))
            except queue.Empty:
                continue
            if not line:
                raise _broken(process.wait())
            what, value = json.loads(line)
            if what == searcher.AT:
                progress = tuple(value)
            elif what == searcher.FOUND:
                return value[0], value[1]
            elif what == searcher.IMPOSSIBLE:
                raise Impossible([(code, facts) for code, facts in value])
            else:
                raise Broken(value, is_killed=False)


@contextmanager
def _process(asked: str) -> Iterator[subprocess.Popen]:
    """The process at its work; killed and gone when the block is left, however that is."""
    process = subprocess.Popen(
        [sys.executable, "-m", searcher.__name__],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        try:
            process.stdin.write(asked + "\n")  # type: ignore[union-attr]
            process.stdin.flush()  # type: ignore[union-attr]
        except BrokenPipeError:
            raise _broken(process.wait()) from None
        yield process
    finally:
        process.kill()
        process.wait()
        with suppress(BrokenPipeError):  # What it never read is lost with it.
            process.stdin.close()  # type: ignore[union-attr]


def _read(stdout: IO[str], lines: queue.Queue[str]) -> None:
    """Hand on every line, then an empty one: the process has ended."""
    with stdout:
        for line in stdout:
            lines.put(line)
    lines.put("")


def _broken(code: int) -> Broken:
    if code < 0:
        return Broken(signal.Signals(-code).name, is_killed=True)
    return Broken(f"exit {code}", is_killed=False)
