"""The next debates, as other pages of the site show a few of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count, Q, Sum
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cities.models import City
from debates.models import Debate, Night
from debates.models.debate import DebateQuerySet


@dataclass(frozen=True)
class Coming:
    """One debate in a few words: ``text`` says when and where, by the venue's clock; ``language`` is the title's."""

    title: str
    url: str
    text: str
    city: str
    language: str


@dataclass(frozen=True)
class Figures:
    """What one city's night adds up to; ``hours`` are (hour on its clock, debates that begin then)."""

    debates: int
    hosts: int
    places: int
    seats: int
    hours: list[tuple[time, int]]


def coming(*, at: datetime) -> DebateQuerySet:
    """Public debates that are not over and take place, the next to begin first; one query with what `told` needs."""
    held = Debate.objects.public().held().filter(ends__gt=at)
    return held.select_related("night__city", "room__venue__district").order_by("starts", "code")


def told(debate: Debate) -> Coming:
    """That debate in a few words. No query for one of `coming`."""
    starts = debate.starts.astimezone(debate.zone)
    place = debate.room.venue.name if debate.room is not None else _without_room(debate)
    words = {
        "day": date_format(starts, "l j F"),
        "hour": date_format(starts, "TIME_FORMAT"),
        "place": place,
    }
    language = debate.question.language()
    return Coming(
        title=str(debate.question),
        url=debate.get_absolute_url(),
        text=_("%(day)s at %(hour)s, %(place)s") % words,
        city=str(debate.night.city),
        language="" if language == get_language() else language,
    )


def night_of(city: City) -> Night | None:
    """The latest night of that city that is shown. One query."""
    nights = Night.objects.public().in_city(city).select_related("edition", "city")
    return nights.order_by("-edition__date").first()


def figures_of(night: Night) -> Figures:
    """Counted from what is published and takes place. Two queries."""
    held = Debate.objects.shown_in([night]).held()
    counted = held.aggregate(
        debates=Count("pk"),
        hosts=Count("host", distinct=True),
        places=Count("room__venue", distinct=True),
        seats=Sum("seating__capacity", filter=Q(entry=Debate.REGISTRATION)),
    )
    hours: dict[time, int] = {}
    for starts in held.order_by("starts").values_list("starts", flat=True):
        hour = time(starts.astimezone(night.city.zone).hour)
        hours[hour] = hours.get(hour, 0) + 1
    return Figures(
        debates=counted["debates"],
        hosts=counted["hosts"],
        places=counted["places"],
        seats=counted["seats"] or 0,
        hours=list(hours.items()),
    )


def _without_room(debate: Debate) -> str:
    return _("Place still to be found") if debate.needs_place else _("Online")
