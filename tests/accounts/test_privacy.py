"""Taking one's data away, and being forgotten whole."""

from __future__ import annotations

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from accounts import privacy
from accounts.models import User
from tests.factories import PASSWORD, login

pytestmark = pytest.mark.django_db


@pytest.fixture
def keepers(monkeypatch):
    """A registry of the test's own, that starts with the site's."""
    monkeypatch.setattr(privacy, "_keepers", dict(privacy._keepers))


@pytest.fixture
def settled(citizen):
    """Aminata, with everything that an account can gather around it."""
    Authenticator.objects.create(user=citizen, type="totp", data={"secret": "DONOTSHOW"})
    EmailAddress.objects.create(user=citizen, email="second@example.org")
    profile = UserProfile.get_for_user(citizen)
    profile.avatar.save("face.png", ContentFile(b"not really a picture"))
    log(instance=citizen, action="wagtail.edit", data={"name": "Aminata Sow"})
    return citizen


def proven(person) -> Client:
    """A browser in which that person has just typed their password."""
    client = login(Client(), person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def close(client, **changes):
    return client.post(reverse("account_close"), {"understood": "on", "password": PASSWORD, **changes})


def test_export_gives_all_that_accounts_keep_and_no_secret(settled):
    response = proven(settled).get(reverse("account_export"))

    text = response.content.decode()
    own = json.loads(text)["accounts"]
    assert own["account"]["email"] == settled.email
    assert {row["email"] for row in own["email_addresses"]} == {settled.email, "second@example.org"}
    assert [factor["kind"] for factor in own["second_factors"]] == ["totp"]
    assert len(own["sessions"]) == 1
    assert own["editing_preferences"]["picture"]
    assert "DONOTSHOW" not in text
    assert settled.password not in text
    assert "attachment" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]


def test_export_covers_every_field_of_the_account(citizen):
    keys_by_field = {"id", "email", "first_name", "last_name", "language", "city", "desks", "last_login"}
    keys_by_field |= {"groups", "date_joined"}
    not_personal = {"password", "is_superuser", "is_active", "user_permissions"}

    fields = {field.name for field in User._meta.get_fields() if not field.auto_created or field.name == "id"}

    assert fields == keys_by_field | not_personal
    assert len(privacy.export_of(citizen)["accounts"]["account"]) == len(keys_by_field)


def test_export_asks_for_the_password_again(client, citizen):
    login(client, citizen)

    response = client.get(reverse("account_export"))

    assert response.url.split("?")[0] == reverse("account_reauthenticate")


def test_export_is_closed_to_strangers(client, citizen):
    response = client.get(reverse("account_export"))

    assert response.url.split("?")[0] == reverse("account_login")


def test_export_of_a_neighbour_holds_nothing_of_mine(settled, neighbour):
    text = proven(neighbour).get(reverse("account_export")).content.decode()

    assert "aminata" not in text.lower()


def test_export_and_erasure_ask_every_app(keepers, citizen):
    erased = []
    privacy.register("diary", export=lambda user: {"pages": user.pk}, erase=erased.append)

    exported = privacy.export_of(citizen)
    privacy.erase(citizen)

    assert exported["diary"]["pages"]
    assert erased == [citizen]


def test_register_refuses_a_name_twice(keepers):
    with pytest.raises(ValueError, match="accounts"):
        privacy.register("accounts", export=lambda user: {}, erase=lambda user: None)


def test_erase_leaves_no_row_that_points_at_the_person(
    settled, neighbour, django_capture_on_commit_callbacks
):
    number = settled.pk
    elsewhere = proven(settled)
    picture = UserProfile.objects.get(user=settled).avatar.name

    with django_capture_on_commit_callbacks(execute=True):
        privacy.erase(settled)

    # Wagtail's logs say which number did what, and are the only exception.
    pointing = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is User
        if model.objects.filter(**{field.name: number}).exists()
    }
    assert pointing <= {"wagtailcore.ModelLogEntry", "wagtailcore.PageLogEntry"}
    assert not default_storage.exists(picture)
    assert not any(str(number) == row.get_decoded().get("_auth_user_id") for row in Session.objects.all())
    assert elsewhere.get(reverse("account_home")).status_code == 302
    assert User.objects.filter(pk=neighbour.pk).exists()


def test_erase_leaves_a_number_in_wagtails_log_and_no_name(settled):
    number = settled.pk

    privacy.erase(settled)

    entry = ModelLogEntry.objects.get(object_id=str(number))
    assert (entry.label, entry.data) == (f"#{number}", {})


def test_erase_undoes_itself_when_one_app_fails(keepers, settled):
    def fail(user):
        raise RuntimeError("the diary is locked")

    privacy.register("aaa", export=lambda user: {}, erase=lambda user: None)
    privacy._keepers = {"diary": privacy.Keeper("diary", lambda user: {}, fail), **privacy._keepers}

    with pytest.raises(RuntimeError):
        privacy.erase(settled)

    assert User.objects.filter(email="aminata@example.org").exists()
    assert EmailAddress.objects.filter(email="second@example.org").exists()


def test_close_account_erases_says_goodbye_and_logs_out(settled, django_capture_on_commit_callbacks):
    client = proven(settled)

    with django_capture_on_commit_callbacks(execute=True):
        response = close(client)

    assert response.url == reverse("account_closed")
    assert client.get(response.url).status_code == 200
    assert not User.objects.filter(email="aminata@example.org").exists()
    assert mail.outbox[-1].to == ["aminata@example.org"]
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("changes", [{"password": "wrong"}, {"password": ""}, {"understood": ""}])
def test_close_account_without_both_proofs_changes_nothing(citizen, changes):
    response = close(proven(citizen), **changes)

    assert response.status_code == 200
    assert User.objects.filter(pk=citizen.pk).exists()


def test_close_account_is_no_desk_for_guessing_passwords(citizen):
    client = proven(citizen)
    for _n in range(5):
        close(client, password="wrong")

    close(client)

    assert User.objects.filter(pk=citizen.pk).exists()


def test_close_account_touches_nobody_else(citizen, neighbour):
    close(proven(neighbour))

    assert list(User.objects.all()) == [citizen]


def test_close_account_by_a_link_asks_first(citizen):
    proven(citizen).get(reverse("account_close"))

    assert User.objects.filter(pk=citizen.pk).exists()


def test_close_account_without_csrf_token_is_refused(citizen):
    strict = login(Client(enforce_csrf_checks=True), citizen)

    assert close(strict).status_code == 403
    assert User.objects.filter(pk=citizen.pk).exists()


def test_close_account_of_the_last_administrator_is_refused(administrator):
    response = close(proven(administrator))

    assert response.url == reverse("account_home")
    assert User.objects.filter(pk=administrator.pk).exists()


def test_close_account_of_one_administrator_among_two_is_done(administrator):
    User.objects.create_superuser("root@example.org", "a-long-password")

    close(proven(administrator))

    assert not User.objects.filter(email="ines@example.org").exists()
