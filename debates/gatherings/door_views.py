"""The door of a meeting, for the staff who look after it: that of a debate in all else."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.second_factor import asks_second_factor
from debates.models import Gathering
from debates.tonight.door_views import show, show_worker, take_marks
from debates.tonight.doorways import Doorway, door_of_meeting


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@asks_second_factor
def door(request: HttpRequest, code: str) -> HttpResponse:
    """The door of a meeting that one looks after."""
    return show(request, _door(request.user, code))


@never_cache
@require_POST
@login_required
@asks_second_factor
def marks(request: HttpRequest, code: str) -> JsonResponse:
    """What phones marked at the door of a meeting that one looks after."""
    return take_marks(request, _door(request.user, code))


@require_safe
def worker(request: HttpRequest, code: str) -> HttpResponse:
    """The worker of a meeting's door."""
    return show_worker(request, reverse("debates:meeting_door", args=[code]))


def _door(person, code: str) -> Doorway:
    """Of an announced or held meeting; for those who do not look after it there is none (404)."""
    kept = Gathering.objects.kept_by(person).filter(status__in=[Gathering.PLANNED, Gathering.HELD])
    found = get_object_or_404(kept.select_related("city", "room__venue", "seating"), code=code)
    crumbs = [
        (_("Public meetings"), reverse("debates_admin:gatherings")),
        (str(found), reverse("debates_admin:gathering", args=[found.code])),
    ]
    return door_of_meeting(found, crumbs=crumbs)
