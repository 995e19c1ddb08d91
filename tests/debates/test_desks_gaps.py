"""What a night lacks, and debates that look alike."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.urls import reverse
from django.utils import timezone

from debates.desks.duplicates import alike_in
from debates.desks.gaps import gaps_of
from debates.desks.likeness import alike
from debates.lifecycle import accept, withdraw
from debates.models import Appearance, Debate, DebateTheme, KeptApart
from tests.debates.desk_makers import send_decision, submitted
from tests.debates.makers import (
    a_debate,
    a_host,
    a_night,
    a_room,
    a_speaker,
    a_venue,
    an_edition,
    at_night,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(paris):
    return a_night(paris)


@pytest.fixture
def desk(client, login, coordinator):
    return login(client, coordinator)


def test_districts_and_hours_without_a_debate_are_named(night, paris):
    first, second, *others = paris.districts.all()
    host = a_host(paris)
    submitted(night, host=host, room=a_room(a_venue(host, district=first)), starts=at_night(night, 21))
    submitted(
        night,
        host=host,
        room=a_room(a_venue(host, district=second, step_free="no")),
        starts=at_night(night, 0, 30),
        minutes=30,
    )
    withdraw(submitted(night, starts=at_night(night, 18)), None, at=timezone.now())

    found = gaps_of(night)

    assert [row.name for row in found.districts_without] == [str(one) for one in others]
    assert [row.name for row in found.districts_not_accessible] == [str(second)]
    busy = {line.name for line in found.hours if line.number}
    assert busy == {"21:00", "21:30", "22:00", "00:30"}
    assert len(found.hours) == 14
    row = found.places[0]
    assert sum(row.at_half_hours) == 3


def test_half_hours_are_real_ones_when_summer_time_begins(paris):
    night = a_night(paris, edition=an_edition(on=date(2027, 3, 27)), opens=time(23), closes=time(4))
    night.refresh_from_db()

    hours = [line.name for line in gaps_of(night).hours]

    assert hours == ["23:00", "23:30", "00:00", "00:30", "01:00", "01:30", "03:00", "03:30"]


def test_languages_themes_and_access_are_counted(night, paris):
    DebateTheme.objects.create(slug="sky", name={"fr": "Ciel"})
    submitted(night, languages=("fr",), themes=("water",))
    host = a_host(paris)
    submitted(night, host=host, room=a_room(a_venue(host, hearing_loop="no")), languages=("fr", "wo"))

    found = gaps_of(night)

    spoken = {line.key: line.number for line in found.languages}
    assert (spoken["fr"], spoken["wo"]) == (2, 1)
    assert [line.key for line in found.languages_without] == [
        code for code in paris.languages if code not in ("fr", "wo")
    ]
    assert [line.key for line in found.themes_without] == ["sky"]
    loop = found.access[2]
    assert (loop.yes, loop.no, loop.unknown, loop.percent) == (1, 1, 0, 50.0)


def test_the_programme_alone_can_be_counted(desk, night):
    submitted(night)
    accept(submitted(night), None, at=timezone.now())

    everything = desk.get(reverse("debates_admin:gaps"))
    programme = desk.get(reverse("debates_admin:gaps"), {"counted": "programme"})

    assert (everything.context["gaps"].total, programme.context["gaps"].total) == (2, 1)


def test_gaps_and_duplicates_make_the_same_number_of_queries_for_one_and_for_thirty(
    desk, night, django_assert_max_num_queries
):
    addresses = [reverse("debates_admin:gaps"), reverse("debates_admin:duplicates")]
    for _number in range(2):
        a_speaker(
            submitted(night, question="Faut-il fermer la rue des Arts ?", themes=("water",)), name="Ada"
        )
    needed = []
    for address in addresses:
        desk.get(address)
        with django_assert_max_num_queries(80) as one:
            desk.get(address)
        needed.append(len(one))
    for _number in range(14):
        a_speaker(
            submitted(night, question="Faut-il fermer la rue des Arts ?", themes=("water",)), name="Ada"
        )

    for address, number in zip(addresses, needed, strict=True):
        with django_assert_max_num_queries(number):
            desk.get(address)


def test_nearly_the_same_question_is_found_and_another_is_not(night):
    first = submitted(night, question="Faut-il fermer la rue des Arts aux voitures ?")
    second = submitted(night, question="Aux voitures, faut-il FERMER la rue des arts?")
    submitted(night, question="Faut-il ouvrir les bibliothèques la nuit ?")

    pairs = alike_in(night).pairs

    assert [(pair.first, pair.second) for pair in pairs] == [(first, second)]
    assert pairs[0].same_question
    assert not pairs[0].same_place_and_people


def test_the_same_people_in_the_same_place_are_found(night, paris):
    host = a_host(paris)
    room = a_room(a_venue(host))
    early = a_debate(
        night, host=host, room=room, starts=at_night(night, 19), question="Que vaut le silence ?"
    )
    late = a_debate(night, host=host, room=room, starts=at_night(night, 22), question="Qui paie les musées ?")
    for debate in (early, late):
        a_speaker(debate, name="Rokhaya Sy")
        Debate.objects.filter(pk=debate.pk).update(status=Debate.SUBMITTED)

    pairs = alike_in(night).pairs

    assert [(pair.same_question, pair.same_place_and_people) for pair in pairs] == [(False, True)]


class Copy:
    """As much of a debate as is compared: one of many that say nearly the same."""

    def __init__(self, pk: int, question: str):
        self.pk, self.question, self.room, self.appearances = (
            pk,
            {"fr": question},
            None,
            Appearance.objects.none(),
        )


def test_work_is_bounded_on_a_night_of_lookalikes():
    found = alike([Copy(pk, f"Faut-il débattre du sujet {pk % 300} ?") for pk in range(3_000)])

    assert found.pairs
    assert len(found.pairs) < 25_000


def test_many_copies_are_found_each_beside_the_next():
    found = alike([Copy(pk, "Faut-il débattre ?") for pk in range(100)])

    assert len(found.pairs) == 99


def test_one_of_two_is_refused_as_a_duplicate_or_both_are_kept(desk, night, coordinator):
    one, other = (submitted(night, question="Faut-il fermer la rue des Arts ?") for _number in range(2))
    third = submitted(night, question="Faut-il fermer la rue des Arts ?")
    pair = {"first": third.code, "second": one.code}

    desk.post(reverse("debates_admin:different"), pair)
    desk.post(reverse("debates_admin:different"), pair)
    send_decision(desk, other, "refuse", reason_code="duplicate")

    other.refresh_from_db()
    assert other.status == Debate.REFUSED
    assert other.events.last().reason_code == "duplicate"
    assert KeptApart.objects.get().by == coordinator
    assert desk.get(reverse("debates_admin:duplicates")).context["pairs"] == []
