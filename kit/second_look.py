"""Who may publish: with REQUIRE_SECOND_LOOK, nobody alone but those who were given that permission."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import PagePermissionTester
from wagtail.permission_policies import ModelPermissionPolicy

PUBLISH_ALONE = "cms.publish_alone"
# Taking back what is public, or planned to be, hides words and shows none: whoever may publish may, without approval.
WITHDRAW = "withdraw"


class SecondLookTester(PagePermissionTester):
    """Wagtail's own tester, where publishing at once is for few: everybody else submits, and somebody approves."""

    def can_publish(self):
        return super().can_publish() and may_publish_alone(self.user)

    def can_publish_subpage(self):
        return super().can_publish_subpage() and may_publish_alone(self.user)

    def can_set_view_restrictions(self):
        return super().can_publish()

    def can_unschedule(self):
        return super().can_publish()


class SecondLookPolicy(ModelPermissionPolicy):
    """The same for a snippet with drafts: whoever has the right to publish may withdraw, and publishes if few."""

    def user_has_permission(self, user, action):
        if action == WITHDRAW:
            return super().user_has_permission(user, "publish")
        if action == "publish" and not may_publish_alone(user):
            return False
        return super().user_has_permission(user, action)


def may_publish_alone(user) -> bool:
    """Whether that person needs nobody's approval to publish. No query beyond the person's permissions."""
    return not settings.REQUIRE_SECOND_LOOK or user.has_perm(PUBLISH_ALONE)
