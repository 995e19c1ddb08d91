"""Screens where editors write charters: their cover, their versions, and what happens to a draft as a whole."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem

from consultations.admin import articles, draft_history, publication, versions
from consultations.admin.furniture import charter_crumbs, screen
from consultations.charters import charter_drafting as drafting
from consultations.charters import charter_log
from consultations.charters.charter_forms import CharterForm
from consultations.models import Charter
from consultations.reviews.refusals import Refused

PERMISSION = "consultations.change_charterversion"
ICON = "doc-full"


class ChartersMenuItem(MenuItem):
    """Shown to those who may write charters."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


def menu_item() -> MenuItem:
    return ChartersMenuItem(
        gettext_lazy("Charters"), reverse("consultations_admin:charters"), icon_name=ICON, order=140
    )


@require_safe
@permission_required(PERMISSION)
def index(request: HttpRequest) -> HttpResponse:
    """Every charter, with its version in force and its draft."""
    charters = Charter.objects.select_related("city", "district").prefetch_related("versions")
    rows = []
    for charter in charters:
        found = list(charter.versions.all())
        in_force = next((version for version in found if version.is_published), None)
        draft = next((version for version in found if version.is_draft), None)
        rows.append({"charter": charter, "in_force": in_force, "draft": draft})
    return screen(
        request, "consultations/admin/charters/index.html", {"rows": rows}, title=_("Charters"), icon=ICON
    )


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("consultations.add_charter")
def new(request: HttpRequest) -> HttpResponse:
    return _edit_cover(request, Charter(), title=_("New charter"))


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("consultations.change_charter")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    charter = get_object_or_404(Charter, pk=pk)
    return _edit_cover(request, charter, title=_("Cover of the charter"))


@require_safe
@permission_required(PERMISSION)
def charter(request: HttpRequest, pk: int) -> HttpResponse:
    """One charter: its versions and its history."""
    found = get_object_or_404(Charter.objects.select_related("city", "district", "consultation__city"), pk=pk)
    rows = found.versions.select_related("published_by").annotate(articles=Count("article_versions"))
    context = {
        "charter": found,
        "versions": list(rows.order_by("-number")),
        "history": charter_log.history(found),
    }
    context["draft"] = next((version for version in context["versions"] if version.is_draft), None)
    return screen(
        request,
        "consultations/admin/charters/charter.html",
        context,
        title=str(found),
        crumbs=charter_crumbs(),
        icon=ICON,
    )


@require_POST
@permission_required(PERMISSION)
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the next version."""
    found = get_object_or_404(Charter, pk=pk)
    try:
        draft = drafting.start_draft(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("consultations_admin:charter", found.pk)
    messages.success(request, _("Version %(number)s is begun as a draft.") % {"number": draft.number})
    return redirect("consultations_admin:charter_version", draft.pk)


def _edit_cover(request: HttpRequest, charter: Charter, *, title: str) -> HttpResponse:
    form = CharterForm(request.POST or None, instance=charter)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        messages.success(request, _("The cover of the charter is kept."))
        return redirect("consultations_admin:charter", saved.pk)
    crumbs = charter_crumbs(Charter.objects.get(pk=charter.pk)) if charter.pk else charter_crumbs()
    return screen(
        request,
        "consultations/admin/charters/cover.html",
        {"form": form},
        title=title,
        crumbs=crumbs,
        icon=ICON,
    )


urlpatterns = [
    path("charters/", index, name="charters"),
    path("charters/new/", new, name="new_charter"),
    path("charters/<int:pk>/", charter, name="charter"),
    path("charters/<int:pk>/cover/", edit, name="charter_cover"),
    path("charters/<int:pk>/start/", start, name="start_draft"),
    *versions.urlpatterns,
    *publication.urlpatterns,
    *draft_history.urlpatterns,
    *articles.urlpatterns,
]
