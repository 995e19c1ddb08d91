"""Pages kept for anonymous visitors: made once, never somebody else's, and gone when something public changes."""

from __future__ import annotations

import gzip
from wsgiref.util import setup_testing_defaults

import brotli
import pytest

from kit.page_cache import wsgi
from kit.page_cache.wsgi import PageCache

PAGE = "Sous l’arbre à palabres. ".encode() * 40


class ByHand:
    """A stamp that a test changes."""

    value = 1

    def read(self):
        return self.value


class Site:
    """An application that counts how often it is asked, and can be told what to answer."""

    def __init__(self, *, status="200 OK", headers=(), body=PAGE, kind="text/html; charset=utf-8"):
        self.asked, self.body, self.status = 0, body, status
        self.headers = [("Content-Type", kind), *headers]

    def __call__(self, environ, start_response):
        self.asked += 1
        start_response(self.status, [*self.headers, ("Content-Length", str(len(self.body)))])
        return [self.body]


def get(cache, path="/fr/", *, method="GET", query="", **headers):
    """(status, headers, body) of one request."""
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, **headers}
    setup_testing_defaults(environ)
    answer = []
    body = b"".join(
        cache(environ, lambda status, headers, error=None: answer.append((status, dict(headers))))
    )
    return *answer[0], body


@pytest.fixture
def stamp():
    return ByHand()


def test_page_is_made_once_for_all_who_bring_no_cookie(stamp):
    site = Site()
    cache = PageCache(site, stamp)

    answers = [get(cache)[2] for _ in range(3)] + [get(cache, HTTP_COOKIE="csrftoken=abc")[2]]

    assert answers == [PAGE] * 4
    assert site.asked == 1


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/en/"},
        {"query": "page=2"},
        {"HTTP_HOST": "dakar.example"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
    ],
)
def test_another_address_is_another_page(stamp, other):
    site = Site()
    cache = PageCache(site, stamp)

    get(cache)
    get(cache, **other)

    assert site.asked == 2


@pytest.mark.parametrize(
    "who",
    [
        {"HTTP_COOKIE": "sessionid=mine"},
        {"HTTP_COOKIE": "csrftoken=abc; draft-3=mine"},
        {"HTTP_AUTHORIZATION": "Basic bWluZQ=="},
        {"method": "POST"},
    ],
)
def test_who_brings_something_of_their_own_always_asks_the_site(stamp, who):
    site = Site(body=b"Bonjour Aminata")
    cache = PageCache(site, stamp)

    get(cache, **who)
    get(cache, **who)
    site.body = b"Bonjour"

    assert get(cache)[2] == b"Bonjour"
    assert site.asked == 3


@pytest.mark.parametrize(
    "answered",
    [
        {"headers": [("Set-Cookie", "sessionid=1")]},
        {"headers": [("Cache-Control", "max-age=0, no-cache, no-store, must-revalidate, private")]},
        {"status": "404 Not Found"},
        {"status": "302 Found"},
        {"kind": "application/zip"},
        {"headers": [("Content-Encoding", "br")]},
        {"headers": [("Vary", "Cookie, Accept-Language")]},
    ],
)
def test_answer_that_is_one_persons_or_no_page_is_never_kept(stamp, answered):
    site = Site(**answered)
    cache = PageCache(site, stamp)

    first, second = get(cache), get(cache)

    assert first == second
    assert first[0] == site.status
    assert first[2] == PAGE
    assert site.asked == 2


def test_page_is_made_anew_when_the_stamp_has_changed(stamp):
    site = Site()
    cache = PageCache(site, stamp)
    get(cache)

    stamp.value = 2
    site.body = b"Nouveau"

    assert get(cache)[2] == b"Nouveau"


def test_page_made_while_something_was_written_is_not_shown_again(stamp):
    site = Site()

    def written_meanwhile(environ, start_response):
        stamp.value += 1
        return site(environ, start_response)

    cache = PageCache(written_meanwhile, stamp)

    get(cache)
    get(cache)

    assert site.asked == 2


