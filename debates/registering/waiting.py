"""The waiting list: who is offered a seat that became free, for how long, and what happens without an answer.

The rule, which the page tells: in the order in which people came; who asked for more seats than are free keeps their
place, and the next whom the free seats are enough for is asked meanwhile.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from debates.models import Registration, Seating
from debates.registering import mails
from debates.registering.held import rules_of_seating
from debates.registering.seats import give_back, take


@transaction.atomic
def offer_seats(seating: Seating, *, at: datetime) -> int:
    """Offer what is free to those who wait, and write to them; say how many were asked.

    Two workers that do it at once offer a seat once: each person is moved by an update conditional on waiting still,
    after their seats were taken.
    """
    rules = rules_of_seating(seating)
    end = rules.offer_ends(at=at) if rules is not None and rules.takes_place else None
    if end is None:
        return 0
    offered = 0
    for registration in seating.registrations.in_line():
        if not take(seating, registration.seats):
            if _is_full(seating):
                break
            continue
        moved = Registration.objects.filter(pk=registration.pk, status=Registration.WAITING).update(
            status=Registration.OFFERED, kept_until=end
        )
        if not moved:
            give_back(seating, registration.seats)
            continue
        offered += 1
        transaction.on_commit(lambda person=registration: _tell_offer(person))
    return offered


def _tell_offer(registration: Registration) -> None:
    # Whoever said yes in the same breath has a ticket already.
    registration.refresh_from_db()
    if registration.status == Registration.OFFERED:
        mails.send_offer(registration)


def could_sit(registration: Registration) -> bool:
    """Whether seats are there for this person, and nobody waits for them before. Two queries."""
    seating = registration.seating
    seating.refresh_from_db()
    is_room = seating.free is None or seating.free >= registration.seats
    return is_room and not seating.registrations.in_line().exclude(pk=registration.pk).exists()


def _is_full(seating: Seating) -> bool:
    seating.refresh_from_db()
    return seating.free == 0


def _takes_place(seating: Seating) -> bool:
    # Nobody is told that seats of what was called off went to the next.
    rules = rules_of_seating(seating)
    return rules is not None and rules.takes_place


def let_lapse(*, at: datetime) -> int:
    """Give back the seats whose time is up, and offer them to the next; say how many people's lapsed."""
    ended = 0
    for registration in Registration.objects.lapsed(at=at).select_related("seating").order_by("kept_until"):
        with transaction.atomic():
            moved = Registration.objects.lapsed(at=at).filter(pk=registration.pk, status=registration.status)
            if not moved.update(status=Registration.LAPSED, kept_until=None):
                continue
            give_back(registration.seating, registration.seats)
            offer_seats(registration.seating, at=at)
            if registration.address_proved_at is not None and _takes_place(registration.seating):
                transaction.on_commit(lambda person=registration: mails.send_lapse(person))
        ended += 1
    return ended
