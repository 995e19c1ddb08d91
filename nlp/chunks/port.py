"""The one door to work on many chunks: the same results in this process, in several or on a Dask cluster.

The caller cuts the chunks from its input alone and each chunk is computed on one BLAS thread, so that neither the
number of workers nor their kind can change a byte.
"""

import multiprocessing
import os
from contextlib import contextmanager, nullcontext
from typing import Protocol

from nlp.chunks.pool import ChunkPool
from nlp.chunks.processes import Processes
from nlp.chunks.serial import Serial
from nlp.chunks.store import ChunkStore


class Pool(Protocol):
    """What `open_chunks` gives; `counts` has for each step how many chunks were computed and how many reused."""

    counts: dict[str, dict[str, int]]

    def map_chunks(self, function, chunks, *, step="", progress=None):
        """The sequence of `function(chunk)`, in the order of the chunks.

        `function` lies in a module or is a `functools.partial` of one that does. `progress(done share)` after each
        chunk may raise to stop: nothing runs on. `step` names the work in the store and its counts. With a store, each
        result is read from disk whenever it is asked for; parameters, chunks and results are then of the kinds that
        `nlp.chunks.plain` knows, else TypeError.
        """


class Adapter(Protocol):
    """A way to compute chunks; a context that leaves nothing running behind."""

    def run(self, function, chunks, places):
        """(place, function(chunks[place])) for each of the places, in any order, few chunks in flight at a time."""


@contextmanager
def open_chunks(workers=None, scheduler=None, *, store=None, tls=None):
    """A Pool: the Dask cluster at `scheduler` if one is named, else `workers` local processes (None: one a core).

    With a `store` (a ChunkStore or its folder) each result is kept as it comes, and what it holds is not computed
    again. `tls` (nlp.chunks.addresses.TlsFiles) for tls:// addresses, else the environment's. Raises EngineError for a
    scheduler that is unsafe, out of reach or whose workers differ, and for a store that another run holds.
    """
    if isinstance(store, (str, os.PathLike)):
        store = ChunkStore(store)
    with store or nullcontext(), _adapter(workers, scheduler, tls) as adapter:
        yield ChunkPool(adapter, store)


def available_cores():
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _adapter(workers, scheduler, tls):
    if scheduler is not None:
        from nlp.chunks.cluster import Cluster

        return Cluster(scheduler, tls=tls)
    count = workers or available_cores()
    # A daemonic process (a worker of another pool) may not have children.
    if count == 1 or multiprocessing.current_process().daemon:
        return Serial()
    return Processes(count)
