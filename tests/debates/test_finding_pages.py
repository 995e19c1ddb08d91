"""How the list and a debate's page tell hours, wishes and ways to take the programme along."""

from __future__ import annotations

import json
import re
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from debates.models.venue import NO
from tests.debates.makers import a_debate, a_host, a_night, a_room, a_venue, an_edition, at_night, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def night(paris):
    return a_night(paris)


def read(client, **asked) -> str:
    return client.get(reverse("debates:list"), asked).content.decode()


def test_hours_are_those_of_the_venue_whatever_the_servers_clock(client, dakar):
    debate = published(a_debate(a_night(dakar)))

    page, own = read(client), client.get(debate.get_absolute_url()).content.decode()

    for told in (page, own):
        assert 'datetime="2027-03-24T21:00:00+00:00"' in told
    assert "21:00 – 22:30" in page
    assert "22:00" not in page.replace("value=", "")[page.index("results-title") :].split("follow-title")[0]


@pytest.mark.parametrize(
    ("on", "paris_offset", "montreal_offset"),
    [
        (date(2027, 3, 27), "+01:00", "-04:00"),
        (date(2027, 3, 28), "+02:00", "-04:00"),
        (date(2027, 11, 6), "+01:00", "-04:00"),
        (date(2027, 11, 7), "+01:00", "-05:00"),
    ],
)
def test_hours_follow_each_zone_on_the_nights_when_clocks_change(
    client, paris, dakar, montreal, on, paris_offset, montreal_offset
):
    edition = an_edition(on=on)
    for city in (paris, dakar, montreal):
        published(a_debate(a_night(city, edition=edition)))

    told = set(re.findall(r'<time[^>]* datetime="[^"]+T21:00:00([^"]+)" data-zone-note', read(client)))

    assert told == {paris_offset, montreal_offset, "+00:00"}


def test_debates_stand_under_the_hour_by_the_clock_of_each_city(client, night, dakar):
    published(a_debate(night, starts=at_night(night, 19, 30)))
    there = a_night(dakar)
    published(a_debate(there, starts=at_night(there, 18)))
    published(a_debate(night, starts=at_night(night, 23)))

    hours = client.get(reverse("debates:list")).context["hours"]

    assert [hour.clocks for hour in hours] == [[("18:00", "Dakar"), ("19:00", "Paris")], [("23:00", "Paris")]]
    assert [len(hour.cards) for hour in hours] == [2, 1]
    assert [bool(hour.day) for hour in hours] == [True, False]


def test_an_hour_that_is_of_two_days_leaves_the_day_to_its_cards(client, night, montreal):
    published(a_debate(night, starts=at_night(night, 23), minutes=30))
    published(a_debate(night, starts=at_night(night, 0), minutes=30))
    there = a_night(montreal)
    published(a_debate(there, starts=at_night(there, 19)))

    hours = client.get(reverse("debates:list")).context["hours"]

    assert [hour.is_one_day for hour in hours] == [True, False]
    assert "Wednesday 24 March" in read(client).split('id="hour-2"')[1]
    assert "Thursday 25 March" in read(client).split('id="hour-2"')[1]


def test_each_wish_can_be_taken_back_alone(client, night):
    published(a_debate(night, themes=("climat",)))

    chips = client.get(reverse("debates:list"), {"city": "paris", "theme": "climat"}).context["asked"].chips()

    assert [words for words, _without in chips] == ["Paris", "Climat"]
    assert chips[0][1].endswith("theme=climat")
    assert "city=paris" in chips[1][1]


def test_a_place_is_rounded_before_any_address_is_written_with_it(client, night):
    published(a_debate(night))

    page = read(client, near="48.860123,2.349876")

    assert "48.860%2C2.350" in page
    assert "48.860123" not in page.split("</head>")[1].split("site-header")[0]
    assert 'value="48.860,2.350"' in page


def test_what_a_place_has_is_told_in_words_and_what_it_lacks_is_not(client, night):
    room = a_room(a_venue(a_host(night.city), hearing_loop=NO))
    published(a_debate(night, room=room))

    card = read(client).split('class="debate-access"')[1].split("</article>")[0]

    assert "without a step" in card
    assert "hearing loop" not in card


def test_the_programme_can_be_taken_along_as_it_was_narrowed(client, night):
    published(a_debate(night, themes=("climat",)))

    page = read(client, theme="climat")

    for address in re.findall(r'href="(/(?:debates\.\w+|api/v1/debates)\?[^"]+)"', page):
        assert "theme=climat" in address
        assert client.get(address.replace("&amp;", "&")).status_code == 200
    assert "&lt;iframe src=" in page
    assert "/debates/embed/?" in page


def test_the_list_for_other_sites_may_be_framed_and_no_other_page(client, night):
    debate = published(a_debate(night))

    embedded = client.get(reverse("debates:embed"), {"city": "paris"})

    assert "frame-ancestors *" in embedded["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded
    assert "default-src 'none'" in embedded["Content-Security-Policy"]
    assert debate.code in embedded.content.decode()
    assert '<base target="_top">' in embedded.content.decode()
    assert not embedded.cookies
    usual = client.get(reverse("debates:list"))
    assert usual["X-Frame-Options"]
    assert "frame-ancestors 'none'" in usual["Content-Security-Policy"]


def test_the_list_for_other_sites_stands_without_any_night(client):
    assert client.get(reverse("debates:embed")).status_code == 200


@pytest.mark.parametrize("name", ["debates:list", "debates:embed"])
def test_lists_take_as_many_queries_for_thirty_debates(client, night, name):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(name)).status_code == 200
        return len(captured)

    published(a_debate(night, themes=("climat",)))
    queries()
    one = queries()
    for _number in range(15):
        published(a_debate(night, themes=("climat",)))

    assert queries() == one


def test_a_debate_says_how_to_remember_it_and_tells_search_engines(client, night):
    debate = published(a_debate(night))

    page = client.get(debate.get_absolute_url()).content.decode()
    told = json.loads(re.search(r'<script type="application/ld\+json">(.+?)</script>', page, re.S)[1])

    assert reverse("debates_for_machines:debate_ics", args=[debate.code]) in page
    assert "mailto:?subject=Faut-il" in page
    assert '"startDate": "2027-03-24T21:00:00+01:00"' in json.dumps(told)


def test_an_ended_night_still_shows_its_debates(client, paris):
    night = a_night(paris, edition=an_edition(on=date(2025, 3, 24)), opens=time(18))
    debate = published(a_debate(night), at=night.starts - timedelta(days=9))

    assert debate.code in read(client)
