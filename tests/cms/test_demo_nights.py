"""The demonstration's nights of debates: our texts, places told whole, hours that fit, verbs that people use."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from cities.atlas import ATLAS, install_city
from cms.demo.debating import CITIES, a_year_before, make_nights, night_of, texts_of
from cms.demo.people import make_people
from cms.demo.texts import read
from debates.models import Debate, DebateEvent, Edition, Host, Registration, Report, Venue
from debates.models.venue import ACCESS_FACTS, NO, UNKNOWN, YES
from tests.cms.test_conference_demo import words_of
from tests.cms.test_demo import sentences

# Addresses and what others are called by; the same on purpose.
NAMES = ("slug", "venue", "room", "host")
ROOMLESS = (Debate.DRAFT, Debate.REFUSED, Debate.WITHDRAWN, Debate.CANCELLED)


def everything(kind: str) -> list[dict]:
    return [one for city in CITIES for one in texts_of(city, kind)]


def minutes_into_the_day(hour: str) -> int:
    hours, minutes = hour.split(":")
    return int(hours) * 60 + int(minutes)


def test_demo_has_enough_debates_venues_and_hosts():
    assert len(everything("debates")) >= 120
    assert len(everything("venues")) >= 60
    assert len(everything("hosts")) >= 40
    assert len(read("nights/last_year")) >= 12


def test_texts_of_the_nights_share_no_sentence():
    said = [
        *everything("hosts"),
        *[{key: one[key] for key in ("description", "access")} for one in everything("venues")],
        *everything("debates"),
        *read("nights/last_year"),
        *[one | {"question": ""} for one in read("nights/last_year_reports")],
        read("nights/edition"),
    ]
    told = [{key: text for key, text in one.items() if key not in NAMES} for one in said]

    repeated = Counter(sentence for text in words_of(told) for sentence in sentences(text))

    assert [sentence for sentence, times in repeated.items() if times > 1] == []


def test_presentations_are_neither_short_nor_long():
    given = [(code, text) for one in everything("debates") for code, text in one["presentation"].items()]

    lengths = [(code, len(text.split()), text[:40]) for code, text in given]

    # Wolof says it in fewer words.
    assert [one for one in lengths if not (25 if one[0] == "wo" else 40) <= one[1] <= 110] == []


def test_debates_are_told_in_the_languages_of_their_city():
    told = {
        city: Counter(code for one in texts_of(city, "debates") for code in one["presentation"])
        for city in CITIES
    }

    assert told["paris"]["en"] * 4 >= told["paris"]["fr"]
    assert told["montreal"]["en"] * 2 >= told["montreal"]["fr"]
    assert told["dakar"]["wo"] >= 8


@pytest.mark.parametrize("city", CITIES)
def test_venues_tell_every_fact_and_stand_in_their_city(city):
    plan = ATLAS[city]
    districts = {code for code, _french, _english in plan.districts}

    for venue in texts_of(city, "venues"):
        assert set(venue["access"]) == set(ACCESS_FACTS), venue["slug"]
        assert all(
            answer in {YES, NO} or (answer == UNKNOWN and note) for answer, note in venue["access"].values()
        ), venue["slug"]
        assert venue["district"] in districts, venue["slug"]
        assert venue["kind"] in dict(Venue.KINDS)
        assert set(venue["equipment"]) <= set(dict(Venue.EQUIPMENT))
        assert abs(venue["point"][0] - float(plan.latitude)) < 0.15, venue["slug"]
        assert abs(venue["point"][1] - float(plan.longitude)) < 0.2, venue["slug"]


@pytest.mark.parametrize("city", CITIES)
def test_some_districts_have_no_debate(city):
    districts = {venue["slug"]: venue["district"] for venue in texts_of(city, "venues")}

    with_debates = Counter(districts[debate["venue"]] for debate in texts_of(city, "debates"))

    assert len(ATLAS[city].districts) - len(with_debates) >= 3
    assert max(with_debates.values()) >= 5


@pytest.mark.parametrize("city", CITIES)
def test_debates_fit_their_night_and_their_room(city):
    rules = read("nights/edition")["cities"][city]
    opens, closes = (minutes_into_the_day(rules[hour]) for hour in ("opens_at", "closes_at"))
    rooms = {
        (venue["slug"], name): capacity
        for venue in texts_of(city, "venues")
        for name, capacity, _note in venue["rooms"]
    }
    busy: dict[tuple[str, str], list[tuple[int, int]]] = {}

    for debate in texts_of(city, "debates"):
        room = debate["venue"], debate["room"]
        starts = minutes_into_the_day(debate["at"])
        ends = starts + debate["minutes"]
        assert opens <= starts < ends <= closes + (24 * 60 if closes <= opens else 0), debate["question"]
        assert debate.get("capacity", 1) <= rooms[room], debate["question"]
        assert 1 <= len(debate["themes"]) <= 3
        if debate.get("status") not in ROOMLESS:
            busy.setdefault(room, []).append((starts, ends))

    assert [
        (room, one, other)
        for room, hours in busy.items()
        for one, other in pairwise(sorted(hours))
        if other[0] < one[1]
    ] == []


def test_the_night_is_a_friday_about_three_weeks_away():
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(800)]

    for day in days:
        night = night_of(datetime(day.year, day.month, day.day, tzinfo=UTC))
        assert night.weekday() == 4
        assert 18 <= (night - day).days <= 24
        assert a_year_before(night).year == night.year - 1
        assert a_year_before(night).weekday() == 4


@pytest.mark.django_db
def test_demo_makes_both_editions_once_with_debates_in_every_status():
    for city in CITIES:
        install_city(city)
    people = make_people()
    now = timezone.now()

    edition = make_nights(people, at=now)
    steps = DebateEvent.objects.count()
    again = make_nights(people, at=now + timedelta(days=400))

    debates = Debate.objects.of_edition(edition)
    last = Edition.objects.latest_first().last()
    assert again == edition
    assert DebateEvent.objects.count() == steps
    assert Edition.objects.count() == 2
    assert set(debates.values_list("status", flat=True)) == {status for status, _name in Debate.STATUSES}
    assert debates.public().held().count() >= 100
    assert Debate.objects.of_edition(last).public().count() == len(read("nights/last_year"))
    reports = Report.objects.public().filter(debate__night__edition=last)
    assert reports.count() == len(read("nights/last_year_reports")) >= 10
    assert any(report.is_late for report in reports.select_related("debate"))
    assert all(
        report.present <= report.debate.room.capacity for report in reports.select_related("debate__room")
    )
    assert Debate.objects.of(people["chloe"]).of_edition(edition).count() == 6
    assert Host.objects.public().count() >= 40
    assert DebateEvent.objects.filter(at__gt=now).count() == 0
    again_in = debates.filter(status=Debate.SUBMITTED, events__kind=DebateEvent.ASKED)
    assert {debate.events.filter(kind=DebateEvent.SUBMITTED).count() for debate in again_in} == {2}
    assert Registration.objects.in_line().exists()
    assert Registration.objects.filter(status=Registration.OFFERED).exists()
