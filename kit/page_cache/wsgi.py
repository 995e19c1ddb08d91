"""In front of the application: what an anonymous visitor reads is kept for a minute at most, compressed once."""

from __future__ import annotations

import gzip
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock

import brotli

from kit.page_cache.stamp import Stamp

KEPT_SECONDS = 60.0
MOST_PAGES = 2_000
# Of one page as it is read, and of all as they are kept: a city's whole programme for programs is the largest.
LARGEST_PAGE, MOST_BYTES = 16_000_000, 64_000_000
LONGEST_QUERY = 300
# Cookies that change nothing in what a page shows.
HARMLESS_COOKIES = frozenset({"csrftoken"})
KEPT_TYPES = (
    "text/html",
    "text/calendar",
    "application/xml",
    "text/xml",
    "application/rss+xml",
    "application/atom+xml",
    "application/geo+json",
)
TOLD_APART = frozenset({"cookie", "accept-encoding"})
ENCODINGS = ("br", "gzip", "")
# Headers that speak of one body, of which we keep several.
OF_ONE_BODY = frozenset({"content-encoding", "content-length", "etag"})

Headers = list[tuple[str, str]]
Start = Callable[..., object]


@dataclass(frozen=True)
class Kept:
    """One page as it was answered: its stamp, until when it holds, and its bodies by content encoding."""

    stamp: int
    until: float
    headers: Headers
    etag: str
    bodies: dict[str, bytes]

    @property
    def size(self) -> int:
        return sum(len(body) for body in self.bodies.values())


class PageCache:
    """A WSGI application that asks the one behind it only for what it does not know.

    A page is kept when it was asked for with GET and without a cookie of ours, and answered with 200, no cookie, and
    no ``Cache-Control`` that forbids it. It holds for KEPT_SECONDS, and until the stamp changes.
    """

    def __init__(self, application, stamp: Stamp):
        self.application, self.stamp = application, stamp
        self._pages: OrderedDict[tuple[str, ...], Kept] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def __call__(self, environ: dict, start_response: Start) -> Iterable[bytes]:
        if not _is_anonymous_reading(environ):
            return self.application(environ, start_response)
        key = _key(environ)
        # Read before the page is made: what is written meanwhile makes it stale, not fresh.
        stamp = self.stamp.read()
        kept = self._pages.get(key)
        if kept is None or kept.stamp != stamp or kept.until < time.monotonic():
            if environ["REQUEST_METHOD"] == "HEAD":
                return self.application(environ, start_response)
            kept, answer = self._ask(environ, stamp)
            if kept is None:
                return _replay(answer, start_response)
            self._keep(key, kept)
        return _answer(kept, environ, start_response)

    def _ask(self, environ: dict, stamp: int) -> tuple[Kept | None, _Answer]:
        answer = _Answer()
        answer.body = self.application(environ, answer.start)
        if not answer.may_be_kept():
            return None, answer
        body = b"".join(answer.body)
        if hasattr(answer.body, "close"):
            answer.body.close()
        answer.body = [body]
        headers = [pair for pair in answer.headers if pair[0].lower() not in OF_ONE_BODY]
        if answer.is_compressed():
            body = gzip.decompress(body)
        if len(body) > LARGEST_PAGE:
            return None, answer
        etag = hashlib.sha256(body).hexdigest()[:32]
        return Kept(stamp, time.monotonic() + KEPT_SECONDS, headers, etag, _encoded(body)), answer

    def _keep(self, key: tuple[str, ...], kept: Kept) -> None:
        with self._lock:
            before = self._pages.pop(key, None)
            self._pages[key] = kept
            self._bytes += kept.size - (before.size if before else 0)
            while len(self._pages) > MOST_PAGES or self._bytes > MOST_BYTES:
                _key_of_oldest, oldest = self._pages.popitem(last=False)
                self._bytes -= oldest.size


class _Answer:
    """What the application answered, held until we know what to do with it."""

    def __init__(self) -> None:
        self.status, self.headers, self.error = "", [], None
        self.body: Iterable[bytes] = ()

    def start(self, status: str, headers: Headers, error=None):
        self.status, self.headers, self.error = status, headers, error
        return _never_written

    def is_compressed(self) -> bool:
        return any(name.lower() == "content-encoding" for name, _value in self.headers)

    def may_be_kept(self) -> bool:
        named = {name.lower(): value for name, value in self.headers}
        control = named.get("cache-control", "")
        return (
            self.status.startswith("200")
            and "set-cookie" not in named
            and named.get("content-encoding", "gzip") == "gzip"
            and not any(word in control for word in ("private", "no-store", "no-cache"))
            # What depends on another header of the request, such as the language preferred, is not told apart here.
            and {word.strip().lower() for word in named.get("vary", "Cookie").split(",")} <= TOLD_APART
            and named.get("content-type", "").startswith(KEPT_TYPES)
        )


def _never_written(data: bytes) -> None:
    raise RuntimeError("No page of ours is written piece by piece.")


def _is_anonymous_reading(environ: dict) -> bool:
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in environ:
        return False
    if len(environ.get("QUERY_STRING", "")) > LONGEST_QUERY:
        return False
    cookies = environ.get("HTTP_COOKIE", "")
    return not cookies or all(
        part.partition("=")[0].strip() in HARMLESS_COOKIES for part in cookies.split(";")
    )


def _key(environ: dict) -> tuple[str, ...]:
    scheme = environ.get("HTTP_X_FORWARDED_PROTO", environ["wsgi.url_scheme"])
    host = environ.get("HTTP_HOST", "")
    return scheme, host, environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")


def _encoded(body: bytes) -> dict[str, bytes]:
    return {"": body, "gzip": gzip.compress(body, 6, mtime=0), "br": brotli.compress(body, quality=5)}


def _answer(kept: Kept, environ: dict, start_response: Start) -> Iterable[bytes]:
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    encoding = next(one for one in ENCODINGS if one in accepted)
    etag = f'W/"{kept.etag}"'
    headers = [*kept.headers, ("ETag", etag)]
    if etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start_response("304 Not Modified", headers)
        return []
    body = kept.bodies[encoding]
    if encoding:
        headers.append(("Content-Encoding", encoding))
    start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _replay(answer: _Answer, start_response: Start) -> Iterable[bytes]:
    if answer.error is not None:
        start_response(answer.status, answer.headers, answer.error)
    else:
        start_response(answer.status, answer.headers)
    return answer.body
