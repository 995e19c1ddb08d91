"""A translated page goes through the second look like any other: wagtail-localize knows publishing at once alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import Translation

NOT_SUBMITTED, WAITING, SENT_BACK = "not_submitted", "waiting", "sent_back"


class TextsMissing(Exception):
    """Some texts have no translation: an English page would show French words."""


class NothingToApprove(Exception):
    """It is not that person's turn, or somebody was faster."""


class _Undone(Exception):
    """Takes back what was written to read it."""


@dataclass(frozen=True)
class Standing:
    """Where a translation stands on its way to its readers, and what that person may do next."""

    state: str
    missing: int
    texts: int
    may_approve: bool = False
    may_send_back: bool = False
    by: object = None
    comment: str = ""


def guard_publishing() -> None:
    """Have wagtail-localize publish for nobody while a second look is asked for; twice is the same as once.

    Its screen “Update existing translations” publishes without asking who may. Commands, which act for no user, may.
    """
    save = Translation.save_target
    if getattr(save, "is_guarded", False):
        return

    def save_target(self, user=None, publish=True):
        if publish and user is not None and settings.REQUIRE_SECOND_LOOK:
            raise PermissionDenied
        return save(self, user=user, publish=publish)

    save_target.is_guarded = True
    Translation.save_target = save_target


def translation_of(page: Page) -> Translation | None:
    """What keeps that page in step with the one it translates, or None. One query."""
    found = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    )
    return found.select_related("source", "target_locale").first()


def standing(page: Page, translation: Translation, *, user) -> Standing:
    """Where the translation stands, for that person."""
    texts, translated = translation.get_progress()
    workflow = page.current_workflow_state
    if workflow is None:
        return Standing(NOT_SUBMITTED, texts - translated, texts)
    step = workflow.current_task_state
    if workflow.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return Standing(
            SENT_BACK, texts - translated, texts, by=step.finished_by, comment=step.comment if step else ""
        )
    actions = {name for name, *_rest in page.current_workflow_task.get_actions(page, user)}
    return Standing(
        WAITING,
        texts - translated,
        texts,
        may_approve="approve" in actions,
        may_send_back="reject" in actions,
        by=workflow.requested_by,
    )


@transaction.atomic
def submit(page: Page, translation: Translation, *, by) -> None:
    """Make a draft of what is translated and ask for somebody else's eyes.

    Raises TextsMissing while a text has none, NothingToApprove when it waits already or nobody is there to approve.
    """
    page = Page.objects.select_for_update().get(pk=page.pk).specific
    workflow, state = page.get_workflow(), page.current_workflow_state
    if workflow is None or (state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS):
        raise NothingToApprove
    page = make_draft(page, translation, by=by)
    if state is not None:
        state.resume(by)
    else:
        workflow.start(page, by)


@transaction.atomic
def make_draft(page: Page, translation: Translation, *, by) -> Page:
    """The page with a draft of what is translated. What the public reads stays as it is. Raises TextsMissing.

    wagtail-localize writes into the page itself even when it is asked for a draft. So what it writes is read and
    taken back, and kept as a revision.
    """
    texts, translated = translation.get_progress()
    if translated < texts:
        raise TextsMissing
    if not page.live:
        translation.save_target(user=by, publish=False)
        return Page.objects.get(pk=page.pk).specific
    try:
        with transaction.atomic():
            translation.save_target(user=by, publish=False)
            content = Page.objects.get(pk=page.pk).get_latest_revision().content
            raise _Undone
    except _Undone:
        page = Page.objects.get(pk=page.pk).specific
    # The address of what is read stays; rows that were taken back have no number yet.
    content["slug"] = page.slug
    for relation in get_all_child_relations(type(page)):
        name = relation.get_accessor_name()
        known = set(getattr(page, name).values_list("pk", flat=True))
        for row in content.get(name, []):
            row["pk"] = row["pk"] if row["pk"] in known else None
    page.with_content_json(content).save_revision(user=by, log_action=True)
    return Page.objects.get(pk=page.pk).specific


@transaction.atomic
def decide(page: Page, action: str, *, by, comment: str = "") -> None:
    """``approve`` (and so publish) or ``reject`` what waits. Raises NothingToApprove when that person may not."""
    page = Page.objects.select_for_update().get(pk=page.pk).specific
    task = page.current_workflow_task
    if task is None or action not in {name for name, *_rest in task.get_actions(page, by)}:
        raise NothingToApprove
    task.on_action(page.current_workflow_task_state, by, action, comment=comment)
