"""Files as they really come: other letters, other dates, swapped points, formulas, copies; and what must not grow."""

from __future__ import annotations

import io
import json
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from debates.importing.agenda import rows_of_agenda
from debates.importing.cells import Wrong, hour_of
from debates.importing.columns import DEBATE, VENUE
from debates.importing.known import Limits
from debates.importing.tables import Unreadable, rows_of_table
from debates.importing.taking_over import Refused, dry_run, take_over
from debates.lifecycle import submit
from debates.models import Debate, DebateTheme, Room, Venue
from tests.debates.exchanging_makers import a_coming_night
from tests.debates.importing_makers import a_csv, a_place, a_planned_debate, read
from tests.debates.makers import a_host, a_night, an_edition, at_night

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(paris):
    return a_night(paris)


@pytest.fixture
def own(paris, host):
    return a_host(paris, user=host)


def taken(rows, own, night, **more):
    return take_over(rows, own, night, at=timezone.now(), **more)


def problems(plan) -> list[str]:
    return [name for one in plan.refused for name, _told in one.problems]


def an_agenda(**fields) -> bytes:
    return json.dumps([{"uid": "7", "title": "À qui est la nuit ?", **fields}]).encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_tables_are_read_whatever_program_wrote_them(encoding, delimiter, end):
    lines = ("external_id;name;kind;address;rooms", "1;Café;café ou restaurant;12 rue;Salle: 3", "", ";;;;")
    content = end.join(lines).replace(";", delimiter).encode(encoding)

    rows = rows_of_table(content, kind=VENUE)

    assert [row.values["name"] for row in rows] == ["Café"]


def test_a_table_that_names_its_sign_first_is_read():
    assert len(rows_of_table(b"sep=;\r\n" + a_csv(a_place()), kind=VENUE)) == 1


def test_letters_that_are_broken_are_told_and_never_taken_over():
    twice = a_csv(a_place(name="Café des Arts".encode().decode("cp1252")))
    mixed = a_csv(a_place(name="Café", address="É" * 9)) + b"2;Caf\xe9;x;y;z\n"

    row = rows_of_table(twice, kind=VENUE)[0]

    assert [name for name, _told in row.problems] == ["name"]
    with pytest.raises(Unreadable):
        rows_of_table(mixed, kind=VENUE)


def test_a_number_that_begins_with_a_hash_is_no_explanation(own, night):
    rows = read(a_place(external_id="L-1"), a_place(external_id="# 2", name="Autre"))

    assert [row.values["external_id"] for row in rows] == ["L-1", "# 2"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("20:30", "20:30"), ("20h30", "20:30"), ("20 h", "20:00"), ("20.30", "20:30"), ("8:30 PM", "20:30"),
        ("12 am", "00:00"), ("2027-03-24T20:30", "20:30"), ("2027-03-24 20:30:00", "20:30"),
        ("24/03/2027 20h30", "20:30"), ("24.3.2027 20:30", "20:30"), ("03/24/2027 8:30 pm", "20:30"),
        ("2027-03-25 00:30", "00:30"),
    ],
)  # fmt: skip
def test_hours_are_read_in_several_forms(night, cell, expected):
    assert f"{hour_of(cell, night=night):%H:%M}" == expected


@pytest.mark.parametrize(
    "cell",
    ["25:00", "0.875000", "2027-03-23 20:30", "24/03/2026 20:30", "2027-03-24 00:30", "13 pm", "demain"],
)
def test_hours_that_are_none_or_of_another_day_are_refused(night, cell):
    with pytest.raises(Wrong):
        hour_of(cell, night=night)


def test_a_moment_in_a_workbook_is_one_of_the_night():
    book = Workbook()
    book.active.append(["external_id", "question_fr", "starts", "ends", "online_link"])
    book.active.append(["1", "Quoi ?", datetime(2027, 3, 24, 20, 30), 0.25, "https://example.org"])
    out = io.BytesIO()
    book.save(out)

    row = rows_of_table(out.getvalue(), kind=DEBATE)[0]

    assert (row.values["starts"], row.values["ends"]) == ("2027-03-24T20:30", "0.250000")


@pytest.mark.parametrize(
    ("latitude", "longitude", "word"),
    [("2.35", "48.85", "swap"), ("0", "0", "km"), ("14.69", "-17.44", "km"), ("48,85", "2,35", "")],
)
def test_points_that_are_swapped_or_elsewhere_are_told(own, night, latitude, longitude, word):
    from django.utils import translation

    with translation.override("en"):
        plan = dry_run(read(a_place(latitude=latitude, longitude=longitude)), own, night)

    told = [sentence for one in plan.refused for _name, sentence in one.problems]
    assert [word in sentence for sentence in told] == ([True] if word else [])


def test_an_agendas_swapped_point_is_told_as_one(own, night):
    rows = rows_of_agenda(
        an_agenda(location={"name": "La Halle", "address": "1 place", "latitude": 2.35, "longitude": 48.85}),
        night=night,
        capacity=20,
    )

    assert [name for name, _told in rows[0].problems] == ["venue"]
    assert "swap" in rows[0].problems[0][1] or "inver" in rows[0].problems[0][1]


