"""The map of gaps: what a night lacks, as shaded tables and bars, each with its numbers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.auth import permission_required

from debates.desks.gaps import COUNTED, gaps_of
from debates.desks.reading import PERMISSION, nights_of
from debates.desks.screens.frame import desk_screen, night_chosen


@require_safe
@permission_required(PERMISSION)
def gaps(request: HttpRequest) -> HttpResponse:
    """What one night of the desk lacks, counted among all that was submitted or in the programme only."""
    nights = list(nights_of(request.user))
    night = night_chosen(request, nights)
    counted = request.GET.get("counted", "")
    counted = counted if counted in COUNTED else "all"
    context = {
        "nights": nights,
        "night": night,
        "counted": counted,
        "gaps": gaps_of(night, counted=counted) if night else None,
    }
    return desk_screen(request, "gaps", context, title=_("What the night lacks"), here="gaps")


urlpatterns = [path("gaps/", gaps, name="gaps")]
