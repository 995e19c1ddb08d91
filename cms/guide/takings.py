"""What people take away from the guide: a document to print, and what changed in it in a year."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cities.models import City
from cms.guide import changes
from cms.guide.districts import load
from cms.guide.printed_files import printed
from cms.guide.printing import Scope
from cms.models import GuideIndexPage


@require_safe
def printed_guides(request):
    """The editions that there are: the whole guide, one a city, one a district. A few queries."""
    cities = City.objects.filter(guide_entries__live=True).distinct().prefetch_related("districts")
    return render(request, "cms/guide/printed.html", {"cities": cities, "crumbs": _way_back()})


@require_safe
def printed_whole(request):
    found = _guide()
    return document(request, Scope(), page=found.url if found and found.url else reverse("cms:printed"))


@require_safe
def printed_city(request, city):
    found = get_object_or_404(City, slug=city)
    return document(request, Scope(city=found), page=reverse("cms:city_districts", args=[city]))


@require_safe
def printed_district(request, city, code):
    found = load(city, code)
    return document(request, Scope(district=found), page=reverse("cms:district", args=[city, code]))


def _guide() -> GuideIndexPage | None:
    """The guide's own page in the reader's language."""
    guides = GuideIndexPage.objects.live().public().filter(locale__language_code=get_language())
    return guides.select_related("locale").first()


def _way_back() -> list[tuple[str, str]]:
    found = _guide()
    return [(found.title, found.url)] if found is not None and found.url else []


def document(request, scope: Scope, *, page: str) -> HttpResponse:
    """That part of the guide as a PDF; nothing is sent again to whoever has it already."""
    content, digest = printed(scope, address=urljoin(settings.SITE_URL, page))
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{_('guide')}-{scope.key}-{get_language()}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["ETag"] = f'"{digest}"'
    return get_conditional_response(request, response["ETag"], None, response)


@require_safe
def years(request):
    """The changes of this year; those of another have an address of their own."""
    return year(request, timezone.localdate().year)


@require_safe
def year(request, year):
    today = timezone.localdate()
    known = changes.years(until=today)
    if year not in known and year != today.year:
        raise Http404
    context = {
        "year": year,
        "is_over": year < today.year,
        "changes": changes.changes_of(year),
        "years": known,
        "csv_url": reverse("guide_data:changes", args=[year, "csv"]),
        "json_url": reverse("guide_data:changes", args=[year, "json"]),
        "crumbs": [
            *_way_back(),
            *([(_("What changed in the guide"), reverse("cms:guide_changes"))] if year != today.year else []),
        ],
    }
    return render(request, "cms/guide/changes.html", context)


urlpatterns = [
    path("printed-guide/", printed_guides, name="printed"),
    path("printed-guide/whole.pdf", printed_whole, name="printed_whole"),
    path("printed-guide/<slug:city>.pdf", printed_city, name="printed_city"),
    path("printed-guide/<slug:city>/<str:code>.pdf", printed_district, name="printed_district"),
    path("guide-changes/", years, name="guide_changes"),
    path("guide-changes/<int:year>/", year, name="guide_changes_of"),
]
