"""What a browser and a cache between us are told about each page, and what our own cookies allow."""

from __future__ import annotations

import gzip

import pytest
from django.urls import reverse

from tests.consultations.browsing import answer, enter, section_url, send
from tests.consultations.factories import make_consultation

pytestmark = pytest.mark.django_db


@pytest.fixture
def visited(client):
    """A browser that has sent a contribution."""
    consultation = make_consultation()
    enter(client, consultation)
    answer(client, consultation, "you", experience="never")
    send(client, consultation)
    return client


def test_personal_pages_are_kept_by_no_cache(visited):
    for name, args in (
        ("sent", ["charte"]),
        ("contribution", []),
        ("receipt", []),
        ("withdraw", []),
        ("entry", ["charte"]),
    ):
        kept = visited.get(reverse(f"consultations:{name}", args=args)).headers["Cache-Control"]
        assert "no-store" in kept, name
        assert "private" in kept, name


def test_drafts_are_kept_by_no_cache(client):
    consultation = make_consultation()
    enter(client, consultation)

    for path in (section_url(consultation, "you"), reverse("consultations:check", args=["charte"])):
        assert "no-store" in client.get(path).headers["Cache-Control"]


@pytest.mark.parametrize(
    ("status", "path"), [(200, "/fr/consultations/"), (404, "/fr/rien/"), (200, "/fr/accounts/login/")]
)
def test_every_page_says_what_it_may_load_and_who_may_frame_it(client, status, path):
    response = client.get(path)

    policy = response.headers["Content-Security-Policy"]
    assert response.status_code == status
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(visited):
    for name in ("sessionid", next(name for name in visited.cookies if name.startswith("draft-"))):
        cookie = visited.cookies[name]
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name


def test_cookies_travel_over_https_alone_where_the_site_is(client, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    consultation = make_consultation()

    enter(client, consultation)

    assert client.cookies[f"draft-{consultation.pk}"]["secure"]


def test_open_data_holds_no_cookie_that_other_sites_could_read(client, login, citizen):
    make_consultation(phase="published")
    login(client, citizen)

    response = client.get(reverse("open_data:csv", args=["charte"]))

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert not response.cookies


def test_compressed_pages_hold_no_token_and_have_another_length_each_time(client, login, citizen):
    # A secret beside words that a stranger chooses could be guessed from the length of what is sent.
    make_consultation(phase="published")
    login(client, citizen)
    path = reverse("consultations:results", args=["charte"])

    pages = [client.get(path, headers={"accept-encoding": "gzip"}) for _n in range(12)]

    assert pages[0].headers["Content-Encoding"] == "gzip"
    assert len({len(page.content) for page in pages}) > 1
    assert b"csrfmiddlewaretoken" not in gzip.decompress(pages[0].content)


def test_private_page_of_a_consultation_is_not_compressed(visited):
    response = visited.get(reverse("consultations:contribution"), headers={"accept-encoding": "gzip"})

    assert "Content-Encoding" not in response.headers
