"""Screens for contributions that no longer find their words: see the old place, choose the new one, or say it went."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from consultations.admin.furniture import Crumb, screen
from consultations.amending import amendment_reading, reanchoring, refusals, staff_reading
from consultations.amending.paragraph_places import paragraphs, pieces
from consultations.amending.staff_forms import PlaceForm
from consultations.models import Amendment, Anchor, ArticleVersion, CharterVersion
from consultations.reviews.refusals import Refused

PERMISSION = "consultations.moderate_amendments"
ICON = "comment"


@require_safe
@permission_required(PERMISSION)
def places(request: HttpRequest, pk: int) -> HttpResponse:
    """The queue of a discussion."""
    version = get_object_or_404(staff_reading.versions_for(request.user), pk=pk)
    anchors = list(reanchoring.waiting_places(version))
    context = {"version": version, "anchors": anchors}
    title = _("Words that moved")
    return screen(
        request,
        "consultations/admin/amendments/places.html",
        context,
        title=title,
        crumbs=crumbs_to(version),
        icon=ICON,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """One contribution: where its words were, and the article as it now is."""
    anchor = get_object_or_404(staff_reading.anchors_for(request.user), pk=pk)
    is_dropping = request.POST.get("do") == "drop"
    form = PlaceForm(request.POST if request.method == "POST" and not is_dropping else None, anchor=anchor)
    if is_dropping or (request.method == "POST" and form.is_valid()):
        try:
            _settle(request, anchor, form if not is_dropping else None)
        except refusals.AnchorConflict as conflict:
            messages.error(request, str(conflict))
            return redirect("consultations_admin:place", anchor.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("consultations_admin:places", anchor.amendment.version_id)
    amendment = anchor.amendment
    amendment.parts = amendment_reading.parts(amendment)
    context = {
        "anchor": anchor,
        "amendment": amendment,
        "article_title": amendment_reading.title_of(amendment),
        "form": form,
        "before": _old_place(amendment),
    }
    title = _("Where contribution %(number)s stands now") % {"number": amendment.pk}
    crumbs = crumbs_to(amendment.version)
    return screen(
        request, "consultations/admin/amendments/place.html", context, title=title, crumbs=crumbs, icon=ICON
    )


def crumbs_to(version: CharterVersion | None = None) -> list[Crumb]:
    """The way to a discussion's screens."""
    trail = [(_("Discussions"), reverse("consultations_admin:discussions"))]
    if version is not None:
        title = _("Discussion of version %(number)s") % {"number": version.number}
        trail.append((title, reverse("consultations_admin:discussion", args=[version.pk])))
    return trail


def _settle(request: HttpRequest, anchor: Anchor, form: PlaceForm | None) -> None:
    if form is not None:
        form.write(by=request.user)
        messages.success(request, _("The place is kept."))
        return
    reanchoring.drop(anchor, by=request.user, expected=request.POST.get("expected", ""))
    messages.success(request, _("The page of the discussion says that these words are gone."))


def _old_place(amendment: Amendment) -> list[list[tuple[bool, str]]]:
    """The paragraphs first spoken of, cut in runs of (are these the words, text). Two queries."""
    home = amendment.anchors.filter(version=amendment.version_id).first()
    wording = ArticleVersion.objects.filter(
        version=amendment.version_id, article=amendment.article_id
    ).first()
    if home is None or wording is None or home.start is None or home.end is None:
        return []
    spoken = (home.start, home.end)
    found = paragraphs(wording.body.get(amendment.language, ""))
    return [pieces(one, [spoken]) for one in found if one.holds(*spoken)]


urlpatterns = [
    path("discussions/<int:pk>/places/", places, name="places"),
    path("discussions/places/<int:pk>/", place, name="place"),
]
