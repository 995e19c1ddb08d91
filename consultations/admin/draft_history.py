"""The states that a draft went through: looked at beside what it is now, and brought back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.paginator import WagtailPaginator

from consultations.admin.furniture import charter_crumbs, screen
from consultations.admin.versions import load, wordings_of
from consultations.charters import charter_revisions as revisions
from consultations.charters.charter_reading import UNCHANGED, compare, compare_texts
from consultations.reviews.refusals import Refused

PERMISSION = "consultations.change_charterversion"
A_PAGE = 50


@require_safe
@permission_required(PERMISSION)
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every state of the draft, with who made it and when, the latest first."""
    version = load(pk)
    page = WagtailPaginator(revisions.revisions_of(version), A_PAGE).get_page(request.GET.get("p"))
    return screen(
        request,
        "consultations/admin/charters/history.html",
        {"version": version, "page": page},
        title=_("History of the draft"),
        crumbs=charter_crumbs(version.charter, version),
        icon="history",
    )


@require_safe
@permission_required(PERMISSION)
def revision(request: HttpRequest, pk: int, revision: int) -> HttpResponse:
    """One state of the draft, and what has changed since."""
    version = load(pk)
    found = version.revisions.select_related("user").filter(pk=revision).first()
    if found is None:
        raise Http404
    kept, language = revisions.read(version, found), get_language() or ""
    changes = compare(kept.wordings, wordings_of(version), language=language)
    context = {
        "version": version,
        "revision": found,
        "kept": kept,
        "is_latest": found.pk == version.latest_revision_id,
        "preamble": compare_texts(kept.preamble, version.preamble, language=language),
        "changes": [change for change in changes if change.kind != UNCHANGED],
    }
    return screen(
        request,
        "consultations/admin/charters/revision.html",
        context,
        title=_("An earlier state of the draft"),
        crumbs=charter_crumbs(version.charter, version),
        icon="history",
    )


@require_POST
@permission_required(PERMISSION)
def bring_back(request: HttpRequest, pk: int, revision: int) -> HttpResponse:
    """Make the draft again what it was."""
    version = load(pk)
    found = version.revisions.filter(pk=revision).first()
    if found is None:
        raise Http404
    expected = request.POST.get("expected", "")
    seen = int(expected) if expected.isdecimal() else 0
    try:
        revisions.bring_back(version, found, by=request.user, expected=seen)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("consultations_admin:draft_history", version.pk)
    messages.success(request, _("The draft is again what it was."))
    return redirect("consultations_admin:charter_version", version.pk)


urlpatterns = [
    path("charters/versions/<int:pk>/history/", history, name="draft_history"),
    path("charters/versions/<int:pk>/history/<int:revision>/", revision, name="draft_revision"),
    path("charters/versions/<int:pk>/history/<int:revision>/back/", bring_back, name="bring_draft_back"),
]
