"""allauth's own pages and mails speak the French of ours: « courriel », nowhere “e-mail”."""

from __future__ import annotations

import json
import re
import time
from html.parser import HTMLParser
from pathlib import Path

import allauth
import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from accounts import wordings
from scripts.check_translations import read_catalogue
from tests.accounts.test_second_factor import set_up, six_digits
from tests.accounts.test_signup import links_in, sign_up
from tests.factories import PASSWORD, UserFactory

FOREIGN = re.compile(r"\b(?:e-?)?mails?\b", re.IGNORECASE)
SAID = ("alt", "title", "aria-label", "placeholder")


class Visible(HTMLParser):
    """What a page says: its text, what is read out or hovered, and the questions that its scripts ask."""

    def __init__(self):
        super().__init__()
        self.words: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style"):
            self.inside.append("json" if dict(attrs).get("type") == "application/json" else tag)
        self.words += [value for name, value in attrs if name in SAID and value]
        if tag == "input" and dict(attrs).get("type") in ("submit", "button"):
            self.words.append(dict(attrs).get("value") or "")

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self.inside.pop()

    def handle_data(self, data):
        kind = self.inside[-1] if self.inside else ""
        if kind == "json":
            self.words += json.loads(data).get("i18n", {}).values()
        elif not kind:
            self.words.append(data)


def said_by(page) -> str:
    reader = Visible()
    reader.feed(page.content.decode())
    # An address is nobody's choice of words, and neither is the mail program's name for a message.
    return re.sub(r"\S+@\S+", "", " ".join(" ".join(reader.words).split()))


def foreign_words(text: str) -> list[str]:
    return [text[max(0, found.start() - 60) : found.end() + 20] for found in FOREIGN.finditer(text)]


def in_mails() -> list[str]:
    """Foreign words of what was sent, with addresses and links left out."""
    texts = [f"{message.subject}\n{message.body}" for message in mail.outbox]
    return [words for text in texts for words in foreign_words(re.sub(r"\S+(?:@|://)\S+", "", text))]


def assert_speaks(page, *expected: str):
    text = said_by(page)
    assert page.status_code == 200
    assert foreign_words(text) == []
    for words in expected:
        assert words in text


@pytest.fixture
def zoe(db):
    return UserFactory(email="zoe@example.org", first_name="Zoé", language="fr")


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
@pytest.mark.django_db
def test_wordings_ways_in_say_courriel_as_the_other_pages_do(client, name):
    page = client.get(reverse(name))
    sent_empty = client.post(reverse(name), {})

    assert_speaks(page)
    assert_speaks(sent_empty)


@pytest.mark.django_db
def test_wordings_wrong_password_is_refused_in_our_words(client, zoe):
    page = client.post(reverse("account_login"), {"login": zoe.email, "password": "wrong"})

    assert_speaks(page, "L’adresse de courriel ou le mot de passe")


@pytest.mark.django_db
def test_wordings_of_a_registration_from_form_to_confirmation(client):
    sent = sign_up(client, "new@example.org")
    told = client.get(sent.url)
    link = next(link for link in links_in(mail.outbox[0]) if "confirm-email" in link)
    asked = client.get(link)
    confirmed = client.post(link, follow=True)
    expired = client.get(reverse("account_confirm_email", args=["expired"]))

    assert_speaks(told, "Confirmez votre adresse de courriel", "Nous vous avons envoyé un courriel")
    assert_speaks(asked, "Confirmer l’adresse de courriel")
    assert_speaks(confirmed)
    assert_speaks(expired, "Demandez un nouveau courriel de confirmation")
    assert mail.outbox[0].subject == "Confirmez votre adresse de courriel"
    assert in_mails() == []


@pytest.mark.django_db
def test_wordings_of_an_address_that_is_known_or_unknown(client, zoe):
    sign_up(client, zoe.email)
    client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})

    assert len(mail.outbox) == 2
    assert "Un compte existe déjà pour cette adresse" in mail.outbox[0].body
    assert "aucun compte de ce site n’a cette adresse" in mail.outbox[1].body
    assert in_mails() == []


