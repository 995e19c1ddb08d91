"""Programmes as calendar, feed and map, for programs: filtered as the list is, at addresses that never change."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from debates.calendars import ical, maps
from debates.calendars.answering import as_calendar
from debates.calendars.searched import debates_of, newest_of, search_of, told_in
from debates.models import Debate
from kit.sanitize import plain_text


@require_safe
def programme_ics(request: HttpRequest) -> HttpResponse:
    """The debates of a search as a calendar to subscribe to; those called off stay in it, as cancelled."""
    with told_in(request) as language:
        asked = search_of(request.GET)
        name = " – ".join([str(asked.vocabulary.edition), *(words for _name, words in asked.told())])
        body = ical.calendar_of(debates_of(asked, at=timezone.now()), name=name)
    return as_calendar(body, "debates", language=language)


@require_safe
def debate_ics(request: HttpRequest, code: str) -> HttpResponse:
    """One debate, to be added to a calendar."""
    with told_in(request) as language:
        debate = get_object_or_404(Debate.objects.public().for_cards(), code=code)
        body = ical.calendar_of([debate], name=str(debate.question))
    return as_calendar(body, debate.code, language=language)


@require_safe
def programme_rss(request: HttpRequest) -> HttpResponse:
    """The debates of a search that were published last, as a feed."""
    with told_in(request) as language:
        asked = search_of(request.GET)
        debates = newest_of(asked, at=timezone.now())
        feed = Rss201rev2Feed(
            title=str(asked.vocabulary.edition),
            link=settings.SITE_URL + asked.vocabulary.edition.get_absolute_url(),
            description=str(asked.vocabulary.edition.introduction) or _("The debates of the night."),
            language=language,
            feed_url=settings.SITE_URL + request.get_full_path(),
        )
        for debate in debates:
            feed.add_item(
                title=str(debate.question),
                link=settings.SITE_URL + debate.get_absolute_url(),
                description=plain_text(str(debate.presentation)),
                pubdate=debate.published_at,
                unique_id=ical.uid(debate),
                unique_id_is_permalink=False,
                categories=[str(theme) for theme in debate.themes.all()],
            )
    return HttpResponse(
        feed.writeString("utf-8"),
        content_type="application/rss+xml; charset=utf-8",
        headers={"Content-Language": language},
    )


@require_safe
def programme_geojson(request: HttpRequest) -> HttpResponse:
    """Where the debates of a search are: a point a venue, or a point a group of venues for a map seen from afar."""
    try:
        window = maps.window_of(request.GET)
    except maps.NoSuchWindow as error:
        return JsonResponse({"error": str(error)}, status=400)
    with told_in(request) as language:
        asked = search_of(request.GET)
        found = maps.features(asked, window, at=timezone.now())
    return JsonResponse(
        {"type": "FeatureCollection", "features": found},
        content_type="application/geo+json",
        headers={"Content-Language": language},
        json_dumps_params={"ensure_ascii": False},
    )
