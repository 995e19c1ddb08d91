"""All that stands in the way of a night's debates, in one list."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.auth import permission_required

from debates.desks.in_the_way import of_night
from debates.desks.reading import PERMISSION, nights_of
from debates.desks.screens.frame import desk_screen, night_chosen


@require_safe
@permission_required(PERMISSION)
def clashes(request: HttpRequest) -> HttpResponse:
    """Debates of one night that cannot be held as they are announced, each with why."""
    nights = list(nights_of(request.user))
    night = night_chosen(request, nights)
    context = {"nights": nights, "night": night, "found": of_night(night) if night else []}
    return desk_screen(request, "clashes", context, title=_("What stands in the way"), here="clashes")


urlpatterns = [path("clashes/", clashes, name="clashes")]
