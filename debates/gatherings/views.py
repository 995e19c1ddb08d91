"""What everybody reads of a meeting, and its seats."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cities.models import City
from debates.gatherings.listing import listing
from debates.gatherings.occasion import rules_of_meeting
from debates.gatherings.tables import tables_of
from debates.models import Gathering
from debates.registering.views import reserve_seats
from debates.tonight.news import told_to


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """The calendar of public meetings, of one city or of all."""
    slug = request.GET.get("city", "")
    city = get_object_or_404(City, slug=slug.replace("\x00", "")) if slug else None
    return render(request, "debates/gatherings/meetings.html", {"listing": listing(city, at=timezone.now())})


@require_safe
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    """When and where, the programme, seats; after it the minutes, who came and what was said at which table."""
    found = get_object_or_404(
        Gathering.objects.public().select_related("consultation", "city", "room__venue__city", "seating"),
        code=code,
    )
    now = timezone.now()
    takes_place = found.status == Gathering.PLANNED
    context = {
        "meeting": found,
        "told": told_to(found.seating, found.starts) if takes_place and found.ends > now else None,
        "can_reserve": rules_of_meeting(found).open(at=now),
        "free": found.seating.free,
        "tables": [one for one in tables_of(found) if one.counted],
        "shows_results": found.consultation.has_published_results(at=now),
        "is_over": found.ends <= now,
        "crumbs": [(str(found.consultation), found.consultation.get_absolute_url())],
    }
    return render(request, "debates/gatherings/meeting.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def seats(request: HttpRequest, code: str) -> HttpResponse:
    """Reserve seats at a meeting."""
    found = get_object_or_404(Gathering.objects.public().select_related("seating"), code=code)
    return reserve_seats(request, found.seating)
