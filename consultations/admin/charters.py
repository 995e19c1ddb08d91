"""Screens where editors write charters: their cover, their versions, and what happens to a draft as a whole."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem

from consultations.admin import articles
from consultations.admin.furniture import charter_crumbs, screen
from consultations.charters import charter_drafting as drafting
from consultations.charters import charter_log, charter_reading
from consultations.charters.charter_forms import CharterForm, NoteForm, OrderForm
from consultations.models import Charter, CharterVersion
from consultations.charters.charter_refusals import NotPublishable
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
        versions = list(charter.versions.all())
        in_force = next((version for version in versions if version.is_published), None)
        draft = next((version for version in versions if not version.is_published), None)
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
    versions = found.versions.select_related("published_by").annotate(articles=Count("article_versions"))
    context = {
        "charter": found,
        "versions": list(versions.order_by("-number")),
        "history": charter_log.history(found),
    }
    context["draft"] = next((version for version in context["versions"] if not version.is_published), None)
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


@require_safe
@permission_required(PERMISSION)
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: the articles in order; and of a draft, all that can be done with it."""
    return _show_version(request, _version(pk))


@require_POST
@permission_required(PERMISSION)
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the summary of what the draft changes."""
    found = _version(pk)
    form = NoteForm(request.POST)
    if form.is_valid():
        return _attempt(
            request,
            found,
            lambda: drafting.describe_draft(found, form.cleaned_data["note"], by=request.user),
            done=_("The summary is kept."),
        )
    return _show_version(request, found, note=form)


@require_POST
@permission_required(PERMISSION)
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the articles in the order wanted."""
    found = _version(pk)
    form = OrderForm(request.POST, wordings=_wordings(found))
    if form.is_valid():
        return _attempt(
            request,
            found,
            lambda: drafting.reorder(found, form.order(), by=request.user),
            done=_("The articles are in their new order."),
        )
    return _show_version(request, found, order_form=form)


@require_POST
@permission_required(PERMISSION)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the draft in force."""
    found = _version(pk)
    return _attempt(
        request,
        found,
        lambda: drafting.publish(found, by=request.user, at=timezone.now()),
        done=_("Version %(number)s is published and in force.") % {"number": found.number},
    )


@require_POST
@permission_required(PERMISSION)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete the draft."""
    found = _version(pk)
    try:
        drafting.discard_draft(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The draft is deleted."))
    return redirect("consultations_admin:charter", found.charter_id)


@require_safe
@permission_required(PERMISSION)
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What this version changes from the published one before it."""
    found = _version(pk)
    before = found.charter.published_versions().filter(number__lt=found.number).order_by("-number").first()
    language = get_language() or ""
    compared = charter_reading.compare(
        _wordings(before) if before else [], _wordings(found), language=language
    )
    context = {"version": found, "before": before, "changes": compared}
    title = _("What version %(number)s changes") % {"number": found.number}
    crumbs = charter_crumbs(found.charter, found)
    return screen(
        request, "consultations/admin/charters/changes.html", context, title=title, crumbs=crumbs, icon=ICON
    )


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


def _attempt(request: HttpRequest, version: CharterVersion, decide, *, done: str) -> HttpResponse:
    """Call the verb; say what happened, or why it was refused, on the version's page."""
    try:
        decide()
    except NotPublishable as refusal:
        for problem in refusal.problems:
            messages.error(request, problem)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("consultations_admin:charter_version", version.pk)


def _show_version(
    request: HttpRequest,
    version: CharterVersion,
    *,
    note: NoteForm | None = None,
    order_form: OrderForm | None = None,
) -> HttpResponse:
    wordings = _wordings(version)
    order_form = order_form or OrderForm(wordings=wordings)
    context = {
        "version": version,
        "rows": [(wording, order_form[f"place_{wording.pk}"]) for wording in wordings],
        "order": order_form,
        "note": note or NoteForm(initial={"note": version.note}),
        "missing": [] if version.is_published else drafting.what_is_missing(version),
        "has_older": version.charter.published_versions().filter(number__lt=version.number).exists(),
    }
    title = _("Version %(number)s") % {"number": version.number}
    crumbs = charter_crumbs(version.charter)
    return screen(
        request, "consultations/admin/charters/version.html", context, title=title, crumbs=crumbs, icon=ICON
    )


def _version(pk: int) -> CharterVersion:
    return get_object_or_404(CharterVersion.objects.select_related("charter", "published_by"), pk=pk)


def _wordings(version: CharterVersion) -> list:
    rows = version.article_versions.select_related("article__charter").prefetch_related("proposals")
    return list(rows.order_by("sort_order", "pk"))


urlpatterns = [
    path("charters/", index, name="charters"),
    path("charters/new/", new, name="new_charter"),
    path("charters/<int:pk>/", charter, name="charter"),
    path("charters/<int:pk>/cover/", edit, name="charter_cover"),
    path("charters/<int:pk>/start/", start, name="start_draft"),
    path("charters/versions/<int:pk>/", version, name="charter_version"),
    path("charters/versions/<int:pk>/summary/", describe, name="describe_draft"),
    path("charters/versions/<int:pk>/order/", order, name="order_articles"),
    path("charters/versions/<int:pk>/publish/", publish, name="publish_version"),
    path("charters/versions/<int:pk>/delete/", discard, name="discard_draft"),
    path("charters/versions/<int:pk>/changes/", changes, name="charter_changes"),
    *articles.urlpatterns,
]
