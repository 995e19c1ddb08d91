"""Makers of rooms that are offered, asked for and lent."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from debates.exchanging.lending import ask_for_room, offer_room
from debates.models import RoomOffer, RoomRequest
from tests.debates.makers import a_host, a_night, a_room, a_venue, an_edition, at_night


def a_coming_night(city, *, days: int = 30):
    """A night that many days from now: the pages go by the real clock."""
    return a_night(city, edition=an_edition(on=timezone.localdate() + timedelta(days=days)))


def an_offer(night, *, user=None, host=None, room=None, hours=(18, 0), capacity: int = 30) -> RoomOffer:
    """A room offered from the first hour to the second; ``user`` owns the host that lends it."""
    room = room or a_room(a_venue(host or a_host(night.city, user=user)), capacity=40)
    return offer_room(
        room,
        night,
        starts=at_night(night, hours[0]),
        ends=at_night(night, hours[1]),
        capacity=capacity,
        conditions="On range les chaises en partant.",
    )


def a_request(offer: RoomOffer, *, user=None, host=None, hours=(20, 22), at=None, debate=None) -> RoomRequest:
    """A request for that room by a host that ``user`` owns."""
    return ask_for_room(
        offer,
        host or a_host(offer.night.city, user=user),
        by=user,
        at=at or timezone.now(),
        starts=at_night(offer.night, hours[0]),
        ends=at_night(offer.night, hours[1]),
        people=20,
        debate=debate,
        about="" if debate else "Une lecture, puis un débat",
        message="Nous sommes quinze voisins.",
    )
