"""The whole site behind its page cache: what editors publish is read at once, and nobody reads another's page."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.core.wsgi import get_wsgi_application
from django.test import Client

from cms.models import HomePage
from kit.page_cache.stamp import site_stamp
from kit.page_cache.wsgi import PageCache
from tests.browser.conftest import site  # noqa: F401 - fixture
from tests.kit.test_page_cache import get

HOME = "/fr/"


@pytest.fixture
def cached(site):  # noqa: F811
    return PageCache(get_wsgi_application(), site_stamp())


def read(cached, path=HOME, **headers) -> str:
    status, _headers, body = get(cached, path, HTTP_HOST="testserver", **headers)
    assert status == "200 OK"
    return body.decode()


def test_what_is_published_is_read_at_once_and_a_draft_is_not(cached):
    home = HomePage.objects.get(locale__language_code="fr")
    read(cached)

    home.title = "Un autre titre"
    revision = home.save_revision()
    drafted = read(cached)
    revision.publish()

    assert "Un autre titre" not in drafted
    assert "Un autre titre" in read(cached)


def test_page_of_somebody_logged_in_is_neither_kept_nor_answered_from_what_is_kept(cached):
    editor = get_user_model().objects.create_user(email="driss@example.org", password="sous-l-arbre")
    client = Client()
    client.force_login(editor)
    session = {"HTTP_COOKIE": f"sessionid={client.cookies['sessionid'].value}"}
    before = read(cached)

    theirs = read(cached, **session)

    assert "/accounts/logout/" in theirs
    assert "/accounts/logout/" not in before
    assert read(cached) == before


def test_page_with_a_form_is_each_visitors_own(cached):
    first, second = (get(cached, "/fr/accounts/login/", HTTP_HOST="testserver") for _ in range(2))

    assert "csrftoken=" in first[1]["Set-Cookie"]
    assert first[1]["Set-Cookie"] != second[1]["Set-Cookie"]
