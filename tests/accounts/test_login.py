"""One door for every login, with its limits and its safe ways out."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

CMS_LOGIN = "/cms/login/"


def attempt(client, email: str, password: str, *, path: str | None = None, **extra):
    return client.post(path or reverse("account_login"), {"login": email, "password": password}, **extra)


def is_logged_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_login_in_any_case_opens_the_same_account(client, citizen):
    attempt(client, "AMINATA@Example.ORG", PASSWORD)

    assert client.session["_auth_user_id"] == str(citizen.pk)


def test_login_sixth_attempt_is_refused_even_with_the_right_password(client, citizen):
    for _n in range(5):
        attempt(client, citizen.email, "wrong")

    attempt(client, citizen.email, PASSWORD)

    assert not is_logged_in(client)


def test_login_sixth_attempt_is_refused_from_any_address(client, citizen):
    for n in range(5):
        attempt(client, citizen.email, "wrong", REMOTE_ADDR=f"192.0.2.{n}")

    attempt(client, citizen.email, PASSWORD, REMOTE_ADDR="198.51.100.7")

    assert not is_logged_in(client)


def test_login_spoofed_forwarded_address_does_not_reset_the_limit(client, citizen):
    for n in range(10):
        attempt(client, f"person{n}@example.org", "wrong", headers={"x-forwarded-for": f"203.0.113.{n}"})

    attempt(client, citizen.email, PASSWORD, headers={"x-forwarded-for": "203.0.113.99"})

    assert not is_logged_in(client)


def test_login_limit_of_one_person_leaves_the_neighbour_alone(client, citizen, neighbour):
    for _n in range(5):
        attempt(client, citizen.email, "wrong")

    attempt(client, neighbour.email, PASSWORD)

    assert is_logged_in(client)


def test_login_from_cms_leads_to_the_one_door(client, editor):
    door = client.get("/cms/", follow=True)

    assert door.redirect_chain[-1][0].split("?")[0] == reverse("account_login")
    attempt(client, editor.email, PASSWORD, path=door.redirect_chain[-1][0])
    assert client.get("/cms/").status_code == 200


def test_login_at_cms_counts_against_the_same_limit(client, editor):
    door = client.get(f"{CMS_LOGIN}?next=/cms/").url
    for _n in range(5):
        attempt(client, editor.email, "wrong", path=door)

    attempt(client, editor.email, PASSWORD, path=door)

    assert not is_logged_in(client)


@pytest.mark.parametrize("path", [CMS_LOGIN, "/fr/_util/login/"])
def test_login_posted_to_wagtails_own_forms_logs_nobody_in(client, editor, path):
    client.post(path, {"username": editor.email, "password": PASSWORD})

    assert not is_logged_in(client)


def test_login_citizen_sent_away_from_cms_lands_on_her_page_without_going_round(client, citizen, login):
    login(client, citizen)

    response = client.get("/cms/", follow=True)

    assert response.status_code == 200
    assert response.redirect_chain[-1][0] == reverse("account_home")


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        "",
    ],
)
def test_login_never_leads_off_the_site(client, citizen, target):
    attempt(client, citizen.email, PASSWORD, path=f"{reverse('account_login')}?next={target}")

    assert is_logged_in(client)

    client.logout()
    response = attempt(client, citizen.email, PASSWORD, path=f"{reverse('account_login')}?next={target}")
    assert response.url == reverse("account_home")


def test_login_never_leads_to_another_allowed_host(client, citizen, settings):
    settings.ALLOWED_HOSTS = ["testserver", ".example"]

    response = attempt(
        client, citizen.email, PASSWORD, path=f"{reverse('account_login')}?next=https://evil.example/"
    )

    assert response.url == reverse("account_home")


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_cms_login_forgets_an_unsafe_target(client, editor, login, target):
    anonymous = client.get(CMS_LOGIN, {"next": target})
    login(client, editor)

    known = client.get(CMS_LOGIN, {"next": target})

    assert "evil" not in anonymous.url
    assert known.url == "/cms/"


def test_login_keeps_a_safe_target(client, editor):
    door = client.get(CMS_LOGIN, {"next": "/cms/pages/"}).url

    response = attempt(client, editor.email, PASSWORD, path=door)

    assert response.url == "/cms/pages/"


def test_login_unknown_address_reads_as_a_wrong_password(client, citizen):
    known = attempt(client, citizen.email, "wrong")
    unknown = attempt(client, "nobody@example.org", "wrong")

    errors = [response.context["form"].errors.get_json_data() for response in (known, unknown)]
    assert errors[0] == errors[1]
    assert errors[0]


def test_login_without_csrf_token_is_refused(citizen):
    strict = Client(enforce_csrf_checks=True)

    response = attempt(strict, citizen.email, PASSWORD)

    assert response.status_code == 403
    assert not is_logged_in(strict)


def test_logout_by_a_link_asks_first(client, citizen, login):
    login(client, citizen)

    client.get(reverse("account_logout"))

    assert is_logged_in(client)


def test_password_reset_by_mail_lets_in_with_the_new_password_only(client, citizen):
    client.post(reverse("account_reset_password"), {"email": citizen.email})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)[1]
    page = client.get(link, follow=True)
    client.post(
        page.redirect_chain[-1][0],
        {"password1": "another-long-secret", "password2": "another-long-secret"},
    )

    attempt(client, citizen.email, PASSWORD)
    with_old_password = is_logged_in(client)
    attempt(client, citizen.email, "another-long-secret")

    assert not with_old_password
    assert is_logged_in(client)


def test_password_reset_link_works_once(client, citizen):
    client.post(reverse("account_reset_password"), {"email": citizen.email})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "another-long-secret", "password2": "another-long-secret"})
    stranger = Client()

    stranger.get(link, follow=True)
    stranger.post(link, {"password1": "a-thiefs-long-secret", "password2": "a-thiefs-long-secret"})

    citizen.refresh_from_db()
    assert citizen.check_password("another-long-secret")


def test_password_reset_says_the_same_of_a_stranger(client, citizen):
    known = client.post(reverse("account_reset_password"), {"email": citizen.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_password_reset_mail_speaks_its_readers_language(client, citizen):
    citizen.language = "en"
    citizen.save()

    client.post(reverse("account_reset_password"), {"email": citizen.email})

    assert "Bonjour" not in mail.outbox[0].body


def test_wagtails_own_password_pages_are_closed(client, editor, login):
    login(client, editor)

    assert client.get("/cms/password_reset/", follow=True).status_code == 404
    assert b'name="email-email"' not in client.get("/cms/account/").content
