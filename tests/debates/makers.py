"""Makers of nights, hosts, places and debates: each one asks for as little as the test is about."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import count

from cities.models import City
from debates.lifecycle import accept, publish, submit
from debates.models import (
    Appearance,
    Debate,
    DebateTheme,
    Edition,
    Host,
    Membership,
    Night,
    Room,
    Seating,
    Speaker,
    SpokenLanguage,
    Venue,
)
from debates.models.venue import ACCESS_FACTS, YES

NIGHT = date(2027, 3, 24)
_numbers = count(1)


def an_edition(*, on: date = NIGHT, public: bool = True) -> Edition:
    edition, _made = Edition.objects.get_or_create(
        slug=f"nuit-{on.isoformat()}",
        defaults={"name": {"fr": f"Nuit des débats {on.year}"}, "date": on, "public": public},
    )
    return edition


def a_night(
    city: City, *, edition: Edition | None = None, opens: time = time(18), closes: time = time(1), **rules
) -> Night:
    """That city's night, from six in the evening to one in the morning unless told otherwise."""
    return Night.objects.create(
        edition=edition or an_edition(), city=city, opens_at=opens, closes_at=closes, **rules
    )


def a_host(city: City, *, user=None, name: str = "", kind: str = Host.ASSOCIATION) -> Host:
    """A host; ``user`` owns it."""
    number = next(_numbers)
    host = Host.objects.create(
        city=city, slug=f"host-{number}", name=name or f"Les Voisins n° {number}", kind=kind
    )
    if user is not None:
        Membership.objects.create(host=host, user=user, role=Membership.OWNER)
    return host


def a_venue(host: Host, *, district=None, name: str = "", **facts) -> Venue:
    """A place that answers yes to every question of accessibility, but for what ``facts`` say."""
    number = next(_numbers)
    answers = dict.fromkeys(ACCESS_FACTS, YES) | facts
    return Venue.objects.create(
        host=host,
        city=host.city,
        district=district,
        slug=f"venue-{number}",
        name=name or f"Café n° {number}",
        kind=Venue.CAFE,
        address=f"{number} rue de la Palabre",
        **answers,
    )


def a_room(venue: Venue, *, capacity: int = 40) -> Room:
    return Room.objects.create(venue=venue, name=f"Salle {next(_numbers)}", capacity=capacity)


def at_night(night: Night, hour: int, minute: int = 0) -> datetime:
    """That hour of the night by the city's clock; the small hours are of the next day."""
    day = night.edition.date + timedelta(days=1 if time(hour, minute) < night.opens_at else 0)
    return datetime.combine(day, time(hour, minute), tzinfo=night.city.zone)


def a_debate(
    night: Night,
    *,
    host: Host | None = None,
    room: Room | None = None,
    starts: datetime | None = None,
    minutes: int = 90,
    capacity: int | None = 20,
    question: str = "",
    languages: tuple[str, ...] = ("fr",),
    themes: tuple[str, ...] = (),
    **fields,
) -> Debate:
    """A draft with a question, a room and hours: nine in the evening unless told otherwise."""
    host = host or (room.venue.host if room is not None else a_host(night.city))
    room = room or a_room(a_venue(host))
    starts = starts or at_night(night, 21)
    debate = Debate.objects.create(
        night=night,
        host=host,
        room=room,
        starts=starts,
        ends=starts + timedelta(minutes=minutes),
        question={"fr": question or f"Faut-il débattre du sujet {next(_numbers)} ?"},
        presentation={"fr": "Une soirée pour en parler ensemble."},
        seating=Seating.objects.create(capacity=capacity),
        **fields,
    )
    SpokenLanguage.objects.bulk_create(SpokenLanguage(debate=debate, code=code) for code in languages)
    for slug in themes:
        theme, _made = DebateTheme.objects.get_or_create(
            slug=slug, defaults={"name": {"fr": slug.capitalize()}}
        )
        debate.themes.add(theme)
    return debate


def a_speaker(debate: Debate, *, name: str, email: str = "", role: str = Appearance.SPEAKER) -> Speaker:
    """Somebody who speaks at that debate, of its host's speakers."""
    speaker, _made = Speaker.objects.get_or_create(host=debate.host, name=name, email=email)
    Appearance.objects.create(debate=debate, speaker=speaker, role=role)
    return speaker


def published(debate: Debate, *, at: datetime | None = None) -> Debate:
    """The same debate, taken through every step to publication."""
    at = at or debate.night.starts - timedelta(days=20)
    submit(debate, None, at=at)
    accept(debate, None, at=at)
    publish(debate, None, at=at)
    return debate
