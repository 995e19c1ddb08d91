"""A night of debates to measure: rows over three cities, the same each time."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta

from django.utils import timezone

from bench.debates_words import SENTENCES
from cities.atlas import install_city
from cities.models import District
from debates.models import Debate, DebateTheme, Edition, Host, Night, Room, Seating, SpokenLanguage, Venue
from debates.models.venue import ACCESS_FACTS, NO, YES

CITIES = ("paris", "dakar", "montreal")
THEMES = 3
A_PLACE = 5
BATCH = 1000


def open_nights() -> list[Night]:
    """The same night in three cities, in twenty days."""
    date = timezone.localdate() + timedelta(days=20)
    edition = Edition.objects.create(slug="bench", name={"fr": "Nuit"}, date=date, public=True)
    for number in range(THEMES):
        DebateTheme.objects.create(slug=f"theme-{number}", name={"fr": f"Thème {number}"})
    return [
        Night.objects.create(edition=edition, city=install_city(slug), opens_at=time(17), closes_at=time(2))
        for slug in CITIES
    ]


def fill(nights: list[Night], debates: int) -> Debate:
    """As many published debates as that in all, five to a place, and their index; one of them, with its room."""
    from search import indexing

    start = Debate.objects.count()
    _add_debates(nights, start, debates)
    for _label, _records in indexing.rebuild():
        continue
    return Debate.objects.select_related("room__venue", "night__city", "seating").order_by("pk")[1]


def _add_debates(nights: list[Night], start: int, end: int) -> None:
    shuffled = random.Random(end)
    rooms = _rooms(nights, start // A_PLACE, -(-end // A_PLACE), shuffled)
    themes = list(DebateTheme.objects.all())
    seatings = Seating.objects.bulk_create(
        (
            Seating(capacity=None if number == 1 else 20, taken=20 if number % 3 == 2 else 0)
            for number in range(start, end)
        ),
        batch_size=BATCH,
    )
    made = Debate.objects.bulk_create(
        (
            _debate(number, rooms[(number - start) // A_PLACE], seating, nights, shuffled)
            for number, seating in zip(range(start, end), seatings, strict=True)
        ),
        batch_size=BATCH,
    )
    SpokenLanguage.objects.bulk_create(
        (
            SpokenLanguage(debate=one, code=code)
            for place, one in enumerate(made)
            for code in (("fr", "en") if place % 2 else ("fr",))
        ),
        batch_size=BATCH,
    )
    Debate.themes.through.objects.bulk_create(
        (
            Debate.themes.through(debate_id=one.pk, debatetheme_id=themes[place % THEMES].pk)
            for place, one in enumerate(made)
        ),
        batch_size=BATCH,
    )


def _debate(number: int, room: Room, seating: Seating, nights: list[Night], shuffled) -> Debate:
    city = room.venue.city
    night = next(one for one in nights if one.city_id == city.pk)
    # A place's five debates follow each other: one every hour and a half.
    first = datetime.combine(night.edition.date, time(17, 15), tzinfo=city.zone)
    starts = first + timedelta(minutes=100 * (number % A_PLACE))
    words = shuffled.sample(SENTENCES, 4)
    return Debate(
        night=night,
        host=room.venue.host,
        room=room,
        starts=starts,
        ends=starts + timedelta(minutes=90),
        question={"fr": f"{words[0]} Débat {number}"},
        presentation={"fr": " ".join(words[1:])},
        format=Debate.WALK if number % 4 == 3 else Debate.DISCUSSION,
        seating=seating,
        status=Debate.PUBLISHED,
        published_at=timezone.now(),
    )


def _rooms(nights: list[Night], start: int, end: int, shuffled) -> list[Room]:
    """One room a place, the places of the cities in turn."""
    numbers = range(start, end)
    hosts = Host.objects.bulk_create(
        Host(
            city=nights[number % len(nights)].city,
            slug=f"host-{number}",
            name=f"Les amis {number}",
            kind=Host.CAFE,
        )
        for number in numbers
    )
    districts = {night.city_id: list(night.city.districts.all()) for night in nights}
    venues = Venue.objects.bulk_create(
        _venue(number, host, districts[host.city_id], shuffled)
        for number, host in zip(numbers, hosts, strict=True)
    )
    return Room.objects.bulk_create(Room(venue=venue, name="Salle", capacity=40) for venue in venues)


def _venue(number: int, host: Host, districts: list[District], shuffled) -> Venue:
    """A place within five kilometres of its city's middle; every other one has all that makes it accessible."""
    city = host.city
    return Venue(
        host=host,
        city=city,
        # Two places in three are in the first district, so that it fills a page of few debates, too.
        district=(districts[0] if number // 3 % 3 else shuffled.choice(districts)) if districts else None,
        slug=f"venue-{number}",
        name=f"Café {number}",
        kind=Venue.CAFE,
        address=f"{number} rue de la Palabre",
        time_zone=city.time_zone,
        latitude=round(float(city.latitude) + shuffled.uniform(-0.05, 0.05), 6),
        longitude=round(float(city.longitude) + shuffled.uniform(-0.05, 0.05), 6),
        **dict.fromkeys(ACCESS_FACTS, YES if number // 3 % 2 == 0 else NO),
    )
