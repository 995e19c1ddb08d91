"""No seat is sold twice and none is lost, however many ask for it at once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier, local
from time import sleep

import pytest
from django.db import connection, transaction
from django.db.models import F, Sum
from django.utils import timezone

from debates.models import Registration, Seating
from debates.registering import reserving
from debates.registering.keeping import KEPT, KEPT_SHARE, time_to_confirm
from debates.registering.reserving import Wish, cancel, confirm, reserve
from debates.registering.rules import rules_of
from debates.registering.waiting import let_lapse
from tests.debates.makers import NIGHT, a_debate, a_night, an_edition, published

pytestmark = pytest.mark.django_db(transaction=True)
ASKED, SEATS, AT_ONCE = 200, 20, 40


@pytest.fixture
def debate(paris):
    """A debate of 20 seats, three weeks from now, so that the clock of the verbs is the real one."""
    soon = timezone.localdate() + timedelta(days=21)
    assert soon != NIGHT
    return published(a_debate(a_night(paris, edition=an_edition(on=soon)), capacity=SEATS))


def at_once(function, arguments: list) -> list:
    """Call the function once an argument, many at a time, each in a thread with a connection of its own."""

    def one(argument):
        try:
            return function(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, arguments))


def ask(debate, number: int) -> Registration:
    wish = Wish(email=f"person{number}@example.org", seats=1, language="fr")
    return reserve(debate.seating, wish, rules=rules_of(debate), at=timezone.now())


def held(debate) -> int:
    holding = Registration.objects.filter(seating=debate.seating).holding()
    return holding.aggregate(all=Sum("seats"))["all"] or 0


def taken(debate) -> int:
    return Seating.objects.get(pk=debate.seating_id).taken


@contextmanager
def unguarded_seats():
    """A while without the database's own rule. SQLite makes the table anew from what the model lists."""
    rules = Seating._meta.constraints
    rule = next(one for one in rules if one.name == "no_seat_is_taken_twice")
    Seating._meta.constraints = [one for one in rules if one is not rule]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Seating, rule)
    try:
        yield
    finally:
        Seating.objects.update(taken=0)
        Seating._meta.constraints = rules
        with connection.schema_editor() as editor:
            editor.add_constraint(Seating, rule)


def test_200_requests_for_20_seats_seat_20_people(debate):
    made = at_once(lambda number: ask(debate, number), list(range(ASKED)))
    kept = (taken(debate), held(debate))

    # Those for whom seats are kept, and twice as many as there are seats of those for whom none are.
    made.sort(key=lambda one: one.status)
    at_once(lambda one: confirm(one, at=timezone.now()), made[: 3 * SEATS])

    statuses = Counter(Registration.objects.values_list("status", flat=True))
    assert kept[0] == kept[1] <= SEATS
    assert statuses == {Registration.CONFIRMED: SEATS, Registration.WAITING: ASKED - SEATS}
    assert taken(debate) == held(debate) == SEATS


def test_the_race_is_real_when_the_lock_is_off(debate, monkeypatch):
    barrier = Barrier(AT_ONCE)

    def look_then_take(seating, seats):
        Seating.objects.filter(pk=seating.pk).update(taken=F("taken") + seats)
        return True

    def ask_after_looking(number):
        free = Seating.objects.get(pk=debate.seating_id).free
        barrier.wait(timeout=60)
        return ask(debate, number) if free else None

    monkeypatch.setattr(reserving, "take", look_then_take)
    monkeypatch.setattr(reserving, "time_to_confirm", lambda _seating, _seats: KEPT)
    with unguarded_seats():
        at_once(ask_after_looking, list(range(AT_ONCE)))
        sold = taken(debate)

    assert debate.seating.capacity == SEATS
    assert sold > SEATS


def test_many_at_once_keep_no_more_than_the_share_of_unconfirmed_seats(debate, monkeypatch):
    def count_slowly(seating, seats):
        kept = time_to_confirm(seating, seats)
        # Without the lock, many would count before the first of them had taken a seat.
        sleep(0.02)
        return kept

    monkeypatch.setattr(reserving, "time_to_confirm", count_slowly)

    at_once(lambda number: ask(debate, number), list(range(AT_ONCE)))

    statuses = Counter(Registration.objects.values_list("status", flat=True))
    share = int(SEATS * KEPT_SHARE)
    assert statuses == {Registration.UNCONFIRMED: share, Registration.WAITING: AT_ONCE - share}
    assert taken(debate) == held(debate) == share


def test_the_race_for_the_share_is_real_when_it_is_counted_before_the_lock(debate, monkeypatch):
    barrier = Barrier(AT_ONCE)
    counted = local()

    def ask_after_counting(number):
        with transaction.atomic():
            counted.kept = time_to_confirm(debate.seating, 1)
        barrier.wait(timeout=60)
        return ask(debate, number)

    monkeypatch.setattr(reserving, "time_to_confirm", lambda _seating, _seats: counted.kept)
    at_once(ask_after_counting, list(range(AT_ONCE)))

    assert SEATS * KEPT_SHARE < taken(debate) == held(debate) <= SEATS


def test_cancelling_twice_at_once_gives_a_seat_back_once(debate):
    registration = ask(debate, 1)
    confirm(registration, at=timezone.now())

    done = at_once(
        lambda one: cancel(Registration.objects.get(pk=one), at=timezone.now()), [registration.pk] * 8
    )

    assert sorted(done) == [False] * 7 + [True]
    assert taken(debate) == 0


def test_everything_at_once_loses_no_seat(debate):
    """Confirming, cancelling, asking and lapsing at the same time: seats taken stay the sum of those that are held."""
    first = [ask(debate, number) for number in range(30)]
    for one in first[20:]:
        confirm(one, at=timezone.now())
    an_hour_on = timezone.now() + timedelta(hours=2)

    def act(number: int):
        if number % 4 == 0:
            return let_lapse(at=an_hour_on)
        if number % 4 == 1:
            return ask(debate, 100 + number)
        person = Registration.objects.get(pk=first[number % 30].pk)
        if number % 4 == 2:
            return cancel(person, at=timezone.now())
        try:
            return confirm(person, at=timezone.now())
        except reserving.TooLate:
            return None

    at_once(act, list(range(60)))

    assert taken(debate) == held(debate)
    assert taken(debate) <= SEATS


def test_one_address_that_asks_eight_times_at_once_has_one_reservation(debate):
    at_once(lambda _number: ask(debate, 1), list(range(8)))

    assert Registration.objects.standing().count() == 1
    assert taken(debate) == 1
