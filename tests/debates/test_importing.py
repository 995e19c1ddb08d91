"""Imports: every row's problems are told, all rows go in or none, and the same file again makes nothing twice."""

from __future__ import annotations

import json
from datetime import date, time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from debates.importing.agenda import rows_of_agenda, rows_of_events
from debates.importing.planning import LEFT, NEW, UNCHANGED
from debates.importing.taking_over import Refused, dry_run, take_over
from debates.models import Debate, Imported, Room, Venue
from tests.debates.importing_makers import REAL_EVENTS, a_csv, a_place, a_planned_debate, read, real_events
from tests.debates.makers import a_host, a_night, an_edition, at_night, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(paris):
    return a_night(paris)


@pytest.fixture
def own(paris, host):
    return a_host(paris, user=host)


def taken(rows, own, night, **more):
    return take_over(rows, own, night, at=timezone.now(), **more)


def test_places_and_debates_come_in_as_drafts_with_their_rooms(own, night):
    taken(read(a_place(), a_planned_debate()), own, night)

    debate = Debate.objects.get()
    assert debate.status == Debate.DRAFT
    assert (debate.room.name, debate.room.venue.name, debate.seating.capacity) == (
        "Grande salle",
        "Café des Arts",
        60,
    )
    assert (debate.starts, debate.ends) == (at_night(night, 21), at_night(night, 22, 30))
    assert [one.code for one in debate.spoken_languages.all()] == ["fr", "wo"]


def test_what_is_not_told_of_accessibility_is_unknown_with_a_note(own, night):
    taken(read(a_place()), own, night)

    venue = Venue.objects.get()
    assert (venue.step_free, venue.hearing_loop) == ("yes", "unknown")
    assert venue.hearing_loop_note


def test_the_same_file_again_changes_nothing_and_another_one_changes_the_same_things(own, night):
    rows = (a_place(), a_planned_debate())
    taken(read(*rows), own, night)
    numbers = (
        list(Debate.objects.values_list("pk", flat=True)),
        list(Venue.objects.values_list("pk", flat=True)),
    )

    again = taken(read(*rows), own, night)
    changed = taken(read(a_place(), a_planned_debate(question_fr="Faut-il l’ouvrir ?")), own, night)

    assert again.counts == {"new": 0, "changed": 0, "unchanged": 2, "left": 0}
    assert (changed.count("changed"), changed.count(UNCHANGED)) == (1, 1)
    assert str(Debate.objects.get().question) == "Faut-il l’ouvrir ?"
    assert numbers == (
        list(Debate.objects.values_list("pk", flat=True)),
        list(Venue.objects.values_list("pk", flat=True)),
    )


def test_a_debate_that_is_no_draft_any_more_is_left_as_it_is(own, night):
    taken(read(a_place(), a_planned_debate()), own, night)
    published(Debate.objects.get())

    again = taken(read(a_planned_debate(question_fr="Autre chose ?")), own, night)

    assert again.rows[0].outcome == LEFT
    assert str(Debate.objects.get().question) == "Faut-il fermer la rue ?"


def test_the_same_number_next_year_is_another_debate(own, night, paris):
    next_year = a_night(paris, edition=an_edition(on=date(2028, 3, 24)))
    taken(read(a_place(), a_planned_debate()), own, night)

    plan = taken(read(a_planned_debate()), own, next_year)

    assert plan.rows[0].outcome == NEW
    assert Debate.objects.count() == 2


def test_two_hosts_may_use_the_same_numbers(own, night, paris):
    taken(read(a_place()), own, night)
    taken(read(a_place()), a_host(paris), night)

    assert Venue.objects.count() == 2
    assert Imported.objects.count() == 2


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (a_place(rooms="Grande salle"), "rooms"),
        (a_place(rooms="A: 3; A: 4"), "rooms"),
        (a_place(kind="bateau"), "kind"),
        (a_place(latitude="48.85"), "latitude"),
        (a_place(latitude="NaN", longitude="2.3"), "latitude"),
        (a_place(step_free="peut-être"), "step_free"),
        (a_place(district="99"), "district"),
        (a_place(name="=1+1"), "name"),
        (a_place(external_id=""), "external_id"),
        (a_planned_debate(starts="25:00"), "starts"),
        (a_planned_debate(starts="12:00"), "starts"),
        (a_planned_debate(ends=""), "ends"),
        (a_planned_debate(ends="20:00"), "ends"),
        (a_planned_debate(venue="ailleurs"), "venue"),
        (a_planned_debate(room="Grenier"), "room"),
        (a_planned_debate(room=""), "room"),
        (a_planned_debate(seats="beaucoup"), "seats"),
        (a_planned_debate(themes="licornes"), "themes"),
        (a_planned_debate(languages="français!"), "languages"),
        (a_planned_debate(online_link="javascript:alert(1)"), "online_link"),
        (a_planned_debate(question_fr="x" * 201), "question_fr"),
    ],
)
def test_each_wrong_cell_is_told_by_line_and_column_and_nothing_goes_in(own, night, row, column):
    good = a_place(external_id="L-0", name="Autre lieu") if "name" in row else a_place()
    rows = read(good, row)

    with pytest.raises(Refused) as refusal:
        taken(rows, own, night)

    problems = [(one.row.line, name) for one in refusal.value.plan.refused for name, _told in one.problems]
    assert problems == [(3 if "name" in row else 2, column)]
    assert not Venue.objects.exists()


