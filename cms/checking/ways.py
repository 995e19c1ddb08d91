"""Ways to somewhere or to somebody: places that no reader would find, contacts that look like somebody's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import asin, cos, hypot, radians, sin, sqrt

from django.utils.translation import gettext as _

from cities.models import City
from cms.checking.findings import ADVICE, Finding
from cms.checking.pieces import located_blocks

EARTH_KM = 6371
# The island of Montréal ends 38 km from the centre of its map; Paris and Dakar are smaller.
CITY_KM = 40
# Mailboxes that people open for themselves. An association may have one too: that is why it is advice.
OWN_MAIL = re.compile(
    r"@(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|aol|gmx|proton|protonmail|laposte|orange|"
    r"wanadoo|free|sfr|neuf|bbox|numericable|videotron|sympatico)\.[a-z.]{2,6}$",
    re.IGNORECASE,
)
# Numbers of mobile telephones, as digits: France (06, 07) and Senegal (70 to 78). Canada's look like any other.
MOBILE = re.compile(r"^(?:(?:\+33|0033)0?|0)[67]\d{8}$|^(?:\+221|00221)?7[05678]\d{7}$")
HOME = re.compile(
    r"\b(?:chez|digicode|interphone|appartement|appt|apt|apartment|flat|door code|care of)\b|\bc/o\b",
    re.IGNORECASE,
)


def check(page) -> Iterator[Finding]:
    """What to look at in a page's places and contacts. One query each, and one for the city or cities."""
    places, contacts = getattr(page, "places", None), getattr(page, "contacts", None)
    for number, place in enumerate(places.all() if places is not None else (), start=1):
        where = _numbered(place, number)
        if not place.address.strip() and not place.is_located:
            yield Finding(
                ADVICE,
                where,
                _("“%(place)s” has neither an address nor coordinates.") % {"place": place.name},
                _("Write at least its address: readers have no other way to it."),
            )
        elif place.is_located:
            yield from _far(place.name, place, [page.city] if page.city_id else [], where)
        yield from _home(place.address, where)
    for number, contact in enumerate(contacts.all() if contacts is not None else (), start=1):
        yield from _contact(contact, _numbered(contact, number))
    yield from _blocks(page)


def _blocks(page) -> Iterator[Finding]:
    found = list(located_blocks(page))
    if not found:
        return
    cities = [page.city] if getattr(page, "city_id", None) else list(City.objects.all())
    for where, key, value in found:
        yield from _far(
            value["name"], _Point(value["latitude"], value["longitude"]), cities, where, block=key
        )


class _Point:
    def __init__(self, latitude, longitude):
        self.latitude, self.longitude = latitude, longitude


def kilometres(one, other) -> float:
    """The distance between two points with a ``latitude`` and a ``longitude`` in degrees (haversine formula)."""
    first, second = radians(one.latitude), radians(other.latitude)
    across = radians(other.longitude) - radians(one.longitude)
    half = hypot(sin((second - first) / 2), sqrt(cos(first) * cos(second)) * sin(across / 2))
    return 2 * EARTH_KM * asin(min(1.0, half))


def _far(name: str, point, cities, where: str, *, block: str = "") -> Iterator[Finding]:
    """That a point lies outside every one of these cities, and whether its two numbers changed places."""
    if not cities or any(kilometres(point, city) <= CITY_KM for city in cities):
        return
    city = min(cities, key=lambda one: kilometres(point, one))
    turned = _Point(point.longitude, point.latitude)
    if any(kilometres(turned, one) <= CITY_KM for one in cities):
        todo = _("Its latitude and longitude seem to have changed places: put each in the other’s field.")
    else:
        todo = _(
            "Check both coordinates: latitude is counted from the equator, longitude is negative in the west."
        )
    words = {"place": name, "km": round(kilometres(point, city)), "city": city}
    yield Finding(
        ADVICE, where, _("“%(place)s” lies %(km)s km from the centre of %(city)s.") % words, todo, block
    )


def _contact(contact, where: str) -> Iterator[Finding]:
    if not (contact.email or contact.phone or contact.address):
        yield Finding(
            ADVICE,
            where,
            _("“%(contact)s” can be reached by no means.") % {"contact": contact.label},
            _("Write an e-mail address, a telephone number or a postal address, or take the contact out."),
        )
    service = _("Leave it if it belongs to a service or an association; otherwise write that of the desk.")
    if OWN_MAIL.search(contact.email):
        yield Finding(
            ADVICE,
            where,
            _("“%(address)s” looks like somebody’s own mailbox.") % {"address": contact.email},
            service,
        )
    if MOBILE.match(re.sub(r"[^\d+]", "", contact.phone)):
        yield Finding(
            ADVICE,
            where,
            _("“%(number)s” is the number of a mobile telephone, perhaps somebody’s own.")
            % {"number": contact.phone},
            service,
        )
    yield from _home(contact.address, where)


def _home(address: str, where: str) -> Iterator[Finding]:
    if HOME.search(address):
        yield Finding(
            ADVICE,
            where,
            _("“%(address)s” looks like somebody’s home.") % {"address": address},
            _("Write the address of the service, or none."),
        )


def _numbered(thing, number: int) -> str:
    return f"{str(thing._meta.verbose_name).capitalize()} {number}"
