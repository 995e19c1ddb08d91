"""What each role may do: one table, applied to Django's groups after every migration.

The table is the truth. A permission that leaves it leaves the group; a permission whose model does not exist yet is
skipped until the migration that brings it. ``docs/roles.md`` shows the same table, and a test keeps the two in step.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Page

CITIZEN, HOST, EDITOR = "citizen", "host", "editor"
ANALYST, COORDINATOR, ADMINISTRATOR = "analyst", "coordinator", "administrator"

# Wagtail's first migration makes these two; ours replace them, so that there is one word for one role.
WAGTAIL_GROUPS = ("Editors", "Moderators")

# Written to by ``sync_roles``: a partial migration may leave any of them missing.
TABLES = frozenset(
    {
        "auth_group",
        "auth_permission",
        "wagtailcore_collection",
        "wagtailcore_groupapprovaltask",
        "wagtailcore_groupcollectionpermission",
        "wagtailcore_grouppagepermission",
        "wagtailcore_page",
    }
)


@dataclass(frozen=True)
class Role:
    """A role: its group's name, what people call it, and what it may do.

    ``permissions`` hold everywhere, ``on_pages`` on every page of the site, ``on_files`` in every collection of
    images and documents; all are written ``app.codename``.
    """

    name: str
    title: str | Promise
    description: str | Promise
    permissions: frozenset[str] = frozenset()
    on_pages: frozenset[str] = frozenset()
    on_files: frozenset[str] = frozenset()


def _each(verbs: str, *models: str) -> frozenset[str]:
    """``_each("add change", "cities.city")`` → ``{"cities.add_city", "cities.change_city"}``."""
    pairs = (model.split(".") for model in models)
    return frozenset(f"{app}.{verb}_{name}" for app, name in pairs for verb in verbs.split())


_CMS = frozenset({"wagtailadmin.access_admin"})
_CONFERENCES = frozenset({"cms.publish_conference_opinion", "cms.answer_recommendations"})
_EDITING = _CMS | frozenset(
    {
        *_each("add change delete publish lock unlock view", "consultations.consultation"),
        *_each(
            "add change delete view",
            "consultations.charter",
            "consultations.charterversion",
            "consultations.article",
            "consultations.articleversion",
        ),
        *_each("view", "consultations.proposal", "consultations.theme", "cities.city", "cities.district"),
        *_each("add change delete view", "wagtailredirects.redirect", "cms.topic"),
        "consultations.publish_consultation_results",
        *_CONFERENCES,
        "cms.enter_recommendations",
        "wagtail_localize.submit_translation",
        "cms.send_letter",
    }
)
_ANALYSING = _CMS | frozenset(
    {
        *_each("view", "consultations.consultation", "consultations.analysis"),
        *_each("add change view", "consultations.theme", "consultations.proposal"),
        "consultations.review_themes",
        "consultations.decide_proposals",
        "cms.enter_recommendations",
        "consultations.moderate_amendments",
    }
)
_COORDINATING = _CMS | frozenset(
    {
        *_each("view", "consultations.consultation"),
        *_each("add change view", "consultations.batch"),
        "consultations.enter_paper",
        "cms.run_lottery",
        "cms.keep_guide_of_desk",
        "consultations.moderate_amendments",
        "debates.coordinate_debates",
    }
)
_ADMINISTERING = frozenset(
    {
        *_each("add change delete view", "accounts.user", "cities.city", "cities.district"),
        *_each("add change delete", "wagtailcore.site", "wagtailcore.locale", "wagtailcore.workflow"),
        *_each("add change delete", "wagtailcore.task", "wagtailcore.collection"),
        *_each("add change delete", "cms.secondlooktask"),
        "cms.publish_alone",
        "debates.coordinate_every_city",
    }
)
_PAGES = _each("add change publish bulk_delete lock unlock", "wagtailcore.page")
_FILES = _each("add change choose", "wagtailimages.image", "wagtaildocs.document")

ROLES: tuple[Role, ...] = (
    Role(CITIZEN, _("Citizen"), _("Answers consultations and follows what became of each answer.")),
    Role(HOST, _("Host"), _("Welcomes debates in a place of theirs.")),
    Role(
        EDITOR,
        _("Editor"),
        _("Writes and publishes pages, consultations and charters."),
        permissions=_EDITING,
        on_pages=_PAGES,
        on_files=_FILES,
    ),
    Role(
        ANALYST,
        _("Analyst"),
        _("Reviews themes, writes proposals and records decisions."),
        permissions=_ANALYSING,
    ),
    Role(
        COORDINATOR,
        _("City coordinator"),
        _("Enters paper and spoken answers for the cities of their desks."),
        permissions=_COORDINATING,
    ),
    Role(
        ADMINISTRATOR,
        _("Administrator"),
        _("Does all of the above, and looks after people, cities and the site."),
        permissions=_EDITING | _ANALYSING | _COORDINATING | _ADMINISTERING,
        on_pages=_PAGES,
        on_files=_FILES,
    ),
)


def role_named(name: str) -> Role | None:
    """The role whose group has that name; None for a group that is no role of ours."""
    return next((role for role in ROLES if role.name == name), None)


def assign_role(user, name: str) -> None:
    """Give that person the role of that name (one of the constants above); twice is the same as once."""
    group, _made = Group.objects.get_or_create(name=name)
    user.groups.add(group)


@transaction.atomic
def sync_roles() -> None:
    """Make the groups exactly what the table says. Safe to repeat; permissions not migrated yet are skipped."""
    wanted = {codename for role in ROLES for codename in role.permissions | role.on_pages | role.on_files}
    known = _permissions(wanted)
    root_collection = Collection.get_first_root_node()
    for role in ROLES:
        group, _made = Group.objects.get_or_create(name=role.name)
        group.permissions.set(known[name] for name in role.permissions if name in known)
        if root_collection:
            _set_file_permissions(group, root_collection, [known[n] for n in role.on_files if n in known])
    if root_page := Page.get_first_root_node():
        grant_page_permissions(root_page)
    _retire_wagtail_groups()


def grant_page_permissions(root_page: Page) -> None:
    """Give roles what the table says over that page and all below it, and nothing more there."""
    for role in ROLES:
        group, _made = Group.objects.get_or_create(name=role.name)
        wanted = set(_permissions(role.on_pages).values())
        held = GroupPagePermission.objects.filter(group=group, page=root_page)
        held.exclude(permission__in=wanted).delete()
        for permission in wanted - {row.permission for row in held.select_related("permission")}:
            GroupPagePermission.objects.create(group=group, page=root_page, permission=permission)


def sync_after_migrate(*, using: str, **_kwargs) -> None:
    """Run ``sync_roles`` when a migration ends with all the tables it writes to."""
    if using == DEFAULT_DB_ALIAS and set(connections[using].introspection.table_names()) >= TABLES:
        sync_roles()


def permission_table() -> str:
    """The table as Markdown, one line a permission and one column a role, in the active language."""
    titles = [str(role.title) for role in ROLES]
    lines = [
        f"| Permission | {' | '.join(titles)} |",
        f"|---|{':-:|' * len(titles)}",
    ]
    for scope in ("permissions", "on_pages", "on_files"):
        for codename in sorted({name for role in ROLES for name in getattr(role, scope)}):
            marks = ["✓" if codename in getattr(role, scope) else "" for role in ROLES]
            lines.append(f"| `{codename}` | {' | '.join(marks)} |")
    return "\n".join(lines)


def _permissions(codenames) -> dict[str, Permission]:
    """The permissions that exist among ``app.codename``s, by that name. One query."""
    found = Permission.objects.filter(
        codename__in={name.partition(".")[2] for name in codenames}
    ).select_related("content_type")
    by_name = {
        f"{permission.content_type.app_label}.{permission.codename}": permission for permission in found
    }
    return {name: by_name[name] for name in codenames if name in by_name}


def _set_file_permissions(group: Group, collection: Collection, wanted: list[Permission]) -> None:
    held = GroupCollectionPermission.objects.filter(group=group, collection=collection)
    held.exclude(permission__in=wanted).delete()
    missing = set(wanted) - {row.permission for row in held.select_related("permission")}
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=collection, permission=permission)
        for permission in missing
    )


def _retire_wagtail_groups() -> None:
    """Hand Wagtail's own two groups' approvals to our roles and drop them; one with members is left alone."""
    retired = Group.objects.filter(name__in=WAGTAIL_GROUPS, user=None)
    if not retired.exists():
        return
    approvers = Group.objects.filter(name__in=(EDITOR, ADMINISTRATOR))
    for task in GroupApprovalTask.objects.filter(groups__in=retired).distinct():
        task.groups.add(*approvers)
    retired.delete()
