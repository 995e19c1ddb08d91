"""A room is taken by its own host, or for hours that are lent: by the code, and by the database alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from debates.exchanging import lending
from debates.lifecycle import submit
from debates.models import Debate, Loan, Slot
from debates.occupying import NOT_LENT, Taken, occupy
from tests.debates.exchanging_makers import a_coming_night, a_request, an_offer
from tests.debates.makers import a_debate, a_host, a_room, a_venue, at_night

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(paris):
    return a_coming_night(paris)


@pytest.fixture
def lent(night, host, citizen):
    """A room that is lent from eight to ten."""
    asked = a_request(an_offer(night, user=host), user=citizen, hours=(20, 22))
    lending.accept(asked, by=host, at=timezone.now())
    return asked


def borrowed(asked, *, hour: int = 20, minutes: int = 90) -> Debate:
    night = asked.offer.night
    return a_debate(
        night, host=asked.host, room=asked.offer.room, starts=at_night(night, hour), minutes=minutes
    )


def take(debate: Debate, room, *, hour: int, until: int) -> Slot:
    """The room for that debate, without asking the code."""
    night = debate.night
    return Slot.objects.create(
        debate=debate,
        resource=f"room:{room.pk}",
        starts=at_night(night, hour),
        ends=at_night(night, until),
    )


@pytest.mark.parametrize(("hour", "minutes"), [(19, 90), (21, 90), (18, 60), (19, 300)])
def test_a_borrowed_room_is_had_for_the_lent_hours_only(lent, citizen, hour, minutes):
    debate = borrowed(lent, hour=hour, minutes=minutes)

    with pytest.raises(Taken) as refusal:
        submit(debate, citizen, at=timezone.now())

    assert [clash.kind for clash in refusal.value.clashes] == [NOT_LENT]
    debate.refresh_from_db()
    assert debate.status == Debate.DRAFT


def test_a_borrowed_room_is_had_for_all_of_the_lent_hours(lent, citizen):
    debate = borrowed(lent, minutes=120)

    submit(debate, citizen, at=timezone.now())

    assert debate.slots.get().ends == lent.ends


def test_nobody_takes_another_hosts_room_without_a_loan(night, paris, host):
    debate = a_debate(night, host=a_host(paris), room=a_room(a_venue(a_host(paris))))

    with pytest.raises(Taken) as refusal:
        submit(debate, host, at=timezone.now())

    assert [clash.kind for clash in refusal.value.clashes] == [NOT_LENT]


def test_the_database_refuses_hours_that_are_not_lent(lent):
    debate = borrowed(lent)
    within = take(debate, lent.offer.room, hour=20, until=21)

    for change in (
        lambda: take(borrowed(lent), lent.offer.room, hour=21, until=23),
        lambda: Slot.objects.filter(pk=within.pk).update(ends=lent.ends + timedelta(minutes=1)),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

    assert list(Slot.objects.values_list("pk", flat=True)) == [within.pk]


def test_the_database_refuses_the_owner_a_room_that_is_lent(lent):
    own = a_debate(lent.offer.night, host=lent.offer.host, room=lent.offer.room)

    with pytest.raises(DatabaseError), transaction.atomic():
        take(own, lent.offer.room, hour=21, until=23)

    assert take(own, lent.offer.room, hour=22, until=23).pk


def test_the_database_refuses_a_loan_of_hours_that_the_owner_uses(night, host, citizen):
    offer = an_offer(night, user=host)
    asked = a_request(offer, user=citizen, hours=(20, 22))
    take(a_debate(night, host=offer.host, room=offer.room), offer.room, hour=21, until=23)

    with pytest.raises(DatabaseError), transaction.atomic():
        Loan.objects.create(request=asked, room=offer.room, starts=asked.starts, ends=asked.ends)


def test_the_database_refuses_a_loan_of_what_was_not_offered(night, host, citizen):
    offer = an_offer(night, user=host, hours=(18, 22))
    asked = a_request(offer, user=citizen, hours=(20, 22))
    elsewhere = a_room(offer.room.venue)

    for room, ends in ((elsewhere, asked.ends), (offer.room, asked.ends + timedelta(hours=1))):
        with pytest.raises(DatabaseError), transaction.atomic():
            Loan.objects.create(request=asked, room=room, starts=asked.starts, ends=ends)


def test_words_change_after_the_loan_was_forgotten(lent, citizen):
    debate = borrowed(lent)
    submit(debate, citizen, at=timezone.now())
    held = debate.slots.get()
    lent.offer.delete()

    occupy(debate)

    assert debate.slots.get() == held
