"""A person's own page."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from accounts import home

pytestmark = pytest.mark.django_db


@pytest.fixture
def sections(monkeypatch):
    """A registry of the test's own, empty."""
    monkeypatch.setattr(home, "_sections", {})


def save(client, **changes):
    data = {"first_name": "Aminata", "last_name": "Sow", "language": "fr", "city": "", **changes}
    return client.post(reverse("account_home"), data)


def test_home_is_closed_to_strangers(client):
    assert client.get(reverse("account_home")).url.split("?")[0] == reverse("account_login")


def test_home_saves_my_details(client, login, citizen, paris):
    login(client, citizen)

    save(client, first_name="Ami", language="en", city=paris.pk)

    citizen.refresh_from_db()
    assert (citizen.first_name, citizen.language, citizen.city) == ("Ami", "en", paris)


def test_home_saves_nothing_but_my_details(client, login, citizen, neighbour, paris):
    login(client, citizen)

    save(client, pk=neighbour.pk, email="boss@example.org", is_superuser="on", desks=[paris.pk], groups=[1])

    citizen.refresh_from_db()
    neighbour.refresh_from_db()
    assert citizen.email == "aminata@example.org"
    assert not citizen.is_superuser
    assert not citizen.desks.exists()
    assert neighbour.first_name == "Bernard"


def test_home_in_error_keeps_what_was_typed(client, login, citizen):
    login(client, citizen)

    response = save(client, first_name="Ami", language="xx")

    assert response.status_code == 200
    assert 'value="Ami"' in response.content.decode()


def test_home_escapes_a_name_made_of_markup(client, login, citizen):
    citizen.first_name = "<script>alert(1)</script>"
    citizen.save()
    login(client, citizen)

    assert b"<script>alert(1)" not in client.get(reverse("account_home")).content


def test_home_shows_sections_that_have_something_to_say(client, login, citizen, sections):
    home.register_section("b-quiet", lambda request: None)
    home.register_section("c-last", lambda request: ("accounts/email/account_closed_subject.txt", {}))
    home.register_section(
        "a-first", lambda request: ("accounts/email/account_closed_message.txt", {"site": request.user.email})
    )
    login(client, citizen)

    rendered = client.get(reverse("account_home")).context["sections"]

    assert len(rendered) == 2
    assert citizen.email in rendered[0]


def test_home_section_name_is_taken_once(sections):
    home.register_section("mine", lambda request: None)

    with pytest.raises(ValueError, match="mine"):
        home.register_section("mine", lambda request: None)


def test_home_is_never_kept_by_a_shared_cache(client, login, citizen):
    login(client, citizen)

    assert "no-store" in client.get(reverse("account_home"))["Cache-Control"]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", ["account_home", "account_close"])
def test_pages_open_in_both_languages(client, login, citizen, language, name):
    login(client, citizen)
    with translation.override(language):
        path = reverse(name)

    page = client.get(path)

    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.content.decode()
