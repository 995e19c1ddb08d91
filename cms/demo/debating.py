"""The demonstration's nights of debates: this year's in three cities, still being prepared, and last year's.

Texts are read from `nights/`: for each city its hosts, its places and its debates, in one file or several. Rows come in
together, for there are many; every step of a debate and every reservation goes through the verb that people use.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from cities.models import City, District
from cms.demo.night_lending import borrow_rooms
from cms.demo.night_life import fill_seats, live_through, report_on, reserve_seats
from cms.demo.night_programme import add_debates
from cms.demo.texts import HERE, read
from debates.models import DebateTheme, Edition, Host, Membership, Night, Room, Venue
from debates.models.venue import ACCESS_FACTS

DAY = timedelta(days=1)
FRIDAY = 4
# Far enough for debates still to come in, and for a desk to ask for changes.
DAYS_AHEAD = 18
SLUG = "nuit-des-debats-"
CITIES = ("paris", "dakar", "montreal")
OWNERS = {"l-ardoise": "chloe"}


def texts_of(city: str, kind: str) -> list[dict]:
    """All that is written of a city's ``hosts``, ``venues`` or ``debates``, file after file."""
    names = sorted(path.stem for path in (HERE / "nights").glob(f"{city}_{kind}*.json"))
    return [one for name in names for one in read(f"nights/{name}")]


def night_of(at: datetime) -> date:
    """The first Friday that is eighteen days away or more."""
    soonest = at.date() + DAYS_AHEAD * DAY
    return soonest + (FRIDAY - soonest.weekday()) % 7 * DAY


def a_year_before(night: date) -> date:
    """The same day of the week a year earlier, always of an earlier year."""
    earlier = night - 52 * 7 * DAY
    return earlier if earlier.year < night.year else earlier - 7 * DAY


def make_nights(people: dict, *, at: datetime) -> Edition:
    """Make both editions, unless they are there; return this year's. Needs the three cities and the cast."""
    found = Edition.objects.filter(slug__startswith=SLUG).latest_first().first()
    if found is not None:
        return found
    given = read("nights/edition")
    DebateTheme.objects.bulk_create(
        DebateTheme(position=position, **theme) for position, theme in enumerate(read("nights/themes"))
    )
    for city in City.objects.filter(slug__in=CITIES):
        _make_hosts(city, people)
        _make_venues(city)
    this_year = night_of(at)
    _make_last_year(given, a_year_before(this_year), people)
    return _make_this_year(given, this_year, people, at=at)


def _make_this_year(given: dict, on: date, people: dict, *, at: datetime) -> Edition:
    edition = _make_edition(given, on)
    for night in edition.nights.select_related("city"):
        wanted = texts_of(night.city.slug, "debates")
        debates = add_debates(night, wanted)
        borrow_rooms(debates, people=_owners(people), at=at - 22 * DAY)
        live_through(debates, wanted, owners=_owners(people), desk=_desk(given, night, people), at=at)
        reserve_seats(debates, wanted, given["guests"], at=at)
    return edition


def _make_last_year(given: dict, on: date, people: dict) -> None:
    edition = _make_edition(given, on)
    texts, reports = read("nights/last_year"), read("nights/last_year_reports")
    for night in edition.nights.select_related("city"):
        wanted = [one for one in texts if one["city"] == night.city.slug]
        debates = add_debates(night, wanted)
        desk = _desk(given, night, people)
        borrow_rooms(debates, people=_owners(people), at=night.starts - 30 * DAY)
        live_through(debates, wanted, owners=_owners(people), desk=desk, at=night.starts - 7 * DAY)
        fill_seats(debates)
        report_on(debates, reports)


def _make_edition(given: dict, on: date) -> Edition:
    edition = Edition.objects.create(
        slug=f"{SLUG}{on.year}",
        name={code: text.format(year=on.year) for code, text in given["name"].items()},
        introduction=given["introduction"],
        date=on,
        public=True,
    )
    for city in City.objects.filter(slug__in=CITIES):
        rules = dict(given["cities"][city.slug])
        del rules["coordinator"]
        for hour in ("opens_at", "closes_at"):
            rules[hour] = time.fromisoformat(rules[hour])
        Night.objects.create(edition=edition, city=city, **rules)
    return edition


def _make_hosts(city: City, people: dict) -> None:
    hosts = Host.objects.bulk_create(Host(city=city, **one) for one in texts_of(city.slug, "hosts"))
    Membership.objects.bulk_create(
        Membership(host=host, user=people[OWNERS[host.slug]], role=Membership.OWNER)
        for host in hosts
        if host.slug in OWNERS
    )


def _make_venues(city: City) -> None:
    hosts = {host.slug: host for host in Host.objects.filter(city=city)}
    districts = {district.code: district for district in District.objects.filter(city=city)}
    texts = texts_of(city.slug, "venues")
    venues = Venue.objects.bulk_create(
        Venue(
            city=city,
            host=hosts[one["host"]],
            district=districts[one["district"]],
            time_zone=city.time_zone,
            **dict(zip(("latitude", "longitude"), one["point"], strict=True)),
            opening_hours=one.get("hours", {}),
            **{key: one[key] for key in ("slug", "name", "kind", "address", "description", "equipment")},
            postcode=one.get("postcode", ""),
            **_access(one["access"]),
        )
        for one in texts
    )
    Room.objects.bulk_create(
        Room(venue=venue, name=name, capacity=capacity, note=note, position=position)
        for venue, one in zip(venues, texts, strict=True)
        for position, (name, capacity, note) in enumerate(one["rooms"])
    )


def _access(facts: dict[str, list[str]]) -> dict[str, str]:
    """Each fact's two columns: the answer, and its note."""
    return {
        column: text
        for fact in ACCESS_FACTS
        for column, text in zip((fact, f"{fact}_note"), facts[fact], strict=True)
    }


def _owners(people: dict) -> dict:
    return {slug: people[name] for slug, name in OWNERS.items()}


def _desk(given: dict, night: Night, people: dict):
    return people[given["cities"][night.city.slug]["coordinator"]]