def test_page_is_kept_a_minute_at_most(stamp, monkeypatch):
    site = Site()
    cache = PageCache(site, stamp)
    clock = [100.0]
    monkeypatch.setattr(wsgi.time, "monotonic", lambda: clock[0])
    get(cache)

    clock[0] += 59
    get(cache)
    before = site.asked
    clock[0] += 2
    get(cache)

    assert (before, site.asked) == (1, 2)


def test_oldest_pages_make_room_for_new_ones(stamp, monkeypatch):
    monkeypatch.setattr(wsgi, "MOST_PAGES", 3)
    site = Site()
    cache = PageCache(site, stamp)

    for number in range(4):
        get(cache, f"/{number}/")
    get(cache, "/3/")
    get(cache, "/0/")

    assert site.asked == 5


def test_oldest_pages_make_room_for_large_ones(stamp, monkeypatch):
    site = Site()
    cache = PageCache(site, stamp)
    get(cache, "/0/")
    one = next(iter(cache._pages.values())).size
    monkeypatch.setattr(wsgi, "MOST_BYTES", 2 * one)

    for number in range(1, 4):
        get(cache, f"/{number}/")
        get(cache, f"/{number}/")
    kept = site.asked
    get(cache, "/1/")

    assert (kept, site.asked) == (4, 5)
    assert cache._bytes == sum(page.size for page in cache._pages.values()) <= 2 * one


def test_page_too_large_to_be_kept_is_answered_whole(stamp, monkeypatch):
    monkeypatch.setattr(wsgi, "LARGEST_PAGE", len(PAGE) - 1)
    site = Site(body=gzip.compress(PAGE), headers=[("Content-Encoding", "gzip")])
    cache = PageCache(site, stamp)

    answers = [get(cache)[2] for _ in range(2)]

    assert [gzip.decompress(body) for body in answers] == [PAGE, PAGE]
    assert site.asked == 2


@pytest.mark.parametrize("kind", ["text/calendar; charset=utf-8", "application/geo+json"])
def test_programme_for_programs_is_kept_and_told_apart_by_its_tag(stamp, kind):
    site = Site(kind=kind)
    cache = PageCache(site, stamp)
    etag = get(cache, "/debates.ics")[1]["ETag"]

    again = get(cache, "/debates.ics", HTTP_IF_NONE_MATCH=etag)[0]
    stamp.value += 1
    site.body = PAGE + b"STATUS:CANCELLED"
    changed = get(cache, "/debates.ics", HTTP_IF_NONE_MATCH=etag)

    assert (again, changed[0]) == ("304 Not Modified", "200 OK")
    assert changed[2].endswith(b"CANCELLED")


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [("gzip, deflate, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes)],
)
def test_page_is_sent_as_the_browser_can_read_it(stamp, accepted, encoding, unpack):
    cache = PageCache(Site(body=gzip.compress(PAGE), headers=[("Content-Encoding", "gzip")]), stamp)

    _status, headers, body = get(cache, HTTP_ACCEPT_ENCODING=accepted)

    assert headers.get("Content-Encoding") == encoding
    assert headers["Content-Length"] == str(len(body))
    assert unpack(body) == PAGE


def test_browser_that_has_the_page_is_told_so(stamp):
    cache = PageCache(Site(), stamp)
    etag = get(cache)[1]["ETag"]

    status, _headers, body = get(cache, HTTP_IF_NONE_MATCH=etag)
    changed = get(cache, HTTP_IF_NONE_MATCH='W/"another"')

    assert (status, body) == ("304 Not Modified", b"")
    assert changed[0] == "200 OK"


def test_head_is_the_page_without_its_body(stamp):
    site = Site()
    cache = PageCache(site, stamp)
    get(cache)

    status, headers, body = get(cache, method="HEAD")

    assert (status, headers["Content-Length"], body) == ("200 OK", str(len(PAGE)), b"")
    assert site.asked == 1
