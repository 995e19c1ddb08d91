"""Late, moved, called off: what a host tells on the night, to whom, and where it is read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from debates.models import News, Registration
from debates.occupying import Taken
from debates.registering.calling_off import call_off
from debates.registering.reserving import Wish, cancel, change, confirm, reserve
from debates.registering.rules import rules_of
from debates.registering.telling import deliver
from debates.registering.waiting import let_lapse
from debates.tonight.changing import NothingNew, RoomTooSmall, move, run_late
from debates.tonight.news import told_of
from tests.debates.makers import a_debate, a_host, a_night, a_room, an_edition, at_night, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate(paris, host):
    night = a_night(paris, edition=an_edition(on=timezone.localdate() + timedelta(days=1)))
    return published(a_debate(night, host=a_host(paris, user=host), capacity=3))


def seated(debate, email, *, seats=1) -> Registration:
    wish = Wish(email=email, seats=seats, language="fr")
    registration = reserve(debate.seating, wish, rules=rules_of(debate), at=timezone.now())
    confirm(registration, at=timezone.now())
    return registration


def free(debate) -> int:
    debate.seating.refresh_from_db()
    return debate.seating.free


def moved_to(debate, **changes):
    values = {"starts": debate.starts, "ends": debate.ends, "room": debate.room, "text": ""} | changes
    return move(debate, None, **values, at=timezone.now())


def test_a_late_beginning_is_told_by_mail_and_on_the_page(client, login, host, debate, mailoutbox):
    seated(debate, "awa@example.org")
    address = reverse("debates:change_tonight", args=[debate.code])

    response = login(client, host).post(
        address, {"do": "late", "late-minutes": "20", "late-text": "Le train a du retard."}
    )
    mailoutbox.clear()
    told = deliver(News.objects.get())

    assert response.status_code == 302
    assert told == 1
    assert "21:20" in mailoutbox[0].body
    assert "Le train a du retard." in client.get(debate.get_absolute_url()).content.decode()
    before = debate.sequence
    debate.refresh_from_db()
    assert debate.sequence == before + 1


def test_on_time_again_takes_the_lateness_back(debate):
    for minutes in (20, 0):
        run_late(debate, minutes=minutes, text="", at=timezone.now())

    assert told_of(debate).late_minutes == 0


def test_new_hours_end_a_lateness_and_are_told(debate):
    run_late(debate, minutes=20, text="", at=timezone.now())

    news = moved_to(debate, starts=at_night(debate.night, 22), ends=at_night(debate.night, 23))

    debate.refresh_from_db()
    assert news.kind == News.MOVED
    assert debate.starts == at_night(debate.night, 22)
    assert debate.slots.get(resource=f"room:{debate.room_id}").starts == debate.starts
    assert told_of(debate).late_minutes == 0


def test_a_taken_room_or_no_change_tells_nobody(debate):
    other = published(a_debate(debate.night))

    with pytest.raises(Taken):
        moved_to(debate, room=other.room)
    with pytest.raises(NothingNew):
        moved_to(debate)

    assert not News.objects.exists()


def test_a_room_that_is_too_small_is_refused_and_nothing_changes(debate):
    for number in range(3):
        seated(debate, f"guest{number}@example.org")
    small, before = a_room(debate.room.venue, capacity=2), debate.room

    with pytest.raises(RoomTooSmall):
        moved_to(debate, room=small)

    debate.refresh_from_db()
    assert debate.room == before
    assert not News.objects.exists()


def test_a_smaller_room_that_is_enough_lowers_the_seats(debate):
    seated(debate, "awa@example.org")

    moved_to(debate, room=a_room(debate.room.venue, capacity=2))

    assert free(debate) == 1


def test_the_form_says_why_not(client, login, host, debate):
    address = reverse("debates:change_tonight", args=[debate.code])

    response = login(client, host).post(
        address,
        {"do": "move", "move-starts_at": "21:00", "move-ends_at": "22:30", "move-room": debate.room_id},
    )

    assert response.status_code == 422
    assert not News.objects.exists()


def test_strangers_tell_nothing(client, login, neighbour, debate):
    address = reverse("debates:change_tonight", args=[debate.code])

    response = login(client, neighbour).post(address, {"do": "late", "late-minutes": "20"})

    assert response.status_code == 404
    assert not News.objects.exists()


def test_calling_off_tells_once_and_a_second_time_is_impossible(client, login, host, debate):
    address = reverse("debates:cancel_debate", args=[debate.code])

    answers = [login(client, host).post(address, {"text": "Inondation."}).status_code for _time in range(2)]

    assert answers == [302, 404]
    assert News.objects.filter(kind=News.OFF).count() == 1


def test_what_was_called_off_tells_nobody_that_seats_went_to_others(
    debate, host, mailoutbox, django_capture_on_commit_callbacks
):
    first = seated(debate, "a@example.org", seats=3)
    seated(debate, "b@example.org")
    cancel(first, at=timezone.now())
    call_off(debate, host, at=timezone.now(), text="Inondation.")

    with django_capture_on_commit_callbacks(execute=True):
        let_lapse(at=debate.ends)

    assert not Registration.objects.filter(status=Registration.OFFERED).exists()
    assert mailoutbox == []


def test_a_mistyped_address_in_the_line_keeps_no_seat_from_anybody(debate):
    first = seated(debate, "a@example.org", seats=3)
    wish = Wish(email="typo@example.org", seats=1, language="fr")
    reserve(debate.seating, wish, rules=rules_of(debate), at=timezone.now())
    cancel(first, at=timezone.now())

    assert seated(debate, "b@example.org").status == Registration.CONFIRMED


def test_who_waits_and_needs_fewer_seats_is_offered_those_that_are_free(debate):
    seated(debate, "a@example.org", seats=2)
    pair = seated(debate, "b@example.org", seats=2)

    change(pair, seats=1, name="", access_needs="", rules=rules_of(debate), at=timezone.now())

    pair.refresh_from_db()
    assert pair.status == Registration.OFFERED
    assert free(debate) == 0
