"""Verbs of the room exchange: offer a room, ask for it, accept or decline, take back, end an agreement.

Whatever lends a room takes the room's row first, so that two answers for one room come one after the other; that two
loans of one room never overlap is the database's (`Loan`).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from debates.exchanging.ending import planned_there, take_out
from debates.exchanging.telling import tell
from debates.models import Debate, Host, Loan, Night, Room, RoomOffer, RoomRequest, Slot

ANSWER_WITHIN = timedelta(days=5)
BEFORE_THE_NIGHT = timedelta(hours=48)
# Whoever asks in the last hours gets an answer within these, or is free to look elsewhere.
AT_LEAST = timedelta(hours=12)
REMINDED_BEFORE = timedelta(hours=24)


class OfferedAlready(Exception):
    """That room has an open offer for that night."""


class AskedAlready(Exception):
    """That host has asked for this room and waits for an answer."""


class NotOpen(Exception):
    """The offer was taken back, its night has begun, or the hours asked for are not offered."""


class Answered(Exception):
    """The request no longer stands where this step starts: it lapsed, or somebody else was first."""


class WordsMissing(Exception):
    """Whoever declines or ends an agreement says why."""


class Busy(Exception):
    """The room is lent or a debate is planned in it then. ``stretches`` says from when to when."""

    def __init__(self, stretches: list[tuple[datetime, datetime]]):
        super().__init__(str(stretches))
        self.stretches = stretches


def offer_room(
    room: Room, night: Night, *, starts: datetime, ends: datetime, capacity: int, conditions: str
) -> RoomOffer:
    """Offer a room for those hours of a night. Raises `OfferedAlready`."""
    try:
        with transaction.atomic():
            return RoomOffer.objects.create(
                room=room, night=night, starts=starts, ends=ends, capacity=capacity, conditions=conditions
            )
    except IntegrityError as error:
        raise OfferedAlready from error


@transaction.atomic
def close_offer(offer: RoomOffer, *, by, at: datetime) -> None:
    """Take an offer back: nobody can ask any more, who waits is told, and what is agreed stays agreed."""
    _hold(offer.room_id)
    RoomOffer.objects.filter(pk=offer.pk, closed_at=None).update(closed_at=at)
    for request in offer.requests.answerable(at=at):
        _move(request, RoomRequest.DECLINED, at=at, answered_by=by, answered_at=at)


def time_to_answer(night: Night, *, at: datetime) -> tuple[datetime, datetime]:
    """When a request made now is reminded of, and when it lapses.

    Five days, or 48 hours before the night if that is sooner; in the last days twelve hours, at most until the night.
    """
    lapses = min(at + ANSWER_WITHIN, night.starts - BEFORE_THE_NIGHT)
    lapses = min(max(lapses, at + AT_LEAST), night.starts)
    return lapses - min(REMINDED_BEFORE, (lapses - at) / 3), lapses


def ask_for_room(
    offer: RoomOffer,
    host: Host,
    *,
    by,
    at: datetime,
    starts: datetime,
    ends: datetime,
    people: int,
    debate: Debate | None = None,
    about: str = "",
    message: str = "",
) -> RoomRequest:
    """Ask the room's host for it. Raises `NotOpen`, `Busy` or `AskedAlready`."""
    within = offer.starts <= starts < ends <= offer.ends and people <= offer.capacity
    if not within or not RoomOffer.objects.open(at=at).filter(pk=offer.pk).exists():
        raise NotOpen
    if taken := busy(offer.room_id, starts, ends, but_of=host):
        raise Busy(taken)
    remind_at, lapses_at = time_to_answer(offer.night, at=at)
    try:
        with transaction.atomic():
            request = RoomRequest.objects.create(
                offer=offer, host=host, debate=debate, about=about, starts=starts, ends=ends, people=people,
                message=message, asked_by=by, asked_at=at, remind_at=remind_at, lapses_at=lapses_at,
            )  # fmt: skip
            tell(request, "asked")
    except IntegrityError as error:
        raise AskedAlready from error
    return request


