"""The public meetings of a city or of all: those to come, and the last ones with their minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from cities.models import City
from cities.showing import Item
from debates.gatherings.sections import items_of
from debates.models import Gathering

TO_COME, PAST = 100, 30


@dataclass(frozen=True)
class Listing:
    """What the page shows: ``cities`` are those that have meetings, ``calendar`` the address that follows them."""

    city: City | None
    cities: list[City]
    to_come: tuple[Item, ...]
    past: tuple[Item, ...]
    calendar: str


def listing(city: City | None, *, at: datetime) -> Listing:
    """The meetings of that city, of all without one. Three queries however many there are."""
    public = Gathering.objects.public()
    of_city = (public.in_city(city) if city is not None else public).select_related("room__venue", "city")
    coming = of_city.to_come(at=at).order_by("starts", "pk")[:TO_COME]
    over = of_city.over(at=at).order_by("-starts", "-pk")[:PAST]
    cities = City.objects.filter(pk__in=public.order_by().values("city")).order_by("name")
    calendar = reverse("debates_for_machines:meetings_ics")
    return Listing(
        city=city,
        cities=list(cities),
        to_come=items_of(coming, with_city=city is None),
        past=items_of(over, with_city=city is None),
        calendar=f"{calendar}?city={city.slug}&" if city is not None else f"{calendar}?",
    )
