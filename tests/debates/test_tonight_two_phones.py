"""Two phones at one door without a network: the same numbers, whichever of them finds it first."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest
from django.utils import timezone

from debates.models import Door, DoorMark, Registration
from debates.tonight.marking import Mark, mark
from tests.debates.makers import a_debate, a_night, an_edition, published

pytestmark = pytest.mark.django_db

IN, SET, WALK = DoorMark.IN, DoorMark.SET, DoorMark.WALK
# (phone, minutes ago, kind, people) of what was said at one door, and who is in and walked in at the end.
EVENINGS = {
    "the same person twice, first two and then three of them": (
        [("a", 9, IN, 2), ("b", 5, IN, 3)],
        (2, 0),
    ),
    "marked, undone on the other phone, marked again": (
        [("a", 9, IN, 3), ("b", 5, SET, 0), ("a", 1, IN, 1)],
        (1, 0),
    ),
    "nobody is taken off where nobody was": (
        [("b", 9, WALK, -1), ("a", 5, WALK, 1), ("b", 1, WALK, 2)],
        (0, 3),
    ),
    "two who came and one who left": (
        [("a", 9, WALK, 1), ("b", 8, WALK, 1), ("b", 2, WALK, -1)],
        (0, 1),
    ),
}


@pytest.fixture
def debate(paris):
    night = a_night(paris, edition=an_edition(on=timezone.localdate() + timedelta(days=21)))
    return published(a_debate(night))


@pytest.mark.parametrize("evening", EVENINGS, ids=str)
def test_two_phones_come_to_the_same_numbers_in_any_order(debate, evening):
    said, expected = EVENINGS[evening]
    now, found = timezone.now(), set()
    for turn, order in enumerate(permutations(range(len(said)))):
        guest = debate.seating.registrations.create(
            email=f"guest{turn}@example.org", seats=3, status=Registration.CONFIRMED, language="fr",
            asked_at=now, consented_at=now, address_proved_at=now,
        )  # fmt: skip
        DoorMark.objects.all().delete()
        Door.objects.all().delete()
        for number in order:
            phone, ago, kind, people = said[number]
            ticket = "" if kind == WALK else guest.ticket
            told = Mark(f"phone-{phone}-{number}", kind, now - timedelta(minutes=ago), people, ticket)
            mark(debate.seating, told, by=None, at=now)
        guest.refresh_from_db()
        door = Door.objects.get()
        assert door.arrived == guest.present
        found.add((guest.present, door.walk_ins))

    assert found == {expected}


def test_the_phone_whose_arrival_was_second_is_told_though_it_is_sent_first(debate):
    now = timezone.now()
    guest = debate.seating.registrations.create(
        email="awa@example.org", seats=2, status=Registration.CONFIRMED, language="fr",
        asked_at=now, consented_at=now, address_proved_at=now,
    )  # fmt: skip
    second = Mark("phone-b-1", IN, now - timedelta(minutes=1), 2, guest.ticket)
    first = Mark("phone-a-1", IN, now - timedelta(minutes=8), 2, guest.ticket)

    for one in (second, first):
        mark(debate.seating, one, by=None, at=now)

    assert mark(debate.seating, second, by=None, at=now).outcome == DoorMark.TWICE
    assert Door.objects.get().arrived == 2
