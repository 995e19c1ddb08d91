"""Editing what is no page (a snippet) with the same second look as pages."""

from __future__ import annotations

from wagtail.permissions import policy_registry, register_permission_policy
from wagtail.snippets.action_menu import PublishMenuItem
from wagtail.snippets.views.snippets import (
    HistoryView,
    RevisionsUnscheduleView,
    SnippetViewSet,
    UnpublishView,
)

from kit.second_look import WITHDRAW, SecondLookPolicy


class WithdrawingView(UnpublishView):
    permission_required = WITHDRAW


class UnschedulingView(RevisionsUnscheduleView):
    permission_required = WITHDRAW


class SecondLookHistoryView(HistoryView):
    def user_can_unschedule(self):
        return self.user_has_permission(WITHDRAW)


class SecondLookViewSet(SnippetViewSet):
    """Screens of a snippet with drafts, which nobody publishes alone but those who may (``kit.second_look``)."""

    unpublish_view_class = WithdrawingView
    revisions_unschedule_view_class = UnschedulingView
    history_view_class = SecondLookHistoryView

    def register_permissions(self):
        register_permission_policy(self.model, SecondLookPolicy(self.model), exact_class=True)
        super().register_permissions()


def offer_publishing_to_few(menu_items: list, request, context) -> None:
    """Take “Publish” from the menu of who may not; for the hook ``construct_snippet_action_menu``.

    Wagtail's own menu asks Django's permission, which is the right to submit here.
    """
    policy = policy_registry.get_by_type(context["model"])
    if not policy.user_has_permission(request.user, "publish"):
        menu_items[:] = [item for item in menu_items if not isinstance(item, PublishMenuItem)]
