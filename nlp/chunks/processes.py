"""Compute chunks in local processes, and go on when one of them is killed.

New processes are spawned, never forked: a web application has threads, and forking those can hang.
"""

import multiprocessing
import os
import threading
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import wait as wait_for_any

from nlp.chunks.serial import Serial, on_one_thread
from nlp.errors import EngineError

ALONE_BELOW = 3  # starting processes takes about a second: fewer chunks than this are done sooner here
AHEAD = 3  # chunks handed out for each process: enough that none waits, few enough to hold in memory
KILLED_AT_MOST = 3  # times in one call that a killed process is replaced
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Processes:
    """The adapter of `count` processes, started when they first have enough to do."""

    def __init__(self, count):
        self.count = count
        self._pool = None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._end()

    def run(self, function, chunks, places):
        """See `nlp.chunks.port.Adapter`. Raises EngineError when processes are killed again and again."""
        if len(places) < ALONE_BELOW and self._pool is None:
            yield from Serial().run(function, chunks, places)
            return
        left = dict.fromkeys(places)
        for _ in range(KILLED_AT_MOST + 1):
            for place, result in self._until_killed(function, chunks, list(left)):
                del left[place]
                yield place, result
            if not left:
                return
            self._end()
        raise EngineError(
            f"Worker processes were killed {KILLED_AT_MOST + 1} times, perhaps for want of memory: "
            "run the same command again with fewer --workers."
        )

    def _until_killed(self, function, chunks, places):
        """(place, result) of the places in the order they end; stops early when a process was killed."""
        if self._pool is None:
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.count, mp_context=spawn, initializer=_begin)
        to_do, waiting, killed = iter(places), {}, False
        try:
            while not killed:
                for place in islice(to_do, AHEAD * self.count - len(waiting)):
                    waiting[self._pool.submit(on_one_thread, function, chunks[place])] = place
                if not waiting:
                    return
                done, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for future in sorted(done, key=waiting.__getitem__):
                    place = waiting.pop(future)
                    if isinstance(future.exception(), BrokenProcessPool):
                        killed = True
                    else:
                        yield place, future.result()
        except BrokenProcessPool:
            return  # it broke between two chunks: submitting is what failed
        finally:
            for future in waiting:
                future.cancel()

    def _end(self):
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _begin():
    """One thread for every library that this process is going to load, and an end when its parent is killed."""
    for variable in ONE_THREAD:
        os.environ[variable] = "1"
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch():
        wait_for_any([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="parent watch").start()
