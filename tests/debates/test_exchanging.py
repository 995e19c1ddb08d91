"""Rooms lent between hosts: who is told what, when a request lapses, and what an agreement holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.utils import timezone

from debates.exchanging import lending
from debates.exchanging.lapsing import forget, let_lapse, remind
from debates.exchanging.offered import free_between
from debates.exchanging.telling import mail_step
from debates.hosting.rooms import rooms_for
from debates.lifecycle import submit
from debates.models import Debate, Loan, RoomMail, RoomOffer, RoomRequest
from debates.occupying import Taken
from tests.debates.exchanging_makers import a_coming_night, a_request, an_offer
from tests.debates.makers import a_debate, a_host, at_night, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(paris):
    return a_coming_night(paris)


@pytest.fixture
def offer(night, host):
    return an_offer(night, user=host)


def test_an_accepted_room_can_be_chosen_for_a_debate_of_that_night(offer, host, citizen, night):
    asked = a_request(offer, user=citizen)
    debate = Debate(host=asked.host, night=night)
    before = list(rooms_for(debate))

    lending.accept(asked, by=host, at=timezone.now(), answer="Avec plaisir.")

    assert before == []
    assert list(rooms_for(debate)) == [offer.room]


def test_the_hours_of_a_loan_are_not_lent_twice(offer, host, citizen, neighbour):
    lending.accept(a_request(offer, user=citizen, hours=(20, 22)), by=host, at=timezone.now())

    with pytest.raises(lending.Busy):
        a_request(offer, user=neighbour, hours=(21, 23))
    later = a_request(offer, user=neighbour, hours=(22, 23))
    lending.accept(later, by=host, at=timezone.now())

    assert Loan.objects.count() == 2


def test_others_who_wait_for_these_hours_are_told_that_the_room_is_lent(offer, host, citizen, neighbour):
    first, second = a_request(offer, user=citizen), a_request(offer, user=neighbour, hours=(21, 23))

    lending.accept(first, by=host, at=timezone.now())

    second.refresh_from_db()
    assert second.status == RoomRequest.LENT_ELSEWHERE
    with pytest.raises(lending.Answered):
        lending.accept(second, by=host, at=timezone.now())


def test_the_database_refuses_two_loans_of_one_room_that_overlap(offer, host, citizen, neighbour):
    first, second = a_request(offer, user=citizen), a_request(offer, user=neighbour)
    Loan.objects.create(request=first, room=offer.room, starts=first.starts, ends=first.ends)

    with pytest.raises(DatabaseError), transaction.atomic():
        Loan.objects.create(
            request=second,
            room=offer.room,
            starts=first.starts + timedelta(minutes=30),
            ends=first.ends + timedelta(minutes=30),
        )

    assert Loan.objects.count() == 1


def test_a_room_in_which_a_debate_is_planned_is_not_lent_then(offer, host, citizen, night):
    asked = a_request(offer, user=citizen)
    published(a_debate(night, host=offer.host, room=offer.room, starts=at_night(night, 21)))

    with pytest.raises(lending.Busy) as refusal:
        lending.accept(asked, by=host, at=timezone.now())

    asked.refresh_from_db()
    assert asked.status == RoomRequest.WAITING
    assert refusal.value.stretches[0][0] == at_night(night, 21)


def test_a_lent_room_is_not_planned_by_its_own_host_meanwhile(offer, host, citizen, night):
    lending.accept(a_request(offer, user=citizen), by=host, at=timezone.now())
    own = a_debate(night, host=offer.host, room=offer.room, starts=at_night(night, 21))

    with pytest.raises(Taken):
        submit(own, host, at=timezone.now())

    own.refresh_from_db()
    assert own.status == Debate.DRAFT


def test_a_refusal_and_an_end_need_words(offer, host, citizen):
    asked = a_request(offer, user=citizen)

    with pytest.raises(lending.WordsMissing):
        lending.decline(asked, by=host, at=timezone.now(), answer="  ")
    lending.accept(asked, by=host, at=timezone.now())
    with pytest.raises(lending.WordsMissing):
        lending.end(asked, offer.host, at=timezone.now(), words="")

    assert Loan.objects.exists()


@pytest.mark.parametrize(
    ("days_before", "expected"),
    [(30, timedelta(days=5)), (4, timedelta(days=2)), (1, timedelta(hours=12)), (0.25, timedelta(days=0.25))],
)
def test_a_request_lapses_in_five_days_or_two_days_before_the_night(night, days_before, expected):
    at = night.starts - timedelta(days=days_before)

    remind_at, lapses_at = lending.time_to_answer(night, at=at)

    assert lapses_at - at == expected
    assert at < remind_at < lapses_at


def test_a_request_is_reminded_of_once_then_lapses(offer, citizen):
    asked = a_request(offer, user=citizen)
    soon = asked.lapses_at - timedelta(hours=1)

    reminded = [remind(at=asked.asked_at), remind(at=soon), remind(at=soon)]
    lapsed = [let_lapse(at=soon), let_lapse(at=asked.lapses_at), let_lapse(at=asked.lapses_at)]

    asked.refresh_from_db()
    assert (reminded, lapsed) == ([0, 1, 0], [0, 1, 0])
    assert asked.status == RoomRequest.LAPSED


def test_a_lapsed_request_cannot_be_accepted_though_nobody_was_told_yet(offer, host, citizen):
    asked = a_request(offer, user=citizen)

    with pytest.raises(lending.Answered):
        lending.accept(asked, by=host, at=asked.lapses_at)

    assert not Loan.objects.exists()


def test_each_step_is_told_to_the_other_host_once(offer, host, citizen):
    asked = a_request(offer, user=citizen)
    asked.answer = "Avec plaisir."

    sent = [mail_step(asked, "asked"), mail_step(asked, "asked"), mail_step(asked, RoomRequest.ACCEPTED)]

    assert sent == [1, 0, 1]
    assert [letter.to for letter in mail.outbox] == [[host.email], [citizen.email]]
    assert "Avec plaisir." in mail.outbox[1].body
    assert "quinze voisins" not in mail.outbox[0].body
    assert citizen.email not in mail.outbox[0].body


def test_a_closed_offer_answers_those_who_wait(offer, host, citizen):
    asked = a_request(offer, user=citizen)

    lending.close_offer(offer, by=host, at=timezone.now())

    asked.refresh_from_db()
    assert asked.status == RoomRequest.DECLINED
    with pytest.raises(lending.NotOpen):
        a_request(offer, host=a_host(offer.night.city))


def test_a_room_is_offered_once_a_night(offer):
    with pytest.raises(lending.OfferedAlready):
        an_offer(offer.night, room=offer.room)


def test_offers_and_what_was_written_go_sixty_days_after_the_night(offer, host, citizen):
    lending.accept(a_request(offer, user=citizen), by=host, at=timezone.now())
    end = offer.night.ends

    forget(at=end + timedelta(days=59))
    kept = RoomRequest.objects.count()
    forget(at=end + timedelta(days=61))

    assert kept == 1
    assert not any(kind.objects.exists() for kind in (RoomOffer, RoomRequest, Loan, RoomMail))


def test_free_hours_are_what_is_left_between_those_that_are_taken():
    taken = [(5, 6), (2, 3), (5, 7), (0, 1)]

    assert free_between(1, 9, taken) == [(1, 2), (3, 5), (7, 9)]
    assert free_between(1, 9, [(0, 10)]) == []
