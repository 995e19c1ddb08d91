"""A room and a person are busy once at a time, and the database says so whatever the code forgot."""

from __future__ import annotations

from datetime import UTC, time, timedelta

import pytest
from django.db import DatabaseError, transaction

from debates.lifecycle import StepImpossible, accept, cancel, publish, refuse, submit, withdraw
from debates.models import Debate, DebateEvent, Night, Slot
from debates.occupying import HOURS, PERSON, ROOM, Taken, clashes
from tests.debates.makers import a_debate, a_host, a_night, a_room, a_speaker, a_venue, at_night, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(paris):
    return a_night(paris)


@pytest.fixture
def room(paris):
    return a_room(a_venue(a_host(paris)))


def test_a_room_is_not_taken_twice(night, room, host):
    first = published(a_debate(night, room=room, starts=at_night(night, 20), minutes=90))
    second = a_debate(night, room=room, starts=at_night(night, 21))

    with pytest.raises(Taken) as refusal:
        submit(second, host, at=night.starts - timedelta(days=9))

    assert [(clash.kind, clash.starts) for clash in refusal.value.clashes] == [(ROOM, first.starts)]
    second.refresh_from_db()
    assert second.status == Debate.DRAFT


def test_a_debate_may_begin_when_another_ends(night, room, host):
    published(a_debate(night, room=room, starts=at_night(night, 20), minutes=60))
    second = a_debate(night, room=room, starts=at_night(night, 21))

    submit(second, host, at=night.starts - timedelta(days=9))

    assert second.slots.count() == 1


def test_a_speaker_of_two_hosts_is_one_person_by_address(night, host):
    here, there = a_debate(night), a_debate(night)
    a_speaker(here, name="Awa Cissé", email="awa@example.org")
    a_speaker(there, name="Mme Cissé", email="Awa@Example.org")
    published(here)

    with pytest.raises(Taken) as refusal:
        submit(there, host, at=night.starts - timedelta(days=9))

    assert [clash.kind for clash in refusal.value.clashes] == [PERSON]


def test_two_hosts_speakers_of_one_name_are_two_people(night, host):
    here, there = a_debate(night), a_debate(night)
    a_speaker(here, name="Jean Martin")
    a_speaker(there, name="Jean Martin")
    published(here)

    submit(there, host, at=night.starts - timedelta(days=9))

    assert there.status == Debate.SUBMITTED


def test_a_debate_keeps_to_its_citys_night(night, host):
    late = a_debate(night, starts=at_night(night, 0, 30), minutes=60)

    with pytest.raises(Taken) as refusal:
        submit(late, host, at=night.starts - timedelta(days=9))

    assert [clash.kind for clash in refusal.value.clashes] == [HOURS]


def test_a_withdrawn_debate_gives_its_room_back(night, room, host):
    first = a_debate(night, room=room)
    submit(first, host, at=night.starts - timedelta(days=9))
    withdraw(first, host, at=night.starts - timedelta(days=8))

    assert not clashes(night=night, starts=first.starts, ends=first.ends, room=room)


def test_the_database_refuses_overlapping_slots(night, room):
    first = published(a_debate(night, room=room))
    other = a_debate(night)

    with pytest.raises(DatabaseError), transaction.atomic():
        Slot.objects.create(debate=other, resource=f"room:{room.pk}", starts=first.starts, ends=first.ends)


def test_the_database_refuses_a_slot_that_is_moved_onto_another(night, room):
    published(a_debate(night, room=room, starts=at_night(night, 19), minutes=60))
    later = published(a_debate(night, room=room, starts=at_night(night, 22), minutes=60))

    with pytest.raises(DatabaseError), transaction.atomic():
        Slot.objects.filter(debate=later).update(starts=at_night(night, 19, 30))


def test_the_database_refuses_a_debate_outside_its_night(night):
    debate = published(a_debate(night))

    with pytest.raises(DatabaseError), transaction.atomic():
        Debate.objects.filter(pk=debate.pk).update(ends=night.ends + timedelta(minutes=1))


def test_the_database_refuses_a_night_shorter_than_its_debates(night):
    published(a_debate(night, starts=at_night(night, 23), minutes=60))

    with pytest.raises(DatabaseError), transaction.atomic():
        Night.objects.filter(pk=night.pk).update(ends=at_night(night, 23, 30))


def test_the_log_of_a_debate_is_written_once(night):
    debate = published(a_debate(night))

    for change in (
        lambda: debate.events.update(text="Rien ne s’est passé."),
        lambda: debate.events.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_step_is_taken_once(night, host, coordinator):
    debate = a_debate(night)
    submit(debate, host, at=night.starts - timedelta(days=9))
    accept(debate, coordinator, at=night.starts - timedelta(days=8))
    stale = Debate.objects.get(pk=debate.pk)
    publish(debate, coordinator, at=night.starts - timedelta(days=7))

    with pytest.raises(StepImpossible):
        refuse(stale, coordinator, at=night.starts - timedelta(days=7), reason_code="no_place_left")

    assert list(debate.events.values_list("kind", flat=True)) == [
        DebateEvent.SUBMITTED,
        DebateEvent.ACCEPTED,
        DebateEvent.PUBLISHED,
    ]


def test_a_cancelled_debate_stays_readable(night, host):
    debate = published(a_debate(night))
    before = debate.sequence

    cancel(debate, host, at=night.starts, text="La salle est inondée.")

    assert Debate.objects.public().filter(pk=debate.pk).exists()
    assert debate.sequence > before
    assert not debate.slots.exists()


def test_a_night_may_end_on_the_next_day(paris, dakar):
    night = a_night(paris)
    early = a_night(dakar, closes=time(23, 30))

    assert night.starts.astimezone(UTC).isoformat() == "2027-03-24T17:00:00+00:00"
    assert night.ends.astimezone(UTC).isoformat() == "2027-03-25T00:00:00+00:00"
    assert early.ends.astimezone(UTC).isoformat() == "2027-03-24T23:30:00+00:00"
