"""What the database itself holds about people."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from accounts.models import User
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def test_user_addresses_differing_by_case_are_one_mailbox_for_the_database(citizen, neighbour):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=neighbour.pk).update(email="AMINATA@example.org")


def test_user_address_is_kept_in_lower_case():
    user = User.objects.create_user("  Zoe@Example.ORG ", "a-long-password")

    assert User.objects.get(pk=user.pk).email == "zoe@example.org"


def test_user_without_address_is_refused():
    with pytest.raises(ValueError, match="address"):
        User.objects.create_user("", "a-long-password")


def test_user_is_found_by_natural_key_in_any_case(citizen):
    assert User.objects.get_by_natural_key("AMINATA@EXAMPLE.ORG") == citizen


def test_user_inactive_is_not_authenticated(citizen):
    citizen.is_active = False
    citizen.save()

    assert authenticate(None, email=citizen.email, password=PASSWORD) is None


def test_user_is_staff_follows_the_permission_to_open_cms(citizen, analyst):
    assert analyst.is_staff
    assert not citizen.is_staff


def test_user_superuser_made_on_the_command_line_is_staff():
    assert User.objects.create_superuser("root@example.org", "a-long-password").is_staff


def test_user_is_called_by_name_or_else_by_address(citizen):
    nameless = User(email="nameless@example.org")

    assert (str(citizen), citizen.get_short_name()) == ("Aminata Sow", "Aminata")
    assert (str(nameless), nameless.get_short_name()) == ("nameless@example.org", "nameless@example.org")
