"""Approving a draft with Wagtail's workflow: one person submits it, another approves it or sends it back.

A charter whose cover names a workflow is published with an approval only; one that names none needs none. What is
approved is one state of the draft: a change ends it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from consultations.charters import charter_log, charter_mail, charter_refusals
from consultations.charters.charter_claiming import claim_draft
from consultations.charters.charter_refusals import Problem
from consultations.charters.charter_revisions import keep_revision
from consultations.models import CharterVersion
from consultations.reviews.refusals import ReasonMissing

NOT_ASKED, TO_SUBMIT, WAITING, SENT_BACK, APPROVED = (
    "not_asked",
    "to_submit",
    "waiting",
    "sent_back",
    "approved",
)


@dataclass(frozen=True)
class Approval:
    """Where a draft stands. ``by`` and ``at`` are of who submitted, approved or sent it back, with the ``comment``."""

    state: str
    by: object = None
    at: datetime | None = None
    comment: str = ""


def is_asked(version: CharterVersion) -> bool:
    """Whether the charter is published with an approval only. One query, unless the workflow is loaded."""
    chosen = version.charter.workflow
    return chosen is not None and chosen.active


def approval_of(version: CharterVersion) -> Approval:
    """Where the draft stands. Three queries at most."""
    if not is_asked(version):
        return Approval(NOT_ASKED)
    step = _last_step(version)
    if step is None:
        return Approval(TO_SUBMIT)
    state = step.workflow_state
    if state.status == WorkflowState.STATUS_IN_PROGRESS:
        return Approval(WAITING, state.requested_by, state.created_at)
    if step.status == TaskState.STATUS_REJECTED:
        return Approval(SENT_BACK, step.finished_by, step.finished_at, step.comment)
    if state.status == WorkflowState.STATUS_APPROVED and step.revision_id == version.latest_revision_id:
        return Approval(APPROVED, step.finished_by, step.finished_at, step.comment)
    return Approval(TO_SUBMIT)


def missing(version: CharterVersion) -> list[Problem]:
    """A sentence when the draft needs an approval that it has not."""
    approval = approval_of(version)
    if approval.state in {NOT_ASKED, APPROVED}:
        return []
    sentences = {
        TO_SUBMIT: _("Nobody has approved the draft as it now stands: submit it for approval."),
        WAITING: _("The draft waits for somebody else's approval."),
        SENT_BACK: _("The draft was sent back: change it, then submit it again."),
    }
    return [Problem(sentences[approval.state])]


def may_approve(version: CharterVersion, user) -> bool:
    """Whether this person is among those who approve at the present step, and neither submitted nor last changed it."""
    step = _step_in_progress(version)
    return step is not None and not _is_own(version, step, user) and _is_asked(version, step, user)


@transaction.atomic
def submit(version: CharterVersion, *, by) -> None:
    """Ask those whom the workflow names to approve the draft as it now stands. They are told by mail.

    Wagtail tells by itself who submitted what became of it, but its mail to those who approve leads to its own
    editor of pages and snippets, and so does not leave for ours.
    """
    version = claim_draft(version)
    if not is_asked(version):
        raise charter_refusals.ApprovalNotAsked
    for state in WorkflowState.objects.for_instance(version).active():
        if state.status == WorkflowState.STATUS_IN_PROGRESS:
            raise charter_refusals.ApprovalIsWaiting
        state.cancel(user=by)
    if version.latest_revision_id is None:
        keep_revision(version, by=by)
    charter_log.record(version.charter, charter_log.SUBMIT, by=by, version=version.number)
    version.charter.workflow.start(version, by)
    _ask_next(version, by=by)


@transaction.atomic
def approve(version: CharterVersion, *, by, expected: int, comment: str = "") -> None:
    """Approve the draft as it was in the revision ``expected``. The next step of the workflow follows, if any."""
    version, step = _claim_step(version, by=by, expected=expected)
    charter_log.record(version.charter, charter_log.APPROVE, by=by, version=version.number)
    step.approve(user=by, comment=comment.strip())
    _ask_next(version, by=by)


@transaction.atomic
def send_back(version: CharterVersion, comment: str, *, by, expected: int) -> None:
    """Ask for changes, and say which. The draft is its writers' again."""
    if not comment.strip():
        raise ReasonMissing
    version, step = _claim_step(version, by=by, expected=expected)
    charter_log.record(version.charter, charter_log.SEND_BACK, by=by, version=version.number)
    step.reject(user=by, comment=comment.strip())


def _ask_next(version: CharterVersion, *, by) -> None:
    """Tell those who approve at the present step, if there is one left."""
    step = _step_in_progress(version)
    if step is None:
        return
    groups = getattr(step.task.specific, "groups", None)
    members = get_user_model().objects.filter(is_active=True, groups__in=groups.all() if groups else [])
    people = list(members.exclude(pk=by.pk).distinct().order_by("pk"))
    transaction.on_commit(partial(charter_mail.tell_submitted, version, people, by=by))


def _claim_step(version: CharterVersion, *, by, expected: int) -> tuple[CharterVersion, TaskState]:
    version = claim_draft(version)
    step = _step_in_progress(version)
    if step is None or step.revision_id != expected or expected != version.latest_revision_id:
        raise charter_refusals.NothingToApprove
    if _is_own(version, step, by):
        raise charter_refusals.ApprovalOfOnesOwn
    if not _is_asked(version, step, by):
        raise charter_refusals.MayNotApprove
    return version, step.specific


def _last_step(version: CharterVersion) -> TaskState | None:
    steps = TaskState.objects.filter(
        workflow_state__object_id=str(version.pk),
        workflow_state__base_content_type=version.get_base_content_type(),
    ).exclude(status=TaskState.STATUS_CANCELLED)
    return (
        steps.select_related("workflow_state__requested_by", "finished_by", "revision")
        .order_by("-pk")
        .first()
    )


def _step_in_progress(version: CharterVersion) -> TaskState | None:
    step = _last_step(version)
    return step if step is not None and step.status == TaskState.STATUS_IN_PROGRESS else None


def _is_own(version: CharterVersion, step: TaskState, user) -> bool:
    return user.pk in {step.workflow_state.requested_by_id, step.revision.user_id if step.revision else None}


def _is_asked(version: CharterVersion, step: TaskState, user) -> bool:
    actions = step.task.specific.get_actions(version, user)
    return "approve" in {name for name, *_rest in actions}
