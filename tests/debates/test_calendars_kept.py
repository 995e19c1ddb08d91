"""Programmes for programs behind the page cache: the same for every reader, kept, and made anew with a change."""

from __future__ import annotations

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test.utils import CaptureQueriesContext

from debates.lifecycle import cancel
from kit.page_cache.stamp import site_stamp
from kit.page_cache.wsgi import PageCache
from tests.debates.makers import a_debate, a_host, a_night, published
from tests.kit.test_page_cache import get

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESSES = [
    "/debates.ics?city=paris",
    "/debates.rss",
    "/debates.geojson",
    "/meetings.ics",
    "/debates/{code}.ics",
]


@pytest.fixture
def debate(paris, host):
    return published(a_debate(a_night(paris), host=a_host(paris, user=host)))


@pytest.fixture
def cached():
    return PageCache(get_wsgi_application(), site_stamp())


def ask(cached, address: str, **headers):
    path, _mark, query = address.partition("?")
    return get(cached, path, query=query, HTTP_HOST="testserver", **headers)


@pytest.mark.parametrize("address", ADDRESSES)
def test_address_is_answered_once_for_readers_of_any_language(cached, debate, address):
    address = address.format(code=debate.code)
    status, headers, body = ask(cached, address, HTTP_ACCEPT_LANGUAGE="fr")

    with CaptureQueriesContext(connection) as queries:
        again = ask(cached, address, HTTP_ACCEPT_LANGUAGE="en", HTTP_IF_NONE_MATCH=headers["ETag"])
        other = ask(cached, address, HTTP_ACCEPT_LANGUAGE="en")

    assert (status, headers["Content-Language"]) == ("200 OK", "fr")
    assert again[0] == "304 Not Modified"
    assert other[2] == body
    assert len(queries) == 0


def test_english_is_asked_for_by_the_address(cached, debate):
    ask(cached, "/debates.rss")

    assert ask(cached, "/debates.rss?lang=en")[1]["Content-Language"] == "en"


def test_debate_called_off_is_so_in_the_calendar_at_once(cached, debate, host):
    etag = ask(cached, "/debates.ics")[1]["ETag"]

    cancel(debate, host, at=debate.night.starts, text="La salle est inondée.")
    status, _headers, body = ask(cached, "/debates.ics", HTTP_IF_NONE_MATCH=etag)

    assert status == "200 OK"
    assert b"STATUS:CANCELLED" in body