@pytest.mark.django_db
def test_wordings_of_a_new_password(client, zoe):
    told = client.post(reverse("account_reset_password"), {"email": zoe.email}, follow=True)
    link = next(link for link in links_in(mail.outbox[0]) if "/password/reset/key/" in link)
    form = client.get(link, follow=True)
    new = "calabash-beside-the-well"
    done = client.post(form.request["PATH_INFO"], {"password1": new, "password2": new}, follow=True)
    used = client.get(link, follow=True)

    assert_speaks(told, "Nous vous avons envoyé un courriel")
    assert_speaks(form)
    assert_speaks(done)
    assert_speaks(used)
    assert [message.subject for message in mail.outbox][0] == "Choisir un nouveau mot de passe"
    assert len(mail.outbox) == 2
    assert in_mails() == []


@pytest.mark.django_db
def test_wordings_of_ones_own_addresses(client, login, zoe):
    login(client, zoe)
    addresses = reverse("account_email")
    confirm_by_password(client)
    first = client.get(addresses)
    added = client.post(addresses, {"action_add": "", "email": "zoe2@example.org"}, follow=True)
    twice = client.post(addresses, {"action_add": "", "email": zoe.email}, follow=True)
    again = client.post(addresses, {"action_send": "", "email": "zoe2@example.org"}, follow=True)
    too_soon = client.post(addresses, {"action_primary": "", "email": "zoe2@example.org"}, follow=True)
    refused = client.post(addresses, {"action_remove": "", "email": zoe.email}, follow=True)
    EmailAddress.objects.filter(email="zoe2@example.org").update(verified=True)
    primary = client.post(addresses, {"action_primary": "", "email": "zoe2@example.org"}, follow=True)
    removed = client.post(addresses, {"action_remove": "", "email": "zoe@example.org"}, follow=True)

    assert_speaks(first, "Ces adresses de courriel sont celles de votre compte", "retirer cette adresse")
    assert_speaks(added, "Un courriel de confirmation a été envoyé à")
    assert_speaks(twice, "Cette adresse de courriel est déjà celle de votre compte")
    assert_speaks(again)
    assert_speaks(too_soon, "Votre adresse principale doit d’abord être confirmée")
    assert_speaks(refused, "Vous ne pouvez pas retirer votre adresse principale")
    assert_speaks(primary, "L’adresse principale est enregistrée")
    assert_speaks(removed, "a été retirée")
    assert {message.subject for message in mail.outbox} >= {
        "Votre adresse de courriel a changé",
        "Une adresse de courriel a été retirée",
    }
    assert in_mails() == []


@pytest.mark.django_db
def test_wordings_of_the_second_factor_and_of_the_password(client, zoe, django_capture_on_commit_callbacks):
    client.post(reverse("account_login"), {"login": zoe.email, "password": PASSWORD})
    asked = client.get(reverse("account_reauthenticate"))
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up(client)
    pages = [client.get(reverse(name), follow=True) for name in SECOND_FACTOR]
    new_address = client.post(
        reverse("account_email"), {"action_add": "", "email": "zoe2@example.org"}, follow=True
    )
    client.logout()
    second_step = client.post(
        reverse("account_login"), {"login": zoe.email, "password": PASSWORD}, follow=True
    )
    client.post(second_step.request["PATH_INFO"], {"code": six_digits(secret, at=time.time())})

    assert_speaks(asked)
    for page in pages:
        assert_speaks(page)
    assert_speaks(new_address, "On ne peut pas ajouter d’adresse de courriel")
    assert_speaks(second_step)
    assert "parce que votre compte vient de changer" in mail.outbox[0].body
    assert in_mails() == []


@pytest.mark.django_db
def test_wordings_second_factor_of_an_address_that_is_not_confirmed(client, login, zoe):
    login(client, zoe)
    confirm_by_password(client)
    EmailAddress.objects.update(verified=False)

    page = client.get(reverse("mfa_activate_totp"), follow=True)

    assert_speaks(page, "Confirmez d’abord votre adresse de courriel")


def test_wordings_are_sentences_that_allauth_still_has():
    theirs = Path(allauth.__file__).parent / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    known = {message.text for message in read_catalogue(theirs) if not message.obsolete}

    assert [text for text in wordings.ALL if text not in known] == []


SECOND_FACTOR = (
    "mfa_index",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_deactivate_totp",
    "account_change_password",
    "account_logout",
    "account_email",
)


def confirm_by_password(client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
