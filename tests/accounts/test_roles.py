"""The permission table: what it says, what the database holds, and who must fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.utils import translation
from wagtail.models import Page

from accounts.models import User
from accounts.roles import (
    ADMINISTRATOR,
    EDITOR,
    ROLES,
    assign_role,
    permission_table,
    role_named,
    sync_after_migrate,
    sync_roles,
)
from cms.models import SecondLookTask

pytestmark = pytest.mark.django_db

ROLES_DOC = Path(__file__).resolve().parents[2] / "docs" / "roles.md"


def known(codenames) -> set[str]:
    return {name for name in codenames if apps.is_installed(name.split(".")[0]) or name.startswith("wagtail")}


def person_with(role: str) -> User:
    user = User.objects.create_user(f"{role}@roles.example.org", None)
    assign_role(user, role)
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_role_may_do_what_the_table_says_and_nothing_else(role):
    everything = {name for other in ROLES for name in other.permissions}

    user = person_with(role.name)

    assert {name for name in known(everything) if user.has_perm(name)} == known(role.permissions)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_role_permissions_all_exist(role):
    existing = {
        f"{permission.content_type.app_label}.{permission.codename}"
        for permission in Permission.objects.select_related("content_type")
    }

    assert known(role.permissions | role.on_pages | role.on_files) - existing == set()


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_role_reaches_pages_only_when_the_table_says_so(role):
    root = Page.get_first_root_node()

    held = root.permissions_for_user(person_with(role.name)).permissions

    assert {f"wagtailcore.{verb}_page" for verb in held} == role.on_pages


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_role_opens_cms_only_when_the_table_says_so(client, login, role):
    login(client, person_with(role.name))

    opened = client.get("/cms/").status_code == 200

    assert opened == ("wagtailadmin.access_admin" in role.permissions)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/cms/users/", {"administrator"}),
        ("/cms/users/new/", {"administrator"}),
        ("/cms/groups/", set()),
        ("/cms/city/new/", {"administrator"}),
        ("/cms/district/new/", {"administrator"}),
        ("/cms/images/add/", {"editor", "administrator"}),
        ("/cms/documents/add/", {"editor", "administrator"}),
        ("/cms/redirects/", {"editor", "administrator"}),
        ("/cms/sites/", {"administrator"}),
        ("/cms/workflows/list/", {"administrator"}),
    ],
)
def test_role_screen_opens_for_those_named_only(client, login, path, allowed):
    opened = set()
    for role in ROLES:
        login(client, person_with(role.name))
        if client.get(path).status_code == 200:
            opened.add(role.name)

    assert opened == allowed


def test_role_sync_twice_changes_nothing():
    before = {group.name: set(group.permissions.all()) for group in Group.objects.all()}

    sync_roles()

    assert {group.name: set(group.permissions.all()) for group in Group.objects.all()} == before


def test_role_sync_takes_back_what_is_not_in_the_table(citizen):
    surplus = Permission.objects.get(codename="change_user", content_type__app_label="accounts")
    Group.objects.get(name="citizen").permissions.add(surplus)
    Group.objects.get(name="editor").page_permissions.all().delete()

    sync_roles()

    assert not User.objects.get(pk=citizen.pk).has_perm("accounts.change_user")
    assert Group.objects.get(name="editor").page_permissions.count() == len(role_named(EDITOR).on_pages)


def test_role_sync_leaves_other_groups_alone():
    own = Group.objects.create(name="Friends of the library")
    permission = Permission.objects.get(codename="view_city")
    own.permissions.add(permission)

    sync_roles()

    assert list(own.permissions.all()) == [permission]


def test_role_sync_waits_for_the_tables_it_needs(monkeypatch):
    monkeypatch.setattr("accounts.roles.TABLES", {"a_table_to_come"})
    Group.objects.filter(name=EDITOR).delete()

    sync_after_migrate(using="default")

    assert not Group.objects.filter(name=EDITOR).exists()


def test_role_groups_of_wagtail_hand_over_their_approvals():
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
    approvers = set(SecondLookTask.objects.values_list("groups__name", flat=True))
    assert approvers == {EDITOR, ADMINISTRATOR}


def test_role_group_of_wagtail_with_members_is_kept(citizen):
    citizen.groups.add(Group.objects.create(name="Editors"))

    sync_roles()

    assert Group.objects.filter(name="Editors").exists()


def test_role_table_in_the_documentation_is_the_one_applied():
    with translation.override("en"):
        table = permission_table()

    assert table in ROLES_DOC.read_text(encoding="utf-8")
