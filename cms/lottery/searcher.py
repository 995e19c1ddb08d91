"""The process that looks for panels: ``python -m cms.lottery.searcher``. No settings, no database, no names.

It reads one line of JSON (the pool and the algorithm), writes one line for each sign of progress and one for its end,
and ends itself as soon as whoever started it is gone. cms/lottery/apart.py starts it and reads the lines.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import traceback
from dataclasses import asdict
from typing import IO

from cms.lottery.pool import Person, Pool, Quota

# Seconds between two signs of progress.
TELL_EVERY = 0.5
AT, FOUND, IMPOSSIBLE, ERROR = "at", "found", "impossible", "error"


def as_json(pool: Pool, algorithm: str) -> str:
    """What the process is given, on one line."""
    return json.dumps({"pool": asdict(pool), "algorithm": algorithm})


def pool_from(said: dict) -> Pool:
    """The pool of what ``as_json`` wrote."""
    return Pool(
        said["size"],
        tuple(Quota(**one) for one in said["quotas"]),
        tuple(Person(**one) for one in said["people"]),
    )


def main() -> None:
    """Look for the panels that standard input asks for, and tell of it on standard output."""
    # Solvers print on standard output: what they say goes to the log, and the lines keep a way of their own.
    lines = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    asked = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_the_starter, daemon=True).start()
    _search(pool_from(asked["pool"]), asked["algorithm"], lines)


def _search(pool: Pool, algorithm: str, lines: IO[str]) -> None:
    from cms.lottery.panels import Impossible, find_panels

    try:
        panels, how = find_panels(pool, algorithm=algorithm, watch=_Teller(lines))
    except Impossible as refusal:
        _write(lines, IMPOSSIBLE, refusal.problems)
    except Exception as error:  # noqa: BLE001 - whatever a solver raises is told by its kind, the rest is for the log
        traceback.print_exc()
        _write(lines, ERROR, type(error).__name__)
    else:
        _write(lines, FOUND, [panels, how])


def _end_with_the_starter() -> None:
    """Standard input stays open as long as the starter lives; its end is ours, even in the middle of a solver."""
    # Not through Python's buffer: a thread that waits with its lock makes the interpreter abort at its end.
    while os.read(sys.stdin.fileno(), 1):
        continue
    os._exit(1)


def _write(lines: IO[str], what: str, value: object) -> None:
    lines.write(json.dumps([what, value]) + "\n")
    lines.flush()


class _Teller:
    """Writes how far the search is: each new phase, and every half second within one."""

    def __init__(self, lines: IO[str]) -> None:
        self.lines, self.phase, self.last = lines, "", 0.0

    def __call__(self, phase: str, done: int, total: int, panels: int) -> None:
        now = time.monotonic()
        if phase == self.phase and now - self.last < TELL_EVERY:
            return
        self.phase, self.last = phase, now
        _write(self.lines, AT, [phase, done, total, panels])


if __name__ == "__main__":
    main()
