"""The debates that have all that was asked for, in the order in which one would go to them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import ExpressionWrapper, F, FloatField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import get_language

from debates.finding.asked import NEXT, NOW, Asked
from debates.finding.words import with_words
from debates.models import Debate, Night
from debates.models.debate import DebateQuerySet

SOON = timedelta(hours=2)
KM_A_DEGREE = 111.2


def matching(asked: Asked, *, at: datetime) -> DebateQuerySet:
    """The public debates of the search, not yet ordered. Queries only for words."""
    found = Debate.objects.shown_in(asked.nights)
    found = _at_time(found, asked, at=at)
    values = asked.values
    if asked.district is not None:
        found = found.in_district(asked.district)
    if asked.theme is not None:
        found = found.about(asked.theme)
    if "language" in values:
        found = found.in_language(values["language"])
    if "format" in values:
        found = found.filter(format=values["format"])
    if "free" in values:
        found = found.with_free_seats()
    if asked.access:
        found = found.with_access(*asked.access)
    if "words" in values:
        found = found.filter(pk__in=with_words(values["words"], language=get_language() or "fr"))
    if asked.point is not None:
        found = found.filter(room__venue__latitude__isnull=False)
    return found


def in_order(found: DebateQuerySet, asked: Asked) -> DebateQuerySet:
    """The nearest first where a place was given, otherwise the next to begin; ties by code."""
    if asked.point is None:
        return found.order_by("starts", "code")
    return found.annotate(square=_square_km(*asked.point)).order_by("square", "starts", "code")


def keys_of(asked: Asked, *, at: datetime) -> QuerySet:
    """The keys of the debates of the search, in order, to be counted and cut to a page. Queries only for words.

    Counting and cutting take a query each, and both are cheaper than fetching every key: the count reads one index, and
    the first page leaves off as soon as it is full.
    """
    return in_order(matching(asked, at=at), asked).values_list("pk", flat=True)


def listed(keys: Iterable[int], asked: Asked) -> DebateQuerySet:
    """The debates of these keys, in the order of the search, with what a list shows of each.

    A list orders keys first and loads one page of them: ordering whole rows would first join all that it shows to each
    of ten thousand debates.
    """
    return in_order(Debate.objects.filter(pk__in=list(keys)).for_cards(), asked)


def _at_time(found: DebateQuerySet, asked: Asked, *, at: datetime) -> DebateQuerySet:
    when = asked.values.get("when")
    if when == NOW:
        return found.held().going_on(at=at)
    if when == NEXT:
        return found.held().filter(starts__gt=at, starts__lte=at + SOON)
    hour = asked.from_hour
    if hour is None:
        return found
    later = Q()
    for night in asked.nights:
        later |= Q(night=night, starts__gte=_moment(night, hour))
    return found.filter(later) if asked.nights else found.none()


def _moment(night: Night, hour) -> datetime:
    """That hour of the night by the city's clock; hours before the first one are of the next day."""
    day = night.edition.date
    if hour < night.opens_at and night.closes_at <= night.opens_at and hour <= night.closes_at:
        day += timedelta(days=1)
    return datetime.combine(day, hour, tzinfo=night.city.zone)


def _square_km(latitude: float, longitude: float) -> ExpressionWrapper:
    """The square of the distance on a map that is flat around the point: right to a hundredth within a city."""
    north = (Cast(F("room__venue__latitude"), FloatField()) - latitude) * KM_A_DEGREE
    east = (Cast(F("room__venue__longitude"), FloatField()) - longitude) * (
        KM_A_DEGREE * math.cos(math.radians(latitude))
    )
    return ExpressionWrapper(north * north + east * east, output_field=FloatField())
