"""Pages for when things go wrong: they say what happened, what to do next, and lose nothing."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.utils.translation import override

from kit import views


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def posted():
    def post(data, **headers):
        request = RequestFactory().post("/en/somewhere/", data, **headers)
        return views.csrf_failure(request, reason="CSRF token missing.")

    return post


def test_csrf_failure_gives_back_every_text_that_was_typed(posted, db):
    page = posted({"answer": "Des bancs\net des arbres", "postcode": "75011", "empty": " "}).content.decode()

    assert "Des bancs\net des arbres</textarea>" in page.replace("\r", "")
    assert "75011</textarea>" in page
    assert page.count("<textarea") == 2
    assert page.count("readonly") == 2


@pytest.mark.parametrize("name", ["password", "new_password1", "csrfmiddlewaretoken", "code", "draft_token"])
def test_csrf_failure_never_writes_secrets_back(posted, db, name):
    page = posted({name: "hush-hush", "answer": "Bonjour"}).content.decode()

    assert "hush-hush" not in page


def test_csrf_failure_escapes_what_was_typed(posted, db):
    page = posted({"answer": "</textarea><script>alert(1)</script>"}).content.decode()

    assert "<script>alert" not in page


def test_csrf_failure_sends_nothing_again(posted, db):
    page = posted({"answer": "Bonjour"}).content.decode()

    # The header's search field is a form too, and sends nothing of this.
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
    assert 'method="post"' not in page
    assert "http-equiv" not in page


def test_csrf_failure_leads_back_to_the_form_but_never_elsewhere(posted, db):
    ours = posted({"a": "b"}, HTTP_REFERER="http://testserver/en/form/").content.decode()
    theirs = posted({"a": "b"}, HTTP_REFERER="https://evil.example/form/").content.decode()

    assert 'href="http://testserver/en/form/"' in ours
    assert "evil.example" not in theirs
    assert 'href="/en/somewhere/"' in theirs


def test_csrf_failure_is_the_page_of_a_form_without_token(db):
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/en/accounts/login/", {"login": "aminata@example.org", "password": "hush-hush"})

    assert answer.status_code == 403
    assert b"aminata@example.org" in answer.content
    assert b"hush-hush" not in answer.content


def test_page_not_found_offers_ways_on(client, db):
    answer = client.get("/en/no-such-page/")

    assert answer.status_code == 404
    assert b"There is nothing at this address" in answer.content
    assert b'href="/en/"' in answer.content


def test_permission_denied_shows_a_sentence_when_it_was_given_one(rf, db):
    answer = views.permission_denied(rf.get("/en/"), PermissionDenied("Only analysts may open this page."))

    assert answer.status_code == 403
    assert b"Only analysts may open this page." in answer.content


def test_permission_denied_hides_words_that_are_for_machines(rf, db):
    answer = views.permission_denied(rf.get("/en/"), PermissionDenied("view_contribution"))

    assert b"view_contribution" not in answer.content


def test_bad_request_says_what_to_do(rf, db):
    answer = views.bad_request(rf.get("/en/"))

    assert answer.status_code == 400
    assert b"check it and try again" in answer.content


def test_server_error_needs_no_database(rf):
    answer = views.server_error(rf.get("/en/"))

    assert answer.status_code == 500
    assert b"This is not your fault" in answer.content


def test_healthz_says_that_all_is_well(client, db):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_healthz_says_when_the_database_is_gone(client, monkeypatch):
    from django.db import OperationalError, connection

    def refuse():
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", refuse)

    assert client.get("/healthz").status_code == 503


def test_robots_leave_private_places_alone(client):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /cms/" in text
    assert "Disallow: /fr/accounts/" in text


def test_favicon_leads_to_the_icon(client):
    assert client.get("/favicon.ico").url.endswith("img/favicon.svg")
