"""What the public finds of a night, and what it never sees."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from debates.finding import views
from debates.lifecycle import submit
from debates.models import Debate
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


def found(client, **asked) -> list[str]:
    """The codes of the debates that the list shows for that search."""
    page = client.get(reverse("debates:list"), asked)
    assert page.status_code == 200
    return [card.debate.code for card in page.context["cards"]]


def at_place(night, *, district=None, **facts):
    host = a_host(night.city)
    return a_room(a_venue(host, district=district, **facts))


def test_only_what_is_published_is_listed(client, night, host):
    shown, draft, submitted = published(a_debate(night)), a_debate(night), a_debate(night)
    submit(submitted, host, at=night.starts - timedelta(days=9))

    assert found(client) == [shown.code]
    for hidden in (draft, submitted):
        assert client.get(hidden.get_absolute_url()).status_code == 404


def test_an_edition_that_is_not_shown_shows_nothing(client, paris):
    hidden = published(a_debate(a_night(paris, edition=an_edition(public=False))))

    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert b"No night is announced yet" in client.get(reverse("debates:list")).content


def test_a_debate_is_found_by_city_and_district(client, night, dakar):
    district = night.city.districts.first()
    here = published(a_debate(night, room=at_place(night, district=district)))
    published(a_debate(night))
    there = published(a_debate(a_night(dakar)))

    assert found(client, city="dakar") == [there.code]
    assert found(client, district=f"paris-{district.code}") == [here.code]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"theme": "climat"}, "a"),
        ({"language": "wo"}, "b"),
        ({"format": "walk"}, "b"),
        ({"access": "step_free"}, "a"),
        ({"when": "22:00"}, "b"),
        ({"free": "1"}, "a"),
    ],
)
def test_each_wish_narrows_the_list(client, night, asked, wanted):
    debates = {
        "a": published(a_debate(night, room=at_place(night), themes=("climat",), starts=at_night(night, 20))),
        "b": published(
            a_debate(
                night,
                room=at_place(night, step_free=NO),
                themes=("langues",),
                languages=("wo",),
                format=Debate.WALK,
                starts=at_night(night, 22),
                capacity=1,
            )
        ),
    }
    type(debates["b"].seating).objects.filter(pk=debates["b"].seating_id).update(taken=1)

    assert found(client, **asked) == [debates[wanted].code]


def test_hours_after_midnight_belong_to_the_same_night(client, night):
    late = published(a_debate(night, starts=at_night(night, 0, 0), minutes=60))
    published(a_debate(night, starts=at_night(night, 20)))

    assert found(client, when="23:00") == [late.code]


def test_what_is_on_now_and_next_is_told_by_the_clock(client, night, monkeypatch):
    on = published(a_debate(night, starts=at_night(night, 20)))
    soon = published(a_debate(night, starts=at_night(night, 22)))
    published(a_debate(night, starts=at_night(night, 23, 30), minutes=60))
    monkeypatch.setattr(views.timezone, "now", lambda: at_night(night, 20, 30))

    assert found(client, when="now") == [on.code]
    assert found(client, when="next") == [soon.code]


def test_words_are_found_without_accents_and_with_a_typing_error(client, night):
    wanted = published(a_debate(night, question="Les écrans volent-ils nos soirées ?"))
    published(a_debate(night, question="Que faire des voitures ?"))

    with translation.override("fr"):
        assert found(client, words="ecran") == [wanted.code]
        assert found(client, words="écrans") == [wanted.code]
        assert found(client, words="écrasn") == [wanted.code]


def test_the_nearest_come_first(client, night):
    near = at_place(night)
    far = at_place(night)
    for room, latitude in ((near, "48.85"), (far, "48.89")):
        type(room.venue).objects.filter(pk=room.venue_id).update(latitude=latitude, longitude="2.35")
    second, first = published(a_debate(night, room=far)), published(a_debate(night, room=near))

    assert found(client, near="48.851,2.35") == [first.code, second.code]


def test_a_search_without_an_answer_says_what_to_give_up(client, night):
    shown = published(a_debate(night, themes=("climat",)))
    published(a_debate(night, themes=("langues",), languages=("wo",)))

    page = client.get(reverse("debates:list"), {"theme": "climat", "language": "wo"})

    assert [one.count for one in page.context["alternatives"]] == [1, 1]
    assert [card.debate.code for card in page.context["nearest"]] == [shown.code]


def test_an_address_of_nonsense_still_leads_to_the_list(client, night):
    shown = published(a_debate(night))
    nonsense = {"city": "atlantis", "when": "25:99", "near": "north", "access": "magic", "page": "x"}

    assert found(client, **nonsense) == [shown.code]


def test_as_many_queries_for_one_debate_as_for_thirty(client, night, django_assert_num_queries):
    def queries() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("debates:list"), {"city": "paris"})
        return len(asked)

    published(a_debate(night, themes=("climat",)))
    queries()
    one = queries()
    for _n in range(12):
        published(a_debate(night, themes=("climat",), languages=("fr", "en")))

    assert queries() == one


def test_a_debates_page_tells_its_hours_where_it_is(client, dakar):
    night = a_night(dakar)
    debate = published(a_debate(night, starts=at_night(night, 21)))

    page = client.get(debate.get_absolute_url()).content.decode()

    assert "21:00" in page or "9 p.m." in page
    assert '"startDate":"2027-03-24T21:00:00+00:00"' in page


def test_places_and_hosts_are_public_with_their_debates_only(client, night, paris):
    debate = published(a_debate(night))
    silent = a_venue(a_host(paris))

    assert client.get(debate.room.venue.get_absolute_url()).status_code == 200
    assert client.get(debate.host.get_absolute_url()).status_code == 200
    assert client.get(silent.get_absolute_url()).status_code == 404
    assert client.get(silent.host.get_absolute_url()).status_code == 404


def test_a_host_reads_its_own_draft_and_nobody_elses(client, login, night, host, citizen, coordinator):
    mine = a_debate(night, host=a_host(night.city, user=host))
    address = mine.get_absolute_url()

    login(client, host)
    assert client.get(address).status_code == 200
    login(client, citizen)
    assert client.get(address).status_code == 404
    login(client, coordinator)
    assert client.get(address).status_code == 200
