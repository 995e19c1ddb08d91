"""Compute chunks on a Dask cluster (Rocklin 2015). The only module that imports distributed.

Each chunk is one task that needs no other, so that a lost worker costs the chunks it held: the scheduler gives them to
others. When the scheduler itself is lost the run ends with one sentence; what was stored is there for the next.
"""

import logging
import time
from concurrent.futures import CancelledError
from functools import lru_cache
from importlib.metadata import version
from itertools import islice
from queue import Empty, SimpleQueue
from typing import Any

from nlp.chunks.addresses import checked_address, outside, tls_files
from nlp.chunks.serial import on_one_thread
from nlp.chunks.surroundings import differences, surroundings
from nlp.errors import EngineError

AHEAD = 3  # chunks handed out for each worker: enough that none waits, few enough to hold in memory
CONNECT_SECONDS = 10
LOOK_SECONDS = 1
TALKATIVE = ("distributed", "distributed.client", "tornado.application")
PATIENCE_SECONDS = 60  # for a first worker, or for one that takes the place of the last


class Cluster:
    """The adapter of the cluster at `address`; `tls` are the files for a tls:// address (see nlp.chunks.addresses)."""

    def __init__(self, address, *, tls=None, patience=PATIENCE_SECONDS):
        self.address = checked_address(address)
        self.tls = tls
        self.patience = patience
        self._client: Any = None

    def __enter__(self):
        from distributed import Client

        # Dask tells of a lost connection in many lines of its own; ours is one sentence, the error that ends the run.
        for name in TALKATIVE:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        try:
            self._client = Client(
                self.address,
                security=self._security(),
                timeout=CONNECT_SECONDS,
                set_as_default=False,
                direct_to_workers=False,
            )
        except OSError as error:
            raise EngineError(
                f"{self.address}: no scheduler answers there ({_first_line(error)}): start one, see docs/cluster.md."
            ) from error
        try:
            self._check()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error):
        self._client.close(timeout=LOOK_SECONDS)

    def run(self, function, chunks, places):
        """See `nlp.chunks.port.Adapter`. Raises EngineError when the scheduler or every worker is gone."""
        finished, to_do, waiting = SimpleQueue(), iter(places), {}
        here = _here()
        try:
            while True:
                for place in islice(to_do, max(AHEAD * self._count - len(waiting), 0)):
                    waiting[place] = self._submit(_checked, here, function, chunks[place])
                    waiting[place].add_done_callback(lambda _, place=place: finished.put(place))
                if not waiting:
                    return
                place = self._next(finished)
                yield place, self._result(waiting.pop(place))
        finally:
            for future in waiting.values():
                future.cancel() if self._client.status == "running" else future.release()

    def _submit(self, *task):
        try:
            return self._client.submit(*task, pure=False)
        except (OSError, RuntimeError) as error:
            if self._client.status != "running":
                raise self._gone() from error
            raise

    def _next(self, finished):
        """The place of the next chunk that ended, looking now and then whether anyone is still at work."""
        last_seen = time.monotonic()
        while True:
            try:
                return finished.get(timeout=LOOK_SECONDS)
            except Empty:
                if self._workers():
                    last_seen = time.monotonic()
                elif time.monotonic() - last_seen > self.patience:
                    raise self._without_workers() from None

    def _result(self, future):
        from distributed import KilledWorker

        last_seen = time.monotonic()
        while True:
            try:
                return future.result(timeout=LOOK_SECONDS)
            except KilledWorker as error:
                raise EngineError(
                    f"A chunk lost its worker {error.allowed_failures + 1} times, perhaps for want of memory: "
                    "give the workers more, then run the same command again."
                ) from error
            except CancelledError as error:
                raise self._gone() from error
            except TimeoutError:
                # The worker that held the result may have died since: then another one computes it again.
                if future.status == "error":
                    raise future.exception(timeout=LOOK_SECONDS) from None
                if self._workers():
                    last_seen = time.monotonic()
                elif time.monotonic() - last_seen > self.patience:
                    raise self._without_workers() from None

    def _workers(self):
        """What the scheduler says of its workers, by address."""
        if self._client.status != "running":
            raise self._gone()
        try:
            found = self._client.scheduler_info(n_workers=-1)["workers"]
        except (OSError, TimeoutError) as error:
            raise self._gone() from error
        self._count = max(len(found), 1)
        return found

    def _check(self):
        """Refuse what is open to others and workers whose results could differ."""
        deadline = time.monotonic() + self.patience
        while not (workers := self._workers()):
            if time.monotonic() > deadline:
                raise self._without_workers()
            time.sleep(LOOK_SECONDS / 10)
        listening = [self._client.scheduler_info(n_workers=0)["address"], *workers]
        if self.address.startswith("tcp://"):
            for address in filter(outside, listening):
                raise EngineError(
                    f"{self.address}: without TLS, {address} listens to other machines: "
                    "start scheduler and workers with --host 127.0.0.1, or use tls://."
                )
        for address, worker in workers.items():
            _one_thread(worker["nthreads"], address)
        here = _here()
        for address, there in self._client.run(_here, on_error="return").items():
            if isinstance(there, Exception):
                raise EngineError(
                    f"The worker {address} cannot run this engine ({_first_line(there)}): "
                    "start it in the folder of the same version, with the same packages."
                )
            _compare(here, there, address)

    def _security(self):
        from distributed.security import Security

        if self.address.startswith("tcp://"):
            return Security(require_encryption=False)
        files = tls_files(self.tls)
        return Security(
            require_encryption=True,
            tls_ca_file=str(files.ca),
            tls_client_cert=str(files.certificate),
            tls_client_key=str(files.key),
        )

    def _gone(self):
        return EngineError(
            f"{self.address}: the scheduler is gone. Start it and its workers again and run the same command: "
            "it goes on from the chunks that were stored."
        )

    def _without_workers(self):
        return EngineError(
            f"{self.address}: the scheduler has had no worker for {self.patience} seconds: start some, "
            "see docs/cluster.md, and run the same command again."
        )


@lru_cache(maxsize=1)
def _here():
    return {
        **surroundings(),
        **{package: version(package) for package in ("dask", "distributed", "cloudpickle")},
    }


def _checked(expected, function, chunk):
    """Compute a chunk on a worker; one that joined after the run began is compared here."""
    from distributed import get_worker

    worker = get_worker()
    _one_thread(worker.state.nthreads, worker.address)
    _compare(expected, _here(), worker.address)
    return on_one_thread(function, chunk)


def _one_thread(threads, address):
    if threads != 1:
        raise EngineError(f"The worker {address} has {threads} threads: start it with --nthreads 1.")


def _compare(here, there, address):
    differing = differences(here, there)
    if differing:
        raise EngineError(
            f"The worker {address} is not like this program ({'; '.join(differing)}): its results could differ. "
            "Give it the same versions on the same kind of processor."
        )


def _first_line(error):
    return str(error).strip().partition("\n")[0] or type(error).__name__
