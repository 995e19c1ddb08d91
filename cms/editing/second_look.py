"""Approval by somebody else: the workflow that each site begins with, for pages and for consultations."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, TaskState, Workflow, WorkflowContentType, WorkflowTask

from accounts.roles import ADMINISTRATOR, EDITOR
from consultations.models import Consultation

# The names that Wagtail's first migrations give to what a site has not chosen yet.
WAGTAILS_OWN = "Moderators approval"


@transaction.atomic
def begin_with_second_look() -> None:
    """Have the workflow that Wagtail begins with ask for somebody else's eyes, unless the site has used it already."""
    from cms.models import SecondLookTask

    steps = WorkflowTask.objects.filter(
        workflow__name=WAGTAILS_OWN, task__in=GroupApprovalTask.objects.filter(name=WAGTAILS_OWN)
    ).select_related("workflow", "task")
    for step in steps:
        if TaskState.objects.filter(task=step.task).exists():
            continue
        with translation.override(settings.LANGUAGE_CODE):
            task = SecondLookTask.objects.create(name=_("Second look"))
            # As Wagtail's button goes on: “Submit to …”.
            step.workflow.name = _("a second look")
        task.groups.set([Group.objects.get_or_create(name=name)[0] for name in (EDITOR, ADMINISTRATOR)])
        unused = step.task
        step.task = task
        step.save(update_fields=["task"])
        step.workflow.save(update_fields=["name"])
        unused.delete()
    look_twice_at_consultations()


def look_twice_at_consultations() -> None:
    """Let consultations go through the workflow with a second look, unless they have one: no way out but approval.

    Without any they could be submitted to nobody, and be published by administrators alone.
    """
    workflow = (
        Workflow.objects.active().filter(workflow_tasks__task__in=_second_looks()).order_by("pk").first()
    )
    if workflow is not None:
        kind = ContentType.objects.get_for_model(Consultation)
        WorkflowContentType.objects.get_or_create(content_type=kind, defaults={"workflow": workflow})


def _second_looks():
    from cms.models import SecondLookTask

    return SecondLookTask.objects.filter(active=True).values("pk")


def after_migrate(*, using: str, **_kwargs) -> None:
    """Run ``begin_with_second_look`` when a migration ends with all the tables it writes to."""
    from cms.models import SecondLookTask

    tables = {
        SecondLookTask._meta.db_table,
        "wagtailcore_workflowtask",
        "wagtailcore_workflowcontenttype",
        "auth_group",
    }
    if using == DEFAULT_DB_ALIAS and set(connections[using].introspection.table_names()) >= tables:
        begin_with_second_look()
