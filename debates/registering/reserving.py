"""Seats reserved, confirmed, changed and given back, without an account: no seat is sold twice, none is lost.

Every verb changes two things in one transaction: the registration, by an update that is conditional on its status, and
the number of seats taken, by an update that is conditional on there being that many left. Whoever loses such a race
changes nothing at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from debates.models import Registration, Seating
from debates.registering import mails
from debates.registering.held import rules_of_seating
from debates.registering.keeping import time_to_confirm
from debates.registering.rules import Rules
from debates.registering.seats import give_back, take
from debates.registering.waiting import could_sit, offer_seats


class ReservationsClosed(Exception):
    """Reservations have not begun, have ended, or the debate is called off or has free entry."""


class TooManySeats(Exception):
    """More seats than one person can reserve here. ``at_most`` says how many that is."""

    def __init__(self, at_most: int):
        super().__init__(at_most)
        self.at_most = at_most


class NotEnoughSeats(Exception):
    """There are not that many seats left to add. ``free`` says how many there are."""

    def __init__(self, free: int):
        super().__init__(free)
        self.free = free


class TooLate(Exception):
    """What the page offered is no longer there: it lapsed, was cancelled, or somebody else answered first."""


@dataclass(frozen=True)
class Wish:
    """What somebody asks for. ``from_busy_place``: for so many from there seats are kept that these are not."""

    email: str
    seats: int
    language: str
    name: str = ""
    access_needs: str = ""
    from_busy_place: bool = False


def reserve(seating: Seating, wish: Wish, *, rules: Rules, at: datetime) -> Registration:
    """Keep the seats for a while, or put the person on the waiting list, and write to the address either way.

    Where too many are kept for addresses that never said yes (`keeping`), these are given on confirmation only: until
    then the person waits.

    An address that has a reservation here already is sent the link to it again, and nothing else changes, so that
    nobody learns who comes. Raises `ReservationsClosed` or `TooManySeats`.
    """
    if not rules.open(at=at):
        raise ReservationsClosed
    if wish.seats > rules.seats_at_most:
        raise TooManySeats(rules.seats_at_most)
    email = wish.email.strip().lower()
    try:
        with transaction.atomic():
            registration = _new(seating, wish, email, at=at)
            is_room = registration.status == Registration.WAITING and could_sit(registration)
            transaction.on_commit(lambda: mails.send_confirmation(registration, could_sit=is_room))
    except IntegrityError:
        registration = seating.registrations.standing().filter(email__iexact=email).first()
        if registration is None:
            raise
        mails.send_link(registration)
    return registration


def _new(seating: Seating, wish: Wish, email: str, *, at: datetime) -> Registration:
    # Nobody overtakes those who wait: as long as there is a line, one stands at its end. An address that never said
    # yes is no line, or a mistyped one would keep seats from everybody.
    may_sit = not seating.registrations.in_line().exists()
    kept = time_to_confirm(seating, wish.seats) if may_sit and not wish.from_busy_place else None
    is_seated = kept is not None and take(seating, wish.seats)
    return Registration.objects.create(
        seating=seating,
        email=email,
        name=wish.name.strip(),
        seats=wish.seats,
        access_needs=wish.access_needs.strip(),
        language=wish.language,
        status=Registration.UNCONFIRMED if is_seated else Registration.WAITING,
        asked_at=at,
        consented_at=at,
        waiting_since=None if is_seated else at,
        kept_until=at + kept if kept is not None and is_seated else None,
    )


@transaction.atomic
def confirm(registration: Registration, *, at: datetime) -> None:
    """The address said yes: the seats are the person's, or the place in the line is. Twice is the same as once.

    An offer is taken up by the same act. Who says yes too late for seats that were kept gets them if they are there
    still, or stands in the line. Raises `TooLate` when it was cancelled, an offer lapsed, or reservations have ended.
    """
    taken_up = Registration.objects.filter(
        pk=registration.pk,
        status__in=[Registration.UNCONFIRMED, Registration.OFFERED],
        kept_until__gt=at,
    ).update(status=Registration.CONFIRMED, address_proved_at=at, kept_until=None)
    proved = not taken_up and (_proved(registration, at=at) or _proved_late(registration, at=at))
    if proved and offer_seats(registration.seating, at=at):
        # Seats were there, and this yes is one to them.
        taken_up = Registration.objects.filter(pk=registration.pk, status=Registration.OFFERED).update(
            status=Registration.CONFIRMED, kept_until=None
        )
    registration.refresh_from_db()
    if taken_up:
        transaction.on_commit(lambda: mails.send_ticket(registration))
    elif not proved and registration.status not in {Registration.CONFIRMED, Registration.WAITING}:
        raise TooLate


def _proved(registration: Registration, *, at: datetime) -> bool:
    waiting = Registration.objects.filter(
        pk=registration.pk, status=Registration.WAITING, address_proved_at=None
    )
    return bool(waiting.update(address_proved_at=at))


def _proved_late(registration: Registration, *, at: datetime) -> bool:
    rules = rules_of_seating(registration.seating)
    if rules is None or not rules.open(at=at):
        return False
    lapsed = Registration.objects.filter(
        pk=registration.pk, status=Registration.LAPSED, address_proved_at=None
    )
    try:
        with transaction.atomic():
            return bool(lapsed.update(status=Registration.WAITING, address_proved_at=at, waiting_since=at))
    except IntegrityError:
        # The same address has asked anew since, and that request stands.
        return False


@transaction.atomic
def change(
    registration: Registration, *, seats: int, name: str, access_needs: str, rules: Rules, at: datetime
) -> None:
    """Other seats, name or needs. Raises `NotEnoughSeats`, `TooManySeats` or `TooLate`, and then changes nothing."""
    if seats > rules.seats_at_most:
        raise TooManySeats(rules.seats_at_most)
    # Locked first, so that two changes of one reservation add up.
    held = Registration.objects.select_for_update().get(pk=registration.pk)
    if held.status not in {Registration.CONFIRMED, Registration.WAITING} or not rules.changeable(at=at):
        raise TooLate
    moved = Registration.objects.filter(pk=held.pk, status=held.status, seats=held.seats).update(
        seats=seats, name=name.strip(), access_needs=access_needs.strip()
    )
    if not moved:
        raise TooLate
    if held.status == Registration.CONFIRMED:
        _hold(held.seating, held.seats, seats, at=at)
    elif seats < held.seats:
        # Fewer seats may be there already.
        offer_seats(held.seating, at=at)
    registration.refresh_from_db()
    transaction.on_commit(lambda: mails.send_ticket(registration))


def _hold(seating: Seating, before: int, after: int, *, at: datetime) -> None:
    if after > before and not take(seating, after - before):
        seating.refresh_from_db()
        raise NotEnoughSeats(seating.free or 0)
    if after < before:
        give_back(seating, before - after)
        offer_seats(seating, at=at)


@transaction.atomic
def cancel(registration: Registration, *, at: datetime) -> bool:
    """Give the seats back, to the next who waits. False when they had been given back before."""
    held = Registration.objects.select_for_update().get(pk=registration.pk)
    gone = Registration.objects.filter(
        pk=held.pk, status=held.status, status__in=Registration.STANDING
    ).update(status=Registration.CANCELLED, kept_until=None)
    registration.refresh_from_db()
    if not gone:
        return False
    if held.status in Registration.HOLDING:
        give_back(held.seating, held.seats)
        offer_seats(held.seating, at=at)
    transaction.on_commit(lambda: mails.send_cancellation(registration))
    return True
