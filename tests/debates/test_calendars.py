"""Programmes for programs: calendars, feed, map and interface tell what the list shows, and nothing more."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from debates.calendars.ical import calendar_of
from debates.lifecycle import cancel
from debates.models import Venue
from tests.debates.makers import a_debate, a_host, a_night, a_room, a_venue, an_edition, at_night, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(paris):
    return a_night(paris)


def calendar(client: Client, address: str) -> Calendar:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(response.content)


def events(found: Calendar) -> dict[str, object]:
    return {str(event["uid"]).split("@")[0]: event for event in found.walk("VEVENT")}


def test_the_whole_edition_and_one_city_are_calendars(client, night, dakar):
    here = published(a_debate(night))
    there = published(a_debate(a_night(dakar)))
    a_debate(night)

    assert set(events(calendar(client, "/debates.ics"))) == {here.code, there.code}
    assert set(events(calendar(client, "/debates.ics?city=dakar"))) == {there.code}


def test_an_event_is_in_its_venues_zone_with_the_zones_rules(client, night):
    debate = published(a_debate(night, starts=at_night(night, 21)))

    found = calendar(client, f"/debates/{debate.code}.ics")

    event = events(found)[debate.code]
    assert event["dtstart"].params["TZID"] == "Europe/Paris"
    assert event["dtstart"].dt.astimezone(UTC) == debate.starts
    assert [str(zone["tzid"]) for zone in found.walk("VTIMEZONE")] == ["Europe/Paris"]


@pytest.mark.parametrize(
    ("city", "on", "local", "offset"),
    [
        # Summer time begins in Paris at 02:00 on 28 March 2027 and ends at 03:00 on 31 October.
        ("paris", date(2027, 3, 27), time(1, 30), 1),
        ("paris", date(2027, 3, 27), time(3, 30), 2),
        ("paris", date(2027, 10, 30), time(1, 30), 2),
        ("paris", date(2027, 10, 30), time(3, 30), 1),
        # In Montréal it begins at 02:00 on 14 March 2027 and ends at 02:00 on 7 November.
        ("montreal", date(2027, 3, 13), time(1, 30), -5),
        ("montreal", date(2027, 3, 13), time(3, 30), -4),
        ("montreal", date(2027, 11, 6), time(0, 30), -4),
        ("montreal", date(2027, 11, 6), time(2, 30), -5),
        ("dakar", date(2027, 3, 27), time(3, 30), 0),
        ("dakar", date(2027, 10, 30), time(1, 30), 0),
    ],
)
def test_hours_are_right_on_the_nights_when_the_clocks_change(request, city, on, local, offset):
    night = a_night(request.getfixturevalue(city), edition=an_edition(on=on), opens=time(18), closes=time(5))
    starts = datetime.combine(on + timedelta(days=1), local, tzinfo=night.city.zone)
    debate = published(a_debate(night, starts=starts.astimezone(UTC), minutes=30))

    found = Calendar.from_ical(calendar_of([debate], name="Nuit"))

    event = events(found)[debate.code]
    assert event["dtstart"].dt.replace(tzinfo=None) == datetime.combine(on + timedelta(days=1), local)
    assert event["dtstart"].dt.utcoffset() == timedelta(hours=offset)
    assert event["dtend"].dt.astimezone(UTC) - event["dtstart"].dt.astimezone(UTC) == timedelta(minutes=30)


def test_a_debate_that_is_called_off_is_a_later_state_of_the_same_event(client, night, host):
    debate = published(a_debate(night))
    before = events(calendar(client, "/debates.ics"))[debate.code]

    cancel(debate, host, at=night.starts, text="La salle est inondée.")

    after = events(calendar(client, "/debates.ics"))[debate.code]
    assert str(after["uid"]) == str(before["uid"])
    assert after["sequence"] > before["sequence"]
    assert (before["status"], after["status"]) == ("CONFIRMED", "CANCELLED")


def test_words_of_hosts_break_no_calendar_and_no_feed(client, night):
    wild = "Et si ;\r\nBEGIN:VEVENT ? <b>&amp;</b> “oui”, non"
    debate = published(a_debate(night, question=wild))

    event = events(calendar(client, "/debates.ics"))

    assert set(event) == {debate.code}
    assert "<b>" not in client.get("/debates.rss").content.decode().split("<title>")[2].split("</title>")[0]


def test_addresses_say_the_same_to_everybody(night):
    published(a_debate(night))

    french, english = (
        Client(headers={"accept-language": language}).get("/debates.ics").content for language in ("fr", "en")
    )

    assert french == english


def test_the_map_groups_near_venues_from_afar_and_parts_them_near(client, night):
    host = a_host(night.city)
    for n in range(3):
        venue = a_venue(host)
        Venue.objects.filter(pk=venue.pk).update(latitude=48.85 + n / 2000, longitude=2.35)
        published(a_debate(night, room=a_room(venue)))

    far = client.get("/debates.geojson?zoom=10").json()["features"]
    near = client.get("/debates.geojson?zoom=18").json()["features"]
    outside = client.get("/debates.geojson?zoom=18&bbox=-18,14,-17,15").json()["features"]

    assert [point["properties"]["debates"] for point in far] == [3]
    assert len(near) == 3
    assert outside == []


@pytest.mark.parametrize("window", ["bbox=1,2,3", "bbox=a,b,c,d", "zoom=99", "bbox=nan,0,0,0", "zoom=x"])
def test_a_window_of_nonsense_is_refused_with_a_sentence(client, night, window):
    answer = client.get(f"/debates.geojson?{window}")

    assert answer.status_code == 400
    assert answer.json()["error"]


def test_the_interface_is_paged_and_filtered_like_the_list(client, night, dakar):
    for _n in range(3):
        published(a_debate(night))
    there = published(a_debate(a_night(dakar), themes=("climat",)))

    first = client.get("/api/v1/debates?per_page=3").json()
    second = client.get("/api/v1/debates?per_page=3&page=2").json()
    filtered = client.get("/api/v1/debates?city=dakar").json()["items"]

    assert (first["count"], first["pages"], len(first["items"]), len(second["items"])) == (4, 2, 3, 1)
    assert [(one["code"], one["themes"], one["time_zone"]) for one in filtered] == [
        (there.code, ["climat"], "Africa/Dakar")
    ]


def test_the_interface_describes_itself(client):
    described = client.get("/api/v1/openapi.json").json()

    assert {"/api/v1/debates", "/api/v1/editions", "/api/v1/debates/{code}"} <= set(described["paths"])
    names = {one["name"] for one in described["paths"]["/api/v1/debates"]["get"]["parameters"]}
    assert {"city", "district", "when", "theme", "words", "page"} <= names


def test_the_interface_never_tells_what_is_not_public(client, night):
    shown, draft = published(a_debate(night)), a_debate(night)
    shown.host.phone = "01 23 45 67 89"
    shown.host.save()

    listed = client.get("/api/v1/debates").content.decode()

    assert draft.code not in listed
    assert "01 23 45 67 89" not in listed
    assert client.get(f"/api/v1/debates/{draft.code}").status_code == 404
    assert json.loads(listed)["count"] == 1
