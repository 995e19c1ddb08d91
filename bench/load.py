"""Load from our own hands: browsers that keep their connection and their cookies, and how long they waited.

The standard library alone, so that the client weighs as little as it can on the machine that it measures.
"""

from __future__ import annotations

import gzip
import http.client
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil
from urllib.parse import urlencode, urlsplit

HOST = "127.0.0.1"
CSRF_FIELD = "csrfmiddlewaretoken"
_CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
PATIENCE = 60.0


class Surprise(Exception):
    """The site answered something else than what a measure counts on."""


@dataclass(frozen=True)
class Reply:
    """What came back, and how long it took from the first byte sent to the last one read."""

    status: int
    location: str
    body: bytes
    milliseconds: float

    @property
    def weight(self) -> int:
        """Bytes of the body as a front server would send it, compressed."""
        return len(gzip.compress(self.body, 6))


class Browser:
    """One visitor on one kept connection, with the cookies and the form token that the site gave."""

    def __init__(self, port: int):
        self.connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
        self.cookies: dict[str, str] = {}
        self.form_token = ""

    def get(self, path: str, *, expect: int = 200) -> Reply:
        """Read a page; remember the token of its form. Raises Surprise on another status."""
        reply = self._ask("GET", path, None, expect)
        if found := _CSRF.search(reply.body):
            self.form_token = found[1].decode()
        return reply

    def post(self, path: str, fields: Iterable[tuple[str, str]] = (), *, expect: int = 302) -> Reply:
        """Send a form with its token, as a browser does. Raises Surprise on another status."""
        body = urlencode([(CSRF_FIELD, self.form_token), *fields]).encode()
        return self._ask("POST", path, body, expect)

    def _ask(self, method: str, path: str, body: bytes | None, expect: int) -> Reply:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        took = (time.perf_counter() - began) * 1000
        for line in response.headers.get_all("Set-Cookie") or []:
            self.take_cookie(line)
        reply = Reply(response.status, urlsplit(response.headers.get("Location", "")).path, content, took)
        if reply.status != expect:
            raise Surprise(f"{method} {path} was answered with {reply.status}, not with {expect}.")
        return reply

    def take_cookie(self, line: str) -> None:
        """Keep or drop a cookie as a ``Set-Cookie`` line says."""
        pair, _, attributes = line.partition(";")
        name, _, value = pair.partition("=")
        if "max-age=0" in attributes.lower().replace(" ", ""):
            self.cookies.pop(name.strip(), None)
        else:
            self.cookies[name.strip()] = value.strip()

    def close(self) -> None:
        self.connection.close()


@dataclass
class Burst:
    """Things done at once by several browsers: how long each took, and all of them together."""

    milliseconds: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """How many a second."""
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least ``share`` of all reach or stay under (nearest rank). Raises on no value."""
    ordered = sorted(values)
    if not ordered:
        raise ValueError("There is no percentile of nothing.")
    return ordered[max(ceil(share * len(ordered)), 1) - 1]


def median(values: Iterable[float]) -> float:
    """The middle one, the mean of the two in the middle of an even number. Raises on no value."""
    ordered = sorted(values)
    if not ordered:
        raise ValueError("There is no median of nothing.")
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def median_ratio(pairs: Iterable[tuple[float, float]]) -> float:
    """The median of value over floor, each pair measured in the same minutes: what the machine did then cancels out."""
    return median(value / floor for value, floor in pairs)


def burst(
    port: int,
    jobs: Iterable[object],
    do: Callable[[Browser, object], float],
    *,
    prepare: Callable[[Browser], None],
    connections: int,
    seconds: float,
) -> Burst:
    """Have ``connections`` browsers do all the jobs as fast as they can, for ``seconds`` at most.

    ``do`` does one job and returns its milliseconds; ``prepare`` readies each browser before the clock starts. Raises
    what the first browser to fail raised.
    """
    crowd = _Crowd(jobs, connections)
    threads = [
        threading.Thread(target=crowd.work, args=(port, do, prepare, seconds), daemon=True)
        for _number in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if crowd.failure is not None:
        raise crowd.failure
    return Burst(crowd.milliseconds, crowd.ended - crowd.began)


class _Crowd:
    """The browsers of one burst: what is left to do, what was measured, and who failed first."""

    def __init__(self, jobs: Iterable[object], connections: int):
        self.jobs = iter(jobs)
        self.lock = threading.Lock()
        self.start = threading.Barrier(connections, action=self._begin)
        self.milliseconds: list[float] = []
        self.failure: Exception | None = None
        self.began = self.ended = 0.0

    def _begin(self) -> None:
        self.began = time.perf_counter()

    def work(self, port: int, do, prepare, seconds: float) -> None:
        browser = Browser(port)
        try:
            prepare(browser)
            self.start.wait(timeout=PATIENCE)
            while self.failure is None and time.perf_counter() - self.began < seconds:
                with self.lock:
                    job = next(self.jobs, None)
                if job is None:
                    break
                took = do(browser, job)
                with self.lock:
                    self.milliseconds.append(took)
        except (Surprise, OSError, http.client.HTTPException, threading.BrokenBarrierError) as error:
            with self.lock:
                # The others only hear that the barrier broke; who broke it says why.
                if self.failure is None or isinstance(self.failure, threading.BrokenBarrierError):
                    self.failure = error
            self.start.abort()
        finally:
            with self.lock:
                self.ended = max(self.ended, time.perf_counter())
            browser.close()


def only(cookies: Mapping[str, str], *names: str) -> dict[str, str]:
    """Those cookies alone: the next visitor on this connection is somebody else."""
    return {name: cookies[name] for name in names if name in cookies}
