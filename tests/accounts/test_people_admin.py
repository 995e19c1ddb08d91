"""Administrators make, change and delete people, and never learn a password."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.models import User
from accounts.people import change_address, cities_served_by, invite, prove_address
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

ADD = "/cms/users/new/"


@pytest.fixture
def office(client, login, administrator):
    return login(client, administrator)


@pytest.fixture
def root():
    return User.objects.create_superuser("root@example.org", PASSWORD)


def edit_path(person) -> str:
    return reverse("wagtailusers_users:edit", args=[person.pk])


def details(person, **changes):
    return {
        "email": person.email,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "language": person.language,
        "is_active": "on",
        **changes,
    }


@pytest.fixture
def newcomer(office, paris, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        office.post(
            ADD,
            {
                "email": "New@Example.org",
                "first_name": "Noé",
                "last_name": "Klein",
                "language": "en",
                "city": paris.pk,
                "desks": [paris.pk],
                "groups": [Group.objects.get(name="coordinator").pk],
            },
        )
    return User.objects.get(email="new@example.org")


def test_created_person_has_role_desk_city_and_no_password(newcomer, paris):
    assert [group.name for group in newcomer.groups.all()] == ["coordinator"]
    assert list(newcomer.desks.all()) == [paris]
    assert newcomer.city == paris
    assert not newcomer.has_usable_password()


def test_created_person_chooses_a_password_by_the_link_and_logs_in(newcomer):
    browser = Client()
    link = re.search(r"http://[^/]+(/en/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]
    form = browser.get(link, follow=True).redirect_chain[-1][0]

    browser.post(form, {"password1": "my-own-long-secret", "password2": "my-own-long-secret"})
    browser.post(reverse("account_login"), {"login": newcomer.email, "password": "my-own-long-secret"})

    assert browser.session["_auth_user_id"] == str(newcomer.pk)


def test_created_person_cannot_log_in_before_choosing(newcomer):
    browser = Client()

    browser.post(reverse("account_login"), {"login": newcomer.email, "password": ""})

    assert "_auth_user_id" not in browser.session


def test_invitation_speaks_the_persons_language_and_carries_nobodys_words(newcomer):
    message = mail.outbox[0]

    assert message.to == ["new@example.org"]
    assert "An account has been made for you" in message.body
    assert "Noé" not in message.body + message.subject
    assert "Inès" not in message.body + message.subject


def test_invitation_name_with_a_line_break_adds_no_header(citizen, django_capture_on_commit_callbacks):
    citizen.first_name = "Win\nBcc: all@example.org https://evil.example"
    citizen.save()

    with django_capture_on_commit_callbacks(execute=True):
        invite(citizen)

    assert "evil.example" not in mail.outbox[0].message().as_string()


def test_create_form_asks_for_no_password(office):
    page = office.get(ADD).content.decode()

    assert "password1" not in page
    assert 'name="desks"' in page or "id_desks" in page


@pytest.mark.parametrize("email", ["aminata@example.org", "AMINATA@Example.org"])
def test_create_second_account_for_a_mailbox_is_refused(office, citizen, email):
    response = office.post(ADD, {"email": email, "language": "fr"})

    assert response.status_code == 200
    assert User.objects.filter(email=citizen.email).count() == 1


def test_create_for_an_address_that_another_has_confirmed_is_refused(office, citizen):
    EmailAddress.objects.create(user=citizen, email="second@example.org", verified=True)

    office.post(ADD, {"email": "second@example.org", "language": "fr"})

    assert not User.objects.filter(email="second@example.org").exists()


def test_create_by_an_administrator_makes_no_superuser(office):
    office.post(ADD, {"email": "new@example.org", "language": "fr", "is_superuser": "on"})

    assert not User.objects.get(email="new@example.org").is_superuser


def test_edit_by_an_administrator_makes_no_superuser(office, administrator, citizen):
    office.post(edit_path(citizen), details(citizen, is_superuser="on"))
    office.post(edit_path(administrator), details(administrator, is_superuser="on"))

    assert not User.objects.filter(is_superuser=True).exists()


def test_edit_by_a_superuser_may_make_another(client, login, root, citizen):
    login(client, root).post(edit_path(citizen), details(citizen, is_superuser="on"))

    citizen.refresh_from_db()
    assert citizen.is_superuser


def test_edit_of_a_superuser_is_closed_to_administrators(office, root):
    office.post(edit_path(root), details(root, email="ines-too@example.org"))

    root.refresh_from_db()
    assert root.email == "root@example.org"


def test_edit_gives_and_takes_desks(office, coordinator, paris, dakar):
    office.post(
        edit_path(coordinator),
        details(coordinator, desks=[dakar.pk], groups=[group.pk for group in coordinator.groups.all()]),
    )

    assert list(coordinator.desks.all()) == [dakar]


def test_edit_of_an_address_asks_the_new_one_to_be_confirmed(
    office, citizen, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        office.post(edit_path(citizen), details(citizen, email="new@example.org"))

    addresses = EmailAddress.objects.filter(user=citizen).values_list("email", "primary", "verified")
    assert list(addresses) == [("new@example.org", True, False)]
    assert User.objects.get(pk=citizen.pk).email == "new@example.org"
    assert mail.outbox[0].to == ["aminata@example.org"]


def test_edit_of_anything_else_keeps_the_address_confirmed(office, citizen):
    office.post(edit_path(citizen), details(citizen, first_name="Ami"))

    assert EmailAddress.objects.get(user=citizen).verified
    assert User.objects.get(pk=citizen.pk).first_name == "Ami"


@pytest.mark.parametrize("who", ["citizen", "editor", "analyst", "coordinator"])
def test_people_are_closed_to_every_other_role(request, client, login, neighbour, who):
    login(client, request.getfixturevalue(who))

    client.post(edit_path(neighbour), details(neighbour, first_name="Nobody"))
    client.post(ADD, {"email": "new@example.org", "language": "fr"})
    client.post(reverse("wagtailusers_users:delete", args=[neighbour.pk]))

    neighbour.refresh_from_db()
    assert neighbour.first_name == "Bernard"
    assert not User.objects.filter(email="new@example.org").exists()


def test_delete_erases_and_leaves_no_name_in_the_log(office, citizen):
    number = citizen.pk

    office.post(reverse("wagtailusers_users:delete", args=[number]))

    assert not User.objects.filter(pk=number).exists()
    entry = ModelLogEntry.objects.get(action="wagtail.delete", object_id=str(number))
    assert entry.label == f"#{number}"


def test_delete_of_several_erases_each(office, citizen, neighbour):
    path = reverse("wagtail_bulk_action", args=["accounts", "user", "delete"])

    office.post(f"{path}?id={citizen.pk}&id={neighbour.pk}&next=/cms/users/")

    assert not User.objects.filter(pk__in=[citizen.pk, neighbour.pk]).exists()
    assert not EmailAddress.objects.filter(email__in=["aminata@example.org", "bernard@example.org"]).exists()


def test_deactivating_a_superuser_is_closed_to_administrators(office, root, citizen):
    path = reverse("wagtail_bulk_action", args=["accounts", "user", "set_active_state"])

    office.post(f"{path}?id={root.pk}&id={citizen.pk}&next=/cms/users/", {"mark_as_active": "False"})

    assert set(User.objects.filter(is_active=False)) == {citizen}


def test_list_of_people_takes_as_many_queries_for_one_as_for_thirty(office):
    office.get("/cms/users/")
    with CaptureQueriesContext(connection) as one:
        office.get("/cms/users/")
    UserFactory.create_batch(30)

    with CaptureQueriesContext(connection) as thirty:
        office.get("/cms/users/")

    assert len(thirty) == len(one)


def test_prove_address_gives_nothing_to_who_has_a_confirmed_one(citizen):
    citizen.email = "elsewhere@example.org"
    citizen.save()

    prove_address(citizen)

    assert not EmailAddress.objects.filter(email="elsewhere@example.org", verified=True).exists()


def test_prove_address_gives_nothing_when_another_has_confirmed_it(citizen):
    EmailAddress.objects.create(user=citizen, email="shared@example.org", verified=True)
    latecomer = UserFactory(email="shared@example.org", verified=False)

    prove_address(latecomer)

    assert not EmailAddress.objects.filter(user=latecomer, verified=True).exists()


def test_change_address_ends_links_sent_to_the_old_one(citizen, client):
    client.post(reverse("account_reset_password"), {"email": citizen.email})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)[1]

    change_address(citizen, "new@example.org")

    assert b'type="password"' not in client.get(link, follow=True).content


def test_cities_served_are_those_of_the_desks_and_all_for_an_administrator(
    coordinator, dakar_coordinator, citizen, administrator, paris, dakar, montreal
):
    assert list(cities_served_by(coordinator)) == [paris]
    assert list(cities_served_by(dakar_coordinator)) == [dakar]
    assert not cities_served_by(citizen).exists()
    assert set(cities_served_by(administrator)) == {paris, dakar, montreal}


def test_list_of_people_says_their_roles_in_a_steady_number_of_queries(office):
    UserFactory(role="coordinator")
    with CaptureQueriesContext(connection) as few:
        office.get("/cms/users/")
    UserFactory.create_batch(5, role="editor")

    with CaptureQueriesContext(connection) as many:
        page = office.get("/cms/users/").content.decode()

    assert "Coordination de la ville" in page
    assert len(many) <= len(few)
