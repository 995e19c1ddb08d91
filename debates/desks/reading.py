"""What a desk may read: the debates of its cities' nights, from their submission on."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from debates.models import Debate, Night

PERMISSION = "debates.coordinate_debates"
EVERY_CITY = "debates.coordinate_every_city"


def nights_of(user) -> QuerySet[Night]:
    """The nights of that person's desks with their edition and city, the latest edition first."""
    nights = Night.objects.of_desks(user).select_related("edition", "city")
    return nights.order_by("-edition__date", "city__slug")


def latest(nights: list[Night]) -> list[Night]:
    """Those of the latest edition among nights that come in the order of `nights_of`."""
    return [night for night in nights if night.edition_id == nights[0].edition_id]


def debates_of(user) -> QuerySet[Debate]:
    """The debates that the desk reads. A draft is its host's own until it is submitted, and is left out."""
    return Debate.objects.filter(night__in=Night.objects.of_desks(user)).exclude(status=Debate.DRAFT)


def desk_debate(user, code: str) -> Debate:
    """One of them with all that a page shows of it; for anybody else there is none (404)."""
    debates = debates_of(user).for_cards().prefetch_related("appearances__speaker")
    return get_object_or_404(debates, code=code)


def desk_night(user, pk: int) -> Night:
    """One of the desk's nights; for anybody else there is none (404)."""
    return get_object_or_404(nights_of(user), pk=pk)
