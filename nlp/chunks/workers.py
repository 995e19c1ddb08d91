"""Run one function over many chunks, in this process or in several, with the same result.

Chunks are made by the caller from its input alone, so that the number of workers cannot change a byte. New processes
are spawned, never forked: a web application has threads, and forking those can hang.
"""

import multiprocessing
import os
import threading
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from multiprocessing.connection import wait as wait_for_any

ALONE_BELOW = 3  # starting processes takes about a second: fewer chunks than this are done sooner here


def available_cores():
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def chunked(items, size):
    """Consecutive slices of `size` items; the boundaries depend on the items alone."""
    return [items[start : start + size] for start in range(0, len(items), size)]


class Workers:
    """A context in which `map_chunks` runs; leaving it ends every process it started."""

    def __init__(self, count=None):
        self.count = count
        self._pool = None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def map_chunks(self, function, chunks, *, progress=None):
        """`[function(chunk) for chunk in chunks]`; `progress(done share)` after each one may raise to stop."""
        results = [None] * len(chunks)
        for done, (place, result) in enumerate(self._results(function, chunks), start=1):
            results[place] = result
            if progress is not None:
                progress(done / len(chunks))
        return results

    def _results(self, function, chunks):
        workers = self.count or available_cores()
        few = len(chunks) < ALONE_BELOW and self._pool is None
        # A daemonic process (a worker of another pool) may not have children.
        if workers == 1 or few or multiprocessing.current_process().daemon:
            yield from ((place, function(chunk)) for place, chunk in enumerate(chunks))
            return
        if self._pool is None:
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(workers, mp_context=spawn, initializer=_end_with_parent)
        waiting = {self._pool.submit(function, chunk): place for place, chunk in enumerate(chunks)}
        while waiting:
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in sorted(done, key=waiting.__getitem__):
                yield waiting.pop(future), future.result()


def _end_with_parent():
    """End this process when the one that started it is killed; else it would wait for chunks for ever."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch():
        wait_for_any([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="parent watch").start()
