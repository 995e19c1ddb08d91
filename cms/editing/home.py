"""The editors' home: what waits for them, each line leading to what there is to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel
from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.permissions import policy_registry

from cms.models import GuideEntryPage
from kit.localized import content_languages, language_name

# Lines a list shows before it sends to the whole of it.
SHOWN = 6


@dataclass(frozen=True)
class Line:
    """One thing to do: its title leads to where it is done."""

    title: str
    url: str
    note: str = ""
    at: datetime | None = None
    language: str = ""


@dataclass(frozen=True)
class Waiting:
    """One list: its lines, whether there are more, where all of them are, and what to say when there are none."""

    key: str
    title: str
    lines: list[Line]
    nothing: str
    has_more: bool = False
    all_url: str = ""


class WaitingPanel(Component):
    """The six lists. Eleven queries for a site in two languages, however many things wait."""

    name = "waiting"
    template_name = "cms/editing/waiting.html"
    order = 100

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        return {"lists": list(waiting_for(user, at=timezone.now()))}


def our_panels(request, panels) -> None:
    """Put what waits in the place of Wagtail's two lists of approvals, for those who may edit pages."""
    if not may_edit(request.user):
        return
    replaced = (UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel)
    panels[:] = [panel for panel in panels if not isinstance(panel, replaced)]
    panels.append(WaitingPanel())


def may_edit(user) -> bool:
    """Whether that person may write pages somewhere."""
    return policy_registry.get_by_type(Page).user_has_any_permission(user, {"add", "change", "publish"})


def waiting_for(user, *, at: datetime) -> Iterator[Waiting]:
    """What waits for that person. Only pages that they may edit."""
    mine = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    mine = mine.filter(depth__gt=1)
    yield _to_review(user)
    yield _drafts(mine, user)
    yield _submitted(user)
    yield _scheduled(mine, at=at)
    yield _stale(mine, user, at=at)
    for code, _name in content_languages()[1:]:
        yield _untranslated(mine, code)


def _to_review(user) -> Waiting:
    states = (
        TaskState.objects.reviewable_by(user)
        .select_related("revision__user", "workflow_state__requested_by")
        .prefetch_related("revision__content_object")
        .order_by("started_at")[: SHOWN + 1]
    )
    finder = AdminURLFinder(user)
    lines = []
    for state in states:
        thing = state.revision.content_object
        if thing is None:
            continue
        by = state.workflow_state.requested_by
        note = _("submitted by %(name)s") % {"name": by} if by else ""
        lines.append(Line(state.revision.object_str, _edit_url(thing, finder), note, state.started_at))
    return _waiting(
        "review",
        _("To approve"),
        lines,
        _("Nobody waits for your approval."),
        "wagtailadmin_reports:workflow_tasks",
    )


def _drafts(mine, user) -> Waiting:
    drafts = (
        mine.filter(has_unpublished_changes=True, latest_revision__user=user)
        .exclude(Exists(_in_approval()))
        .select_related("locale")
        .order_by("-latest_revision_created_at")[: SHOWN + 1]
    )
    lines = [
        _line(page, "" if page.live else _("never published"), page.latest_revision_created_at)
        for page in drafts
    ]
    return _waiting("drafts", _("My drafts"), lines, _("No draft of yours is waiting."))


def _submitted(user) -> Waiting:
    open_states = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    states = (
        WorkflowState.objects.filter(status__in=open_states, requested_by=user)
        .select_related("current_task_state__revision")
        .prefetch_related("content_object")
        .order_by("-created_at")[: SHOWN + 1]
    )
    finder = AdminURLFinder(user)
    lines = []
    for state in states:
        thing, step = state.content_object, state.current_task_state
        if thing is None or step is None:
            continue
        # As it was called when it was submitted: asking a thing for its name may cost a query each.
        lines.append(
            Line(step.revision.object_str, _edit_url(thing, finder), _state_note(state), state.created_at)
        )
    return _waiting("submitted", _("Submitted by me"), lines, _("Nothing of yours waits for somebody else."))


def _scheduled(mine, *, at: datetime) -> Waiting:
    approved = Revision.page_revisions.filter(
        approved_go_live_at__gte=at, object_id=Cast(OuterRef("pk"), CharField())
    )
    pages = mine.filter(Q(Exists(approved)) | Q(live=True, expire_at__gte=at))
    lines = []
    for page in pages.select_related("locale").order_by("go_live_at", "expire_at")[: SHOWN + 1]:
        ends = page.live and page.expire_at and not (page.go_live_at and page.go_live_at > at)
        moment = page.expire_at if ends else page.go_live_at
        lines.append(_line(page, _("will be withdrawn") if ends else _("will be published"), moment))
    return _waiting("scheduled", _("Scheduled"), lines, _("Nothing is scheduled."))


def _stale(mine, user, *, at: datetime) -> Waiting:
    entries = (
        GuideEntryPage.objects.filter(pk__in=mine.values("pk"), alias_of=None)
        .live()
        .stale(at=at)
        .select_related("locale", "owner")
        .order_by("reviewed_on", "path")[: SHOWN + 1]
    )
    lines = [
        _line(entry, _("yours") if entry.owner_id == user.pk else str(entry.owner or _("without an owner")))
        for entry in entries
    ]
    return _waiting(
        "stale",
        _("Guide entries to check"),
        lines,
        _("Every entry was checked in time."),
        "cms_admin:guide_stale",
    )


def _untranslated(mine, code: str) -> Waiting:
    """Published pages of the main language with nothing of their own in that one; a copy kept in step is nothing."""
    translated = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=code, alias_of=None
    )
    pages = (
        mine.filter(live=True, alias_of=None, locale__language_code=settings.LANGUAGE_CODE)
        .exclude(Exists(translated))
        .select_related("locale")
        .order_by("path")[: SHOWN + 1]
    )
    return _waiting(
        f"untranslated-{code}",
        _("Not translated: %(language)s") % {"language": language_name(code)},
        [_line(page) for page in pages],
        _("Every page is translated."),
        "cms_admin:languages",
    )


def _in_approval():
    return WorkflowState.objects.filter(
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
        object_id=Cast(OuterRef("pk"), CharField()),
        status=WorkflowState.STATUS_IN_PROGRESS,
    )


def _state_note(state) -> str:
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return _("sent back: changes are asked for")
    return _("waits for approval")


def _line(page, note: str = "", at: datetime | None = None) -> Line:
    return Line(
        page.draft_title or page.title,
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        note,
        at,
        page.locale.language_code,
    )


def _edit_url(thing, finder: AdminURLFinder) -> str:
    if isinstance(thing, Page):
        return reverse("wagtailadmin_pages:edit", args=[thing.pk])
    return finder.get_edit_url(thing) or ""


def _waiting(key: str, title: str, lines: list[Line], nothing: str, all_name: str = "") -> Waiting:
    try:
        all_url = reverse(all_name) if all_name else ""
    except NoReverseMatch:
        all_url = ""
    return Waiting(key, title, lines[:SHOWN], nothing, has_more=len(lines) > SHOWN, all_url=all_url)
