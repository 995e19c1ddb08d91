"""The door of a debate: who came, counted once, by forms and by phones that had no network."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from debates.models import Door, DoorMark, Registration
from debates.registering.forgetting import forget
from debates.tonight import doors
from debates.tonight.doors import Count, Guest
from debates.tonight.doorways import door_of_debate
from debates.tonight.marking import Mark, mark
from tests.debates.makers import a_debate, a_host, a_night, an_edition, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate(paris, host):
    night = a_night(paris, edition=an_edition(on=timezone.localdate() + timedelta(days=21)))
    return published(a_debate(night, host=a_host(paris, user=host)))


def reserved(debate, name="Awa Sow", *, seats=1, status=Registration.CONFIRMED, **fields) -> Registration:
    now = timezone.now()
    number = debate.seating.registrations.count()
    return debate.seating.registrations.create(
        name=name, email=f"guest{number}@example.org", seats=seats, status=status, language="fr",
        asked_at=now, consented_at=now, address_proved_at=now, **fields,
    )  # fmt: skip


def count(debate) -> Count:
    return doors.count(door_of_debate(debate))


def guests(debate, words="") -> list[Guest]:
    return doors.guests(door_of_debate(debate), words)


def came(debate, registration, phone_id, *, ago=0, kind=DoorMark.IN, people=None) -> DoorMark:
    now = timezone.now()
    said = Mark(phone_id, kind, now - timedelta(minutes=ago), people, registration.ticket)
    return mark(debate.seating, said, by=None, at=now)


def present(registration) -> int:
    registration.refresh_from_db()
    return registration.present


def send(client, debate, *marks):
    body = json.dumps({"marks": list(marks)})
    return client.post(
        reverse("debates:door_marks", args=[debate.code]), body, content_type="application/json"
    )


def test_a_mark_that_is_sent_again_counts_once(debate):
    registration = reserved(debate, seats=3)

    first, again = came(debate, registration, "phone-a-1"), came(debate, registration, "phone-a-1")

    assert first == again
    assert (present(registration), Door.objects.get().arrived) == (3, 3)


def test_the_same_ticket_on_two_phones_is_one_arrival_and_the_second_is_told(debate):
    registration = reserved(debate, seats=2)

    outcomes = [came(debate, registration, one).outcome for one in ("phone-a-1", "phone-b-1")]

    assert outcomes == [DoorMark.DONE, DoorMark.TWICE]
    assert Door.objects.get().arrived == 2


def test_of_two_corrections_the_later_said_holds_whatever_comes_first(debate):
    registration = reserved(debate, seats=3)
    came(debate, registration, "phone-b-1", ago=5, kind=DoorMark.SET, people=0)

    early = came(debate, registration, "phone-a-1", ago=9)
    late = came(debate, registration, "phone-a-2", ago=1, kind=DoorMark.SET, people=2)

    assert (early.outcome, late.outcome) == (DoorMark.OLDER, DoorMark.DONE)
    assert (present(registration), Door.objects.get().arrived) == (2, 2)


def test_a_ticket_of_another_debate_or_cancelled_counts_nobody(debate, paris):
    other = reserved(published(a_debate(debate.night)))
    cancelled = reserved(debate, status=Registration.CANCELLED)

    outcomes = [came(debate, other, "phone-a-1").outcome, came(debate, cancelled, "phone-a-2").outcome]

    assert outcomes == [DoorMark.UNKNOWN, DoorMark.NOT_CONFIRMED]
    assert Door.objects.get().inside == 0


def test_walk_ins_are_counted_against_the_room_and_never_below_none(debate):
    reserved(debate, seats=4)
    now = timezone.now()

    outcomes = [
        mark(debate.seating, Mark(f"phone-a-{number}", DoorMark.WALK, now, people), by=None, at=now).outcome
        for number, people in enumerate((-1, 1, 1, -1))
    ]

    assert outcomes == [DoorMark.NOBODY_LEFT, DoorMark.DONE, DoorMark.DONE, DoorMark.DONE]
    assert count(debate).walk_ins == 1
    assert count(debate).places_left == debate.room.capacity - 1 - 4


def test_a_name_is_found_without_its_accents_and_the_address_stays_masked(debate):
    reserved(debate, "Éloïse Ndiaye")
    reserved(debate, "")

    found = guests(debate, "eloise")

    assert [one.name for one in found] == ["Éloïse Ndiaye"]
    assert {one.address for one in guests(debate)} == {"g…@example.org"}


def test_a_host_checks_in_by_forms_and_takes_it_back(client, login, host, debate):
    registration = reserved(debate, seats=2)
    address = reverse("debates:door", args=[debate.code])
    pressed = {"kind": "in", "ticket": registration.ticket, "was": "0", "id": "abc123", "people": "1"}

    login(client, host).post(address, pressed | {"do": "in"})
    here = present(registration)
    client.post(address, pressed | {"do": "undo", "was": "1"})

    assert here == 1
    assert present(registration) == 0
    assert client.get(address).status_code == 200


def test_a_code_is_read_with_spaces_capitals_or_as_an_address(client, login, host, debate):
    first, second = reserved(debate), reserved(debate)
    address = reverse("debates:door", args=[debate.code])
    spaced = f"{first.ticket[:5]} {first.ticket[5:]}".upper()
    scanned = f"https://ville.example/fr/hosting/debates/x/door/?ticket={second.ticket}"

    for number, typed in enumerate((spaced, scanned)):
        login(client, host).post(address, {"kind": "in", "ticket": typed, "id": f"form{number}"})

    assert [present(first), present(second)] == [1, 1]


def test_looking_at_a_scanned_code_counts_nobody(client, login, host, debate):
    registration = reserved(debate)

    page = login(client, host).get(
        reverse("debates:door", args=[debate.code]), {"ticket": registration.ticket}
    )

    assert page.status_code == 200
    assert present(registration) == 0


def test_nobody_but_its_hosts_comes_near_a_door(client, login, neighbour, paris, debate):
    a_host(paris, user=neighbour)
    registration = reserved(debate)
    address = reverse("debates:door", args=[debate.code])

    anonymous = client.get(address, {"ticket": registration.ticket})
    login(client, neighbour)
    strangers = client.get(address), client.post(address, {"kind": "walk"}), send(client, debate)

    assert anonymous.status_code == 302
    assert [one.status_code for one in strangers] == [404, 404, 404]


def test_marks_of_a_phone_without_a_network_are_reconciled(client, login, host, debate):
    awa, badou = reserved(debate, "Awa", seats=2), reserved(debate, "Badou")
    kept = [
        {"id": "phone-a-2", "kind": "walk", "people": "1", "ago": 1000},
        {"id": "phone-a-1", "kind": "in", "ticket": awa.ticket, "people": None, "ago": 600000},
    ]
    came(debate, badou, "phone-b-1")

    answers = [send(login(client, host), debate, *kept).json() for _time in range(2)]

    assert answers[0]["present"] == {awa.ticket: 2, badou.ticket: 1}
    assert [one["outcome"] for one in answers[1]["results"]] == ["done", "done"]
    assert Door.objects.get().inside == 4


@pytest.mark.parametrize(
    "body",
    [
        b"no", b"[]", b'{"marks": 1}', b'{"marks": [1]}', b'{"marks": [{"id": "phone-a-1", "kind": "out"}]}',
        b'{"marks": [{"id": "phone-a-1", "kind": "walk", "people": 99999}]}',
        b'{"marks": [{"id": "phone-a-1", "kind": "in", "people": -3}]}',
        b'{"marks": [{"id": "phone-a-1\\u0000", "kind": "in"}]}', b"\xff", b'{"marks": [' + b" " * 70000,
    ],
)  # fmt: skip
def test_what_is_no_mark_is_refused(client, login, host, debate, body):
    address = reverse("debates:door_marks", args=[debate.code])

    response = login(client, host).post(address, body, content_type="application/json")

    assert response.status_code == 400
    assert not DoorMark.objects.exists()


def test_a_door_costs_the_same_for_1_and_for_30(client, login, host, debate, django_assert_max_num_queries):
    address = reverse("debates:door", args=[debate.code])
    reserved(debate)
    login(client, host).get(address)
    with django_assert_max_num_queries(12) as few:
        client.get(address)
    for _number in range(29):
        reserved(debate)

    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_the_numbers_stay_when_the_people_are_forgotten(debate):
    came(debate, reserved(debate, seats=2), "phone-a-1")

    forget(at=debate.night.data_end)

    assert not Registration.objects.exists()
    assert not DoorMark.objects.exists()
    assert Door.objects.get().arrived == 2


def test_the_worker_of_a_door_acts_on_that_door_alone_and_holds_nobodys_data(client, debate):
    address = reverse("debates:door_worker", args=[debate.code])

    response = client.get(address)

    assert response["Content-Type"].startswith("text/javascript")
    assert address.startswith(reverse("debates:door", args=[debate.code]))
    assert reverse("debates:door", args=[debate.code]) in response.content.decode().replace("\\u002D", "-")
