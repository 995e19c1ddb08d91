"""Screens where owners look after the guide: what is to be checked, and “Reviewed today: nothing changed”."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages, widgets
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem

from cms.guide.reviewing import kept_by_user, may_review, review_unchanged
from cms.models import GuideEntryPage
from consultations.admin.furniture import screen

ICON = "calendar-check"
PER_PAGE = 50


class StaleMenuItem(MenuItem):
    """Shown to those who look after an entry."""

    def is_shown(self, request: HttpRequest) -> bool:
        return kept_by_user(request.user).exists()


def menu_item() -> MenuItem:
    return StaleMenuItem(
        gettext_lazy("Guide: to be checked"), reverse("cms_admin:guide_stale"), icon_name=ICON, order=900
    )


def header_buttons(page, user, view_name, next_url=None):
    """The button of an entry's own screens; for the hook ``register_page_header_buttons``."""
    if isinstance(page, GuideEntryPage) and page.live and may_review(user, page):
        yield widgets.Button(
            _("Reviewed: nothing changed"),
            reverse("cms_admin:guide_review", args=[page.pk]),
            icon_name="check",
            priority=60,
        )


@require_safe
@require_admin_access
def stale(request: HttpRequest) -> HttpResponse:
    """Entries whose review is due, the longest overdue first; everybody's, or one's own with ``?mine=1``."""
    kept = kept_by_user(request.user)
    if not kept.exists():
        raise PermissionDenied
    mine = "mine" in request.GET
    found = kept.live().stale(at=timezone.now()).select_related("owner", "locale", "city").defer("body")
    if mine:
        found = found.filter(owner=request.user)
    rows = Paginator(found.order_by("reviewed_on", "title", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    return screen(
        request,
        "cms/guide/admin/stale.html",
        {"rows": rows, "mine": mine},
        title=_("Entries of the guide to be checked"),
        icon=ICON,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@require_admin_access
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Read an entry's facts once more, and say with one button that they hold."""
    entry = get_object_or_404(GuideEntryPage.objects.select_related("city", "owner", "locale"), pk=pk)
    if not may_review(request.user, entry):
        raise PermissionDenied
    if request.method == "POST":
        review_unchanged(entry, by=request.user, at=timezone.now())
        messages.success(request, _("Noted: “%(title)s” was checked today.") % {"title": entry.title})
        return redirect("cms_admin:guide_stale")
    context = {
        "entry": entry,
        "may_edit": entry.permissions_for_user(request.user).can_edit(),
        "figures": entry.figures.all(),
        "contacts": entry.contacts.all(),
    }
    return screen(
        request,
        "cms/guide/admin/review.html",
        context,
        title=_("Check: %(title)s") % {"title": entry.title},
        crumbs=[(_("Entries of the guide to be checked"), reverse("cms_admin:guide_stale"))],
        icon=ICON,
    )


urlpatterns = [
    path("guide/to-check/", stale, name="guide_stale"),
    path("guide/<int:pk>/reviewed/", review, name="guide_review"),
]
