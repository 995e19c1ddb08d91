"""The page of each district, and the lists that lead to it: all that a person can take part in close to home."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cities.models import City, District
from cities.showing import sections_of


@require_safe
def all_districts(request):
    """Every city that has districts, with all of them. Two queries."""
    districts = Prefetch("districts", queryset=District.objects.order_by("position", "code"))
    cities = City.objects.filter(districts__isnull=False).distinct().prefetch_related(districts)
    return render(request, "cms/guide/districts.html", {"cities": cities})


@require_safe
def city_districts(request, city):
    found = get_object_or_404(City.objects.prefetch_related("districts"), slug=city)
    if not found.districts.all():
        raise Http404
    context = {"cities": [found], "city": found, "crumbs": [districts_crumb()]}
    return render(request, "cms/guide/districts.html", context)


@require_safe
def district_page(request, city, code):
    """What the apps show of a district. As many queries as they say, and one."""
    found = load(city, code)
    context = {
        "district": found,
        "sections": sections_of(found, at=timezone.now()),
        "printed_url": reverse("cms:printed_district", args=[city, code]),
        "crumbs": [districts_crumb(), city_crumb(found.city)],
    }
    return render(request, "cms/guide/district.html", context)


def load(city: str, code: str) -> District:
    """The district of that code, with its city; absent when there is none."""
    if "\x00" in code:
        # No database holds it, and PostgreSQL would rather fail than say so.
        raise Http404
    return get_object_or_404(District.objects.select_related("city"), city__slug=city, code=code)


def districts_crumb() -> tuple[str, str]:
    return _("Districts"), reverse("cms:districts")


def city_crumb(city: City) -> tuple[str, str]:
    return str(city), reverse("cms:city_districts", args=[city.slug])


urlpatterns = [
    path("districts/", all_districts, name="districts"),
    path("districts/<slug:city>/", city_districts, name="city_districts"),
    path("districts/<slug:city>/<str:code>/", district_page, name="district"),
]
