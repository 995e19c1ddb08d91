"""The item of meetings in Wagtail's menu."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem

from debates.models.gathering import EDITS_CONSULTATIONS, ENTERS_PAPER


class GatheringsMenuItem(MenuItem):
    """Shown to those who look after meetings."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(ENTERS_PAPER) or request.user.has_perm(EDITS_CONSULTATIONS)


def menu_item() -> MenuItem:
    return GatheringsMenuItem(
        gettext_lazy("Public meetings"), reverse("debates_admin:gatherings"), icon_name="date", order=145
    )
