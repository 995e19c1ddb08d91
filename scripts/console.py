"""Say what a script is doing, in plain sentences, at once even when nobody watches a terminal."""

from __future__ import annotations

import sys
import time


def say(text: str = "") -> None:
    """Print a line now, whatever buffers stand between here and the reader."""
    print(text, flush=True)


def stop(text: str, status: int = 1) -> None:
    """Say what is wrong and end the script."""
    print(text, file=sys.stderr, flush=True)
    raise SystemExit(status)


class Stopwatch:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self.began = time.monotonic()

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s"

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began
