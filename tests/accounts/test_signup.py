"""From nobody to a confirmed account, and the robots that stay outside."""

from __future__ import annotations

import re
import time

import pytest
from allauth.account.models import EmailAddress
from django.core import mail, signing
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.forms import SignupForm
from accounts.models import User
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def shown_before(*, seconds: float) -> str:
    return signing.dumps(time.time() - seconds, salt="accounts.signup")


def sign_up(client, email: str, *, language: str = "fr", **changes):
    data = {
        "email": email,
        "password1": PASSWORD,
        "password2": PASSWORD,
        "started": shown_before(seconds=30),
        **changes,
    }
    with translation.override(language):
        return client.post(reverse("account_signup"), data)


def links_in(message) -> list[str]:
    return re.findall(r"https?://[^/\s]+(/\S+)", message.body)


def test_signup_confirm_then_login_opens_the_account_page(client, paris):
    sign_up(client, "Zoe@Example.org", city=paris.pk)
    confirmation = next(link for link in links_in(mail.outbox[0]) if "confirm-email" in link)
    client.post(confirmation)
    client.post(reverse("account_login"), {"login": "zoe@example.org", "password": PASSWORD})

    page = client.get(reverse("account_home"))

    assert page.status_code == 200
    assert "zoe@example.org" in page.content.decode()
    zoe = User.objects.get(email="zoe@example.org")
    assert zoe.city == paris
    assert [group.name for group in zoe.groups.all()] == ["citizen"]


def test_signup_unconfirmed_address_cannot_log_in(client):
    sign_up(client, "zoe@example.org")
    client.cookies.clear()

    client.post(reverse("account_login"), {"login": "zoe@example.org", "password": PASSWORD})

    assert "_auth_user_id" not in client.session


def test_signup_remembers_the_language_and_writes_in_it(client):
    sign_up(client, "zoe@example.org", language="en")

    assert User.objects.get(email="zoe@example.org").language == "en"
    assert "/en/accounts/confirm-email/" in mail.outbox[0].body


def test_signup_page_shows_a_form_that_can_be_sent_as_it_is(client):
    page = client.get(reverse("account_signup")).content.decode()

    assert 'name="started"' in page
    assert re.search(r'name="website"[^>]*\bhidden\b', page)
    assert "style=" not in re.search(r'<input[^>]*name="website"[^>]*>', page)[0]


def test_signup_known_address_gets_the_same_answer_as_a_new_one(client, citizen):
    new = sign_up(client, "zoe@example.org")
    client.cookies.clear()

    known = sign_up(client, citizen.email)

    assert (known.status_code, known.url) == (new.status_code, new.url)
    assert User.objects.filter(email=citizen.email).count() == 1
    assert mail.outbox[-1].to == [citizen.email]
    assert not any("confirm-email" in link for link in links_in(mail.outbox[-1]))


def test_signup_known_address_in_other_case_makes_no_second_account(client, citizen):
    sign_up(client, "AMINATA@EXAMPLE.ORG")

    assert User.objects.count() == 1


def test_signup_robot_that_fills_the_trap_makes_no_account(client):
    response = sign_up(client, "robot@example.org", website="https://spam.example")

    assert response.status_code == 302
    assert not User.objects.exists()
    assert not mail.outbox


def test_signup_faster_than_a_person_is_asked_to_wait_and_keeps_what_was_typed(client):
    response = sign_up(client, "fast@example.org", started=shown_before(seconds=0))

    assert response.status_code == 200
    assert "fast@example.org" in response.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("mark", ["absent", "forged", "expired"])
def test_signup_without_a_good_mark_of_time_is_given_a_fresh_one(client, mark):
    token = {"absent": "", "forged": "forged:token", "expired": shown_before(seconds=90_000)}[mark]

    response = sign_up(client, "late@example.org", started=token)

    fresh = re.search(r'name="started" value="([^"]+)"', response.content.decode())[1]
    assert fresh != token
    assert not User.objects.exists()
    signing.loads(fresh, salt="accounts.signup", max_age=60)


def test_signup_form_asks_nothing_that_could_carry_words_into_a_mail():
    assert set(SignupForm().fields) == {"email", "password1", "password2", "city", "started", "website"}


def test_signup_mail_says_the_sites_own_name_whatever_the_host_header(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    data = {
        "email": "zoe@example.org",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "started": shown_before(seconds=30),
    }

    client.post(reverse("account_signup"), data, headers={"host": "evil.example"})

    assert "evil.example" not in mail.outbox[0].subject


@pytest.mark.parametrize(
    "address", ["zoe@example.org\nBcc: all@example.org", "zoe@example.org, b@example.org"]
)
def test_signup_address_that_would_inject_headers_is_refused(client, address):
    sign_up(client, address)

    assert not mail.outbox
    assert not EmailAddress.objects.exists()


def test_signup_without_csrf_token_is_refused(citizen):
    strict = Client(enforce_csrf_checks=True)

    response = sign_up(strict, "zoe@example.org")

    assert response.status_code == 403
    assert not User.objects.filter(email="zoe@example.org").exists()
