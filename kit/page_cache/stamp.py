"""A stamp that all processes of the site look at: another one than before means that something public has changed."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.cache import cache

LOOK_SECONDS = 1.0


class Stamp(Protocol):
    """``read`` is asked before each page, and costs next to nothing."""

    def read(self) -> int: ...

    def renew(self) -> None: ...


class FileStamp:
    """For the processes of one machine: the time of an empty file, to the nanosecond, set by whoever writes."""

    def __init__(self, path: Path):
        self.path = path

    def read(self) -> int:
        try:
            return os.stat(self.path).st_mtime_ns
        except FileNotFoundError:
            return 0

    def renew(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.touch()
        # The system's own clock for files ticks a few hundred times a second; two writes may fall on one tick.
        now = time.time_ns()
        os.utime(self.path, ns=(now, now))


class SharedStamp:
    """For several machines: a number in their shared cache, asked for once a second by each process."""

    KEY = "kit.page_cache.stamp"

    def __init__(self) -> None:
        self._seen, self._seen_at = 0, float("-inf")

    def read(self) -> int:
        now = time.monotonic()
        if now - self._seen_at > LOOK_SECONDS:
            self._seen, self._seen_at = cache.get(self.KEY, 0), now
        return self._seen

    def renew(self) -> None:
        cache.set(self.KEY, time.time_ns(), timeout=None)
        self._seen_at = float("-inf")


def site_stamp() -> Stamp:
    """The stamp of this site: shared where REDIS_URL says that there may be several machines, else a file's."""
    if "redis" in settings.CACHES["default"]["BACKEND"].lower():
        return SharedStamp()
    return FileStamp(Path(settings.VAR_DIR) / "page_cache" / "stamp")
