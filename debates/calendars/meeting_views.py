"""Meetings as calendars: one, a consultation's, a city's, all."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cities.models import City
from consultations.models import Consultation
from debates.calendars import ical
from debates.calendars.answering import as_calendar
from debates.calendars.searched import told_in
from debates.models import Gathering

LISTED = 500


@require_safe
def meeting_ics(request: HttpRequest, code: str) -> HttpResponse:
    """One meeting, to be added to a calendar."""
    with told_in(request) as language:
        found = get_object_or_404(Gathering.objects.public().for_calendars(), code=code)
        body = ical.calendar_of([found], name=str(found.title))
    return as_calendar(body, f"meeting-{found.code}", language=language)


@require_safe
def meetings_ics(request: HttpRequest) -> HttpResponse:
    """The meetings of ``consultation`` or ``city``, or all, to subscribe to; those called off stay in it, as such."""
    with told_in(request) as language:
        found, names = Gathering.objects.public(), [_("Public meetings")]
        if "consultation" in request.GET:
            consultation = _named(Consultation.objects.filter(live=True), request.GET["consultation"])
            found, names = found.of_consultation(consultation), [*names, str(consultation)]
        if "city" in request.GET:
            city = _named(City.objects.all(), request.GET["city"])
            found, names = found.in_city(city), [*names, str(city)]
        latest = found.for_calendars().order_by("-starts", "code")[:LISTED]
        body = ical.calendar_of(reversed(latest), name=" – ".join(names))
    return as_calendar(body, "meetings", language=language)


def _named(found, slug: str):
    # A database refuses the character, and no address has it.
    if "\x00" in slug:
        raise Http404
    return get_object_or_404(found, slug=slug)
