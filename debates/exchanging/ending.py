"""What becomes of debates whose room is lent no longer: they lose it, and nobody learns of it at a closed door.

A draft just has no room any more. What is submitted, accepted or published stays where it is on its way and needs
another place: its host and desk see it, everybody who reserved is told, and no desk takes it until it has one.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext, override

from debates.models import Debate, DebateEvent, News, RoomRequest
from debates.occupying import occupy
from debates.registering.telling import tell
from debates.snapshots import snapshot_of
from search import indexing


def planned_there(request: RoomRequest) -> QuerySet[Debate]:
    """The borrowing host's debates in that room at those hours, but for those that are called off."""
    return Debate.objects.filter(
        host=request.host_id, room=request.offer.room_id, starts__lt=request.ends, ends__gt=request.starts
    ).exclude(status=Debate.CANCELLED)


def without_place_since(request: RoomRequest) -> list[Debate]:
    """The borrowing host's debates that lost their room as that agreement ended, and have found no other. One query."""
    lost = Debate.objects.filter(host=request.host_id, place_lost_at=request.ended_at).without_place()
    return list(lost.exclude(place_lost_at=None))


@transaction.atomic
def take_out(request: RoomRequest, *, at: datetime) -> list[Debate]:
    """Take the room from every debate that is planned there, and return those that need another one now.

    Call it in the transaction that ends the agreement, with the room's row held.
    """
    left = []
    for debate in planned_there(request).select_for_update(of=("self",)):
        _take_room(debate, request, at=at)
        if debate.status in Debate.OCCUPYING:
            left.append(debate)
    return left


def _take_room(debate: Debate, request: RoomRequest, *, at: datetime) -> None:
    values: dict = {"room": None, "revision": F("revision") + 1, "updated_at": at}
    if debate.status in Debate.OCCUPYING and not debate.online_link:
        values["place_lost_at"] = at
    if debate.status == Debate.PUBLISHED:
        values["sequence"] = F("sequence") + 1
    Debate.objects.filter(pk=debate.pk).update(**values)
    debate.refresh_from_db()
    occupy(debate)
    if debate.status not in Debate.OCCUPYING:
        return
    DebateEvent.objects.create(
        debate=debate,
        kind=DebateEvent.PLACE_LOST,
        actor=None,
        at=at,
        text=_what_ended(request),
        snapshot=snapshot_of(debate),
    )
    if debate.status == Debate.PUBLISHED:
        indexing.index(debate)
        tell(debate.seating, News.NO_PLACE, "", at=at)


def _what_ended(request: RoomRequest) -> str:
    """In the city's first language, for the log is read by its desk."""
    languages = request.offer.night.city.languages
    with override(languages[0] if languages else None):
        return gettext("The agreement on the room “%(room)s” (%(venue)s) has ended.") % {
            "room": request.offer.room.name,
            "venue": request.offer.room.venue.name,
        }