@transaction.atomic
def accept(request: RoomRequest, *, by, at: datetime, answer: str = "") -> Loan:
    """Lend the room for those hours. Raises `Answered` or `Busy`, and then nothing is changed.

    Others who wait for it at that time are told that it is lent.
    """
    room_id = request.offer.room_id
    _hold(room_id)
    _move(request, RoomRequest.ACCEPTED, at=at, answer=answer.strip(), answered_by=by, answered_at=at)
    if taken := busy(room_id, request.starts, request.ends, but_of=request.host):
        raise Busy(taken)
    try:
        with transaction.atomic():
            loan = Loan.objects.create(
                request=request, room_id=room_id, starts=request.starts, ends=request.ends
            )
    except IntegrityError as error:
        raise Busy(busy(room_id, request.starts, request.ends, but_of=request.host)) from error
    others = RoomRequest.objects.answerable(at=at).filter(
        offer__room=room_id, starts__lt=request.ends, ends__gt=request.starts
    )
    for other in others:
        _move(other, RoomRequest.LENT_ELSEWHERE, at=at, answered_by=by, answered_at=at)
    return loan


@transaction.atomic
def decline(request: RoomRequest, *, by, at: datetime, answer: str) -> None:
    """Say no, with words. Raises `WordsMissing` or `Answered`."""
    if not answer.strip():
        raise WordsMissing
    _move(request, RoomRequest.DECLINED, at=at, answer=answer.strip(), answered_by=by, answered_at=at)


@transaction.atomic
def take_back(request: RoomRequest, *, at: datetime) -> None:
    """Ask no more. Raises `Answered`."""
    _move(request, RoomRequest.TAKEN_BACK, at=at)


@transaction.atomic
def end(request: RoomRequest, host: Host, *, at: datetime, words: str) -> None:
    """Let one of the two hosts end the agreement, until its hours are over. Raises `WordsMissing` or `Answered`.

    The room is free again, and the debates of the asking host that were planned in it need another one: their host, the
    city's desk and everybody who reserved are told (`ending`).
    """
    if not words.strip():
        raise WordsMissing
    # Debates before rooms, as whoever saves a debate takes them: two who wait for each other would wait for ever.
    list(planned_there(request).select_for_update(of=("self",)))
    _hold(request.offer.room_id)
    agreed = RoomRequest.objects.filter(pk=request.pk, status=RoomRequest.ACCEPTED, ends__gt=at)
    if not agreed.update(status=RoomRequest.ENDED, ending=words.strip(), ended_by=host, ended_at=at):
        raise Answered
    request.refresh_from_db()
    take_out(request, at=at)
    Loan.objects.filter(request=request).delete()
    tell(request, "ended")


def busy(
    room_id: int, starts: datetime, ends: datetime, *, but_of: Host | None = None
) -> list[tuple[datetime, datetime]]:
    """When the room is lent or a debate is planned in it, between those hours, in order. Two queries.

    ``but_of`` is the host whose own debates do not stand in its way.
    """
    slots = Slot.objects.filter(resource=f"room:{room_id}", starts__lt=ends, ends__gt=starts)
    if but_of is not None:
        slots = slots.exclude(debate__host=but_of)
    loans = Loan.objects.filter(room=room_id).during(starts, ends)
    return sorted({*slots.values_list("starts", "ends"), *loans.values_list("starts", "ends")})


def _move(request: RoomRequest, status: str, *, at: datetime, **columns) -> None:
    """Take a waiting request to that status and have whom it concerns told. Of two people, one gets through."""
    moved = RoomRequest.objects.answerable(at=at).filter(pk=request.pk).update(status=status, **columns)
    if not moved:
        raise Answered
    request.refresh_from_db()
    tell(request, status)


def _hold(room_id: int) -> None:
    """Keep others from lending or planning this room until this transaction ends."""
    Room.objects.select_for_update().get(pk=room_id)
