"""What consultations add to Wagtail's admin: each screen lives in consultations/admin/."""

from __future__ import annotations

from django.urls import include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from consultations.admin import (
    amendments,
    analyses,
    approvals,
    charters,
    commitments,
    double_reading,
    log,
    moves,
    paper,
    presence,
    proposals,
    queues,
    review,
    workbench,
)
from consultations.admin.consultations import ConsultationViewSet
from consultations.amending import amending_log
from consultations.charters import charter_log
from consultations.following import following_log
from consultations.proposals import holding


@hooks.register("register_admin_urls")
def admin_urls():
    """Everything of ours in the admin is under /cms/consultations/, in the namespace ``consultations_admin``."""
    screens = (
        review,
        log,
        workbench,
        presence,
        analyses,
        moves,
        proposals,
        charters,
        commitments,
        paper,
        double_reading,
        queues,
        amendments,
    )
    patterns = [pattern for screen in screens for pattern in screen.urlpatterns]
    return [path("consultations/", include((patterns, "consultations_admin")))]


hooks.register("register_admin_menu_item", analyses.menu_item)
hooks.register("register_admin_menu_item", paper.menu_item)
hooks.register("register_admin_menu_item", proposals.menu_item)
hooks.register("register_admin_menu_item", charters.menu_item)
hooks.register("register_admin_menu_item", amendments.menu_item)
hooks.register("register_admin_menu_item", commitments.menu_item)
hooks.register("construct_homepage_panels", approvals.construct_homepage_panels)
register_snippet(ConsultationViewSet)

hooks.register("register_log_actions", holding.register_actions)
hooks.register("register_log_actions", charter_log.register_actions)
hooks.register("register_log_actions", following_log.register_actions)
hooks.register("register_log_actions", amending_log.register_actions)
