"""Who may publish a page: with REQUIRE_SECOND_LOOK, nobody alone but those who were given that permission."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import PagePermissionTester

PUBLISH_ALONE = "cms.publish_alone"


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


def may_publish_alone(user) -> bool:
    """Whether that person needs nobody's approval to publish. No query beyond the person's permissions."""
    return not settings.REQUIRE_SECOND_LOOK or user.has_perm(PUBLISH_ALONE)
