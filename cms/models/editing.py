"""What editing needs to remember: a step of approval by somebody else, and where the worker saw names of people."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState


class SecondLookTask(AbstractGroupApprovalTask):
    """An approval by somebody of the groups who wrote nothing of what is approved, and did not submit it."""

    class Meta:
        verbose_name = _("second look")
        verbose_name_plural = _("second looks")
        permissions = [("publish_alone", "Can publish a page that nobody else has approved")]

    def get_actions(self, obj, user):
        """What this person may do at this step: whoever wrote a part of it may send it back, not approve it."""
        actions = super().get_actions(obj, user)
        if actions and has_part_in(obj, user):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def get_task_states_user_can_moderate(self, user, **kwargs):
        waiting = super().get_task_states_user_can_moderate(user, **kwargs)
        if not waiting.query.is_empty():
            waiting = waiting.exclude(
                pk__in=TaskState.objects.filter(
                    models.Q(workflow_state__requested_by=user) | models.Q(revision__user=user)
                ).values("pk")
            )
        return waiting

    def on_action(self, task_state, user, action_name, **kwargs):
        # Whoever corrects a word while approving has written it: the correction is kept, another approves.
        if action_name == "approve" and has_part_in(task_state.workflow_state.content_object, user):
            raise PermissionDenied
        return super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls):
        return _("Somebody of the chosen groups who wrote nothing of it approves this task")


class NameSearch(models.Model):
    """Where the worker saw names of people in a page's texts, by the text's digest: places, never the names."""

    page = models.OneToOneField(Page, models.CASCADE, related_name="+", verbose_name=_("page"))
    places = models.JSONField(_("places"), default=dict)
    read_at = models.DateTimeField(_("read"), auto_now=True)

    class Meta:
        verbose_name = _("search for names")
        verbose_name_plural = _("searches for names")

    def __str__(self) -> str:
        return str(self.page_id)


def has_part_in(obj, user) -> bool:
    """Whether that person submitted what waits, or wrote a revision since the published one. Two queries."""
    state = getattr(obj, "current_workflow_state", None)
    if state is not None and state.requested_by_id == user.pk:
        return True
    written = Revision.objects.for_instance(obj).filter(user=user)
    if live := getattr(obj, "live_revision_id", None):
        written = written.filter(pk__gt=live)
    return written.exists()