def test_no_room_gets_smaller_than_the_debates_that_are_planned_there(own, night):
    taken(read(a_place(), a_planned_debate()), own, night)
    submit(Debate.objects.get(), None, at=timezone.now())

    with pytest.raises(Refused) as refusal:
        taken(read(a_place(rooms="Grande salle : 30 ; Cave : 20")), own, night)
    taken(read(a_place(rooms="Grande salle : 90 ; Cave : 10")), own, night)

    assert problems(refusal.value.plan) == ["rooms"]
    assert dict(Room.objects.values_list("name", "capacity")) == {"Grande salle": 90, "Cave": 10}


def test_a_drafts_seats_follow_its_room(own, night):
    taken(read(a_place(), a_planned_debate()), own, night)

    taken(read(a_place(rooms="Grande salle : 30 ; Cave : 20")), own, night)

    assert Debate.objects.get().seating.capacity == 30


def test_more_seats_than_the_room_holds_are_told(own, night):
    plan = dry_run(read(a_place(), a_planned_debate(seats="61")), own, night)

    assert problems(plan) == ["seats"]


def test_keywords_become_themes_and_the_others_are_told(own, night):
    for slug, name in (("eau", "L’eau"), ("nuit", "La nuit"), ("rue", "La rue"), ("air", "L’air")):
        DebateTheme.objects.create(slug=slug, name={"fr": name})
    content = an_agenda(keywords={"fr": ["l'EAU", "licornes", "nuit", "rue"], "en": ["eau", "air"]})

    plan = taken(rows_of_agenda(content, night=night, capacity=20), own, night)

    notes = " ".join(plan.rows[0].notes)
    assert {theme.slug for theme in Debate.objects.get().themes.all()} == {"eau", "nuit", "rue"}
    assert "licornes" in notes
    assert "L’air" in notes


@pytest.mark.parametrize("keywords", [None, 3, "eau, licornes", ["eau", None, {"a": 1}], {"fr": "eau"}])
def test_keywords_of_any_shape_are_read(own, night, keywords):
    DebateTheme.objects.create(slug="eau", name={"fr": "L’eau"})

    plan = dry_run(rows_of_agenda(an_agenda(keywords=keywords), night=night, capacity=20), own, night)

    assert not plan.refused
    assert len(plan.rows[0].values["themes"]) == (0 if keywords in (None, 3) else 1)


def test_a_hosts_limits_hold_for_what_is_new(own, night):
    limits = Limits(venues=1, debates=2)
    places = (a_place(), a_place(external_id="L-2", name="Autre"))
    debates = tuple(a_planned_debate(external_id=f"D-{number}") for number in range(3))

    with pytest.raises(Refused) as refusal:
        taken(read(*places, *debates), own, night, limits=limits)
    taken(read(places[0], *debates[:2]), own, night, limits=limits)
    again = dry_run(read(places[0], *debates[:2]), own, night, limits=limits)

    assert problems(refusal.value.plan) == ["external_id", "external_id"]
    assert not again.refused
    assert (Venue.objects.count(), Debate.objects.count()) == (1, 2)


def test_a_host_is_held_to_limits_and_its_desk_is_not(client, login, host, coordinator, paris, monkeypatch):
    night, own = a_coming_night(paris), a_host(paris, user=host)
    monkeypatch.setattr("debates.importing.views.Limits", lambda: Limits(venues=0))
    sent = {"what": VENUE, "night": night.pk, "capacity": "30"}
    refused = []

    for person in (host, coordinator):
        login(client, person)
        file = SimpleUploadedFile("lieux.csv", a_csv(a_place()))
        page = client.post(
            reverse("debates:new_import", args=[own.slug]), {**sent, "file": file}, follow=True
        )
        refused.append(len(page.context["plan"].refused))

    assert refused == [1, 0]


def test_a_second_place_of_one_name_is_told(own, night):
    taken(read(a_place()), own, night)

    plan = dry_run(read(a_place(external_id="L-2")), own, night)

    assert not plan.refused
    assert plan.rows[0].notes


def test_signs_that_no_database_keeps_are_left_out(own, night):
    content = an_agenda(description="Avant\x00 \x1b[31mrouge\ud800 après", keywords=["\x00"])

    taken(rows_of_agenda(content, night=night, capacity=20), own, night)

    assert str(Debate.objects.get().presentation) == "Avant [31mrouge après"


def test_an_hour_in_the_gap_of_summer_time_is_told_and_its_neighbours_are_read(own, paris):
    from datetime import time

    spring = a_night(paris, edition=an_edition(on=date(2027, 3, 27)), closes=time(5))
    rows = (
        a_planned_debate(external_id="gap", starts="28/03/2027 02:30", ends="04:00"),
        a_planned_debate(external_id="over", starts="01:30", ends="03:30"),
    )

    plan = dry_run(read(a_place(), *rows), own, spring)

    over = next(one for one in plan.rows if one.external_id == "over")
    assert [one.external_id for one in plan.refused] == ["gap"]
    assert (over.values["ends"] - over.values["starts"]).total_seconds() == 3600
    assert over.values["starts"] == at_night(spring, 1, 30)
