"""What editing needs to remember: a step of approval by somebody else, and where the worker saw names of people."""

from __future__ import annotations

import json
import re

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState

# What Wagtail writes into a revision of its own accord.
BOOKKEEPING = frozenset(
    "draft_title first_published_at has_unpublished_changes last_published_at latest_revision "
    "latest_revision_created_at live live_revision locked locked_at locked_by url_path wagtail_admin_comments".split()
)
# As it stands in JSON within JSON.
PARAGRAPH_KEY = re.compile(r' data-block-key=\\+"[^"\\]*\\+"')


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
    """Whether that person submitted what waits, or changed a word of it since the published one. Four queries.

    Opening a page and approving it may save it again with nothing changed but the keys of its paragraphs: that is
    no part in it.
    """
    state = getattr(obj, "current_workflow_state", None)
    if state is not None and state.requested_by_id == user.pk:
        return True
    if isinstance(obj, Page) and has_translated(obj, user):
        return True
    since = Revision.objects.for_instance(obj)
    if live := getattr(obj, "live_revision_id", None):
        since = since.filter(pk__gte=live)
    if not since.filter(user=user).exclude(pk=live).exists():
        return False
    before = None
    for revision in since.order_by("pk"):
        said = _words(revision)
        if revision.user_id == user.pk and revision.pk != live and said != before:
            return True
        before = said
    return False


def has_translated(page: Page, user) -> bool:
    """Whether that person typed some of a page's translation since it was last published. Two queries at most.

    Side by side, texts are kept one by one, in the name of who typed each; the draft is in the name of who submits.
    """
    from wagtail_localize.models import StringTranslation

    typed = StringTranslation.objects.filter(
        context__object_id=page.translation_key, locale_id=page.locale_id, last_translated_by=user
    )
    if page.live_revision_id:
        typed = typed.filter(updated_at__gt=page.live_revision.created_at)
    return typed.exists()


def _words(revision: Revision) -> str:
    """What a revision says, without its bookkeeping."""
    kept = {name: _read(value) for name, value in revision.content.items() if name not in BOOKKEEPING}
    return PARAGRAPH_KEY.sub("", json.dumps(kept, sort_keys=True))


def _read(value):
    """A body is kept as the text of a list, in which PostgreSQL puts the names in another order than we wrote them."""
    if not (isinstance(value, str) and value.startswith("[")):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
