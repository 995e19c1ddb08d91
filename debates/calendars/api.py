"""The interface for programs, ``/api/v1``: public programmes to read, described at ``/api/v1/openapi.json``.

Whoever shows a programme elsewhere gets what the list shows and nothing more. Fields may be added; none is taken away
or changes its meaning below ``/v1``.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja import NinjaAPI, Query, Schema, Status

from debates.calendars.searched import search_of, told_in
from debates.finding.matching import keys_of, listed
from debates.models import Debate, Edition
from debates.models.venue import ACCESS_FACTS

PER_PAGE, MOST_PER_PAGE = 50, 200

api = NinjaAPI(
    title="Palabre",
    version="1.0",
    description="Programmes of nights of debates, as the public list shows them.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api-v1",
)


class CityOut(Schema):
    slug: str
    name: str
    time_zone: str
    begins: datetime
    ends: datetime


class EditionOut(Schema):
    slug: str
    name: str
    date: str
    cities: list[CityOut]


class PlaceOut(Schema):
    name: str
    room: str
    address: str
    postcode: str
    city: str
    district: str | None
    latitude: float | None
    longitude: float | None
    access: dict[str, str]


class DebateOut(Schema):
    code: str
    url: str
    question: dict[str, str]
    presentation: dict[str, str]
    status: str
    city: str
    begins: datetime
    ends: datetime
    time_zone: str
    format: str
    audience: str
    languages: list[str]
    themes: list[str]
    host: str
    place: PlaceOut | None
    online_link: str | None
    price: dict[str, str]
    entry: str
    seats: int | None
    seats_left: int | None
    sequence: int
    updated: datetime


class DebatesOut(Schema):
    count: int
    page: int
    pages: int
    items: list[DebateOut]


class Filters(Schema):
    """The filters of the public list, under the same names; what is not understood is left out."""

    edition: str = ""
    city: str = ""
    district: str = ""
    when: str = ""
    theme: str = ""
    language: str = ""
    format: str = ""
    free: str = ""
    words: str = ""
    near: str = ""
    access: list[str] = []
    lang: str = ""


@api.get("/editions", response=list[EditionOut], summary="Editions that are shown, the latest first")
def editions(request: HttpRequest):
    with told_in(request):
        shown = Edition.objects.public().latest_first().prefetch_related("nights__city")
        return [_edition(one) for one in shown]


@api.get(
    "/debates", response=DebatesOut, summary="Debates of an edition, paged and filtered like the public list"
)
def debates(request: HttpRequest, filters: Query[Filters], page: int = 1, per_page: int = PER_PAGE):
    # The search reads the address itself, as the list does; the schema is there to describe it.
    size = min(max(per_page, 1), MOST_PER_PAGE)
    with told_in(request):
        asked = search_of(request.GET)
        keys = keys_of(asked, at=timezone.now())
        count = keys.count()
        pages = max(-(-count // size), 1)
        number = min(max(page, 1), pages)
        shown = listed(keys[(number - 1) * size : number * size], asked)
        return {"count": count, "page": number, "pages": pages, "items": [_debate(one) for one in shown]}


@api.get("/debates/{code}", response={200: DebateOut, 404: dict}, summary="One debate")
def debate(request: HttpRequest, code: str):
    with told_in(request):
        found = Debate.objects.public().for_cards().filter(code=code).first()
        if found is None:
            return Status(404, {"detail": "There is no such debate."})
    return Status(200, _debate(found))


def _edition(edition: Edition) -> dict:
    cities = [
        {
            "slug": night.city.slug,
            "name": str(night.city),
            "time_zone": night.city.time_zone,
            "begins": night.starts,
            "ends": night.ends,
        }
        for night in edition.nights.all()
    ]
    return {"slug": edition.slug, "name": str(edition), "date": edition.date.isoformat(), "cities": cities}


def _debate(debate: Debate) -> dict:
    return {
        "code": debate.code,
        "url": settings.SITE_URL + debate.get_absolute_url(),
        "question": dict(debate.question),
        "presentation": dict(debate.presentation),
        "status": debate.status,
        "city": debate.night.city.slug,
        "begins": debate.starts.astimezone(debate.zone),
        "ends": debate.ends.astimezone(debate.zone),
        "time_zone": debate.zone.key,
        "format": debate.format,
        "audience": debate.audience,
        "languages": [one.code for one in debate.spoken_languages.all()],
        "themes": [theme.slug for theme in debate.themes.all()],
        "host": debate.host.name,
        "place": _place(debate),
        "online_link": debate.online_link or None,
        "price": dict(debate.price),
        "entry": debate.entry,
        "seats": debate.seating.capacity,
        "seats_left": debate.seating.free,
        "sequence": debate.sequence,
        "updated": debate.updated_at,
    }


def _place(debate: Debate) -> dict | None:
    if debate.room is None:
        return None
    venue = debate.room.venue
    return {
        "name": venue.name,
        "room": debate.room.name,
        "address": venue.address,
        "postcode": venue.postcode,
        "city": venue.city.slug,
        "district": venue.district.code if venue.district is not None else None,
        "latitude": float(venue.latitude) if venue.latitude is not None else None,
        "longitude": float(venue.longitude) if venue.longitude is not None else None,
        "access": {fact: getattr(venue, fact) for fact in ACCESS_FACTS},
    }
