"""What waits for a person's approval on Wagtail's first screen: drafts of charters beside pages.

Wagtail's panel knows pages and snippets. A draft of a charter is neither: it is approved on its own page, where its
words, its changes and what is missing stand together.
"""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel

from consultations.charters import charter_approval
from consultations.models import CharterVersion


class ToReviewPanel(WorkflowObjectsToModeratePanel):
    """The drafts that this person may approve lead to their page, without buttons that would approve them unread."""

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        user = context["request"].user
        context["states"] = [
            {**state, "actions": []} if isinstance(state["obj"], CharterVersion) else state
            for state in context["states"]
            if not isinstance(state["obj"], CharterVersion)
            or charter_approval.may_approve(state["obj"], user)
        ]
        return context


class VersionAddresses:
    """What Wagtail asks of anything that waits for an approval: each action of a draft is taken on its page."""

    def get_url_name(self, action: str) -> str:
        return "consultations_admin:charter_version"


CharterVersion.snippet_viewset = VersionAddresses()


def construct_homepage_panels(request: HttpRequest, panels: list) -> None:
    """Put our panel where Wagtail's own stands."""
    panels[:] = [
        ToReviewPanel() if isinstance(panel, WorkflowObjectsToModeratePanel) else panel for panel in panels
    ]