def test_two_rows_with_one_number_are_told(own, night):
    plan = dry_run(read(a_place(), a_place(name="Autre")), own, night)

    assert [name for name, _told in plan.refused[0].problems] == ["external_id"]


def test_an_hour_that_the_clocks_skip_is_told(own, paris):
    spring = a_night(paris, edition=an_edition(on=date(2027, 3, 27)), closes=time(5))

    plan = dry_run(read(a_place(), a_planned_debate(starts="02:30", ends="04:00")), own, spring)

    assert [name for name, _told in plan.refused[0].problems] == ["starts"]


def test_a_dry_run_asks_as_many_queries_for_one_row_as_for_thirty(own, night, django_assert_num_queries):
    many = [a_planned_debate(external_id=f"D-{number}") for number in range(30)]

    for rows in (read(a_place(), a_planned_debate()), read(a_place(), *many)):
        with django_assert_num_queries(4):
            dry_run(rows, own, night)


def test_an_agenda_becomes_places_and_drafts(own, night):
    event = {
        "uid": 7,
        "title": {"fr": "À qui est la nuit ?"},
        "description": {"fr": "Une <b>soirée</b>"},
        "location": {
            "name": "La Halle",
            "address": "1 place",
            "latitude": 48.85,
            "longitude": 2.35,
            "postalCode": "75004",
        },
        "timings": [
            {"begin": "2027-03-23T20:00:00+01:00", "end": "2027-03-23T22:00:00+01:00"},
            {"begin": "2027-03-24T20:00:00+01:00", "end": "2027-03-24T22:00:00+01:00"},
        ],
    }
    content = json.dumps({"events": [event, {"uid": 8, "title": "Sans lieu"}, "rien"]}).encode()

    rows = rows_of_agenda(content, night=night, capacity=25)
    plan = taken(rows, own, night, without_refused=True)

    first = Debate.objects.get(imported__external_id="7")
    assert (first.starts, str(first.presentation)) == (at_night(night, 20), "Une soirée")
    assert (first.room.capacity, bool(first.room.note)) == (25, True)
    assert len(plan.refused) == 1
    assert Debate.objects.get(imported__external_id="8").room is None


@pytest.mark.skipif(not REAL_EVENTS.exists(), reason="the real events are not beside the project")
def test_real_events_go_in_or_are_refused_with_a_reason(own, night):
    events = real_events(night, most=200)

    plan = taken(rows_of_events(events, night=night, capacity=30), own, night, without_refused=True)

    refused = [one for one in plan.refused if one.row.kind == "debate"]
    assert Debate.objects.count() == len(events) - len(refused)
    assert Debate.objects.count() > 150
    assert Debate.objects.exclude(starts=None).count() > 25
    assert all(sentence for one in refused for _name, sentence in one.problems)
    assert Room.objects.count() == Venue.objects.count() > 60
    again = taken(rows_of_events(events, night=night, capacity=30), own, night, without_refused=True)
    assert (again.count(NEW), again.count("changed")) == (0, 0)


def test_the_command_says_problems_by_line_and_writes_all_or_nothing(own, night, tmp_path):
    good, bad = tmp_path / "places.csv", tmp_path / "bad.csv"
    good.write_bytes(a_csv(a_place()))
    bad.write_bytes(a_csv(a_place(), a_place(external_id="L-2", rooms="")))
    arguments = {"host": own.slug, "night": night.edition.slug, "what": "venue"}
    told = StringIO()

    with pytest.raises(CommandError):
        call_command("import_debates", bad, stderr=told, **arguments)
    call_command("import_debates", good, dry_run=True, stdout=StringIO(), **arguments)
    before = Venue.objects.count()
    call_command("import_debates", good, stdout=StringIO(), **arguments)

    assert told.getvalue().startswith("3: rooms:")
    assert (before, Venue.objects.count()) == (0, 1)
