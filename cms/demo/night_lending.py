"""Rooms that the demonstration's hosts lend one another, asked for and agreed on by the real verbs."""

from __future__ import annotations

from datetime import datetime, timedelta

from debates.exchanging import lending
from debates.models import Debate, RoomOffer

DAY = timedelta(days=1)
CONDITIONS = "La salle est ouverte une heure avant. On remet les chaises en place et on éteint en partant."


def borrow_rooms(debates: list[Debate], *, people: dict, at: datetime) -> None:
    """Where a debate is in another host's room, have its host ask for it and be lent it. Needs a public night to come.

    ``people`` are those of the demonstration by their host's slug.
    """
    for debate in debates:
        lender = debate.room.venue.host
        if lender.pk == debate.host_id:
            continue
        asked = lending.ask_for_room(
            _offer_of(debate),
            debate.host,
            by=people.get(debate.host.slug),
            at=at - 2 * DAY,
            starts=debate.starts,
            ends=debate.ends,
            people=min(debate.seating.capacity or debate.room.capacity, debate.room.capacity),
            debate=debate,
        )
        lending.accept(asked, by=people.get(lender.slug), at=at - DAY)


def _offer_of(debate: Debate) -> RoomOffer:
    """The room's open offer for that night, from its first hour to its last."""
    night = debate.night
    found = RoomOffer.objects.filter(room=debate.room, night=night, closed_at=None).first()
    return found or lending.offer_room(
        debate.room,
        night,
        starts=night.starts,
        ends=night.ends,
        capacity=debate.room.capacity,
        conditions=CONDITIONS,
    )
