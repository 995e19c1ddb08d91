"""Boards for screens: now and next, by each city's clock, and what is called off, late or full."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse

from debates.models import News
from debates.registering.calling_off import call_off
from debates.registering.seats import take
from debates.registering.telling import tell
from debates.tonight import board_views
from debates.tonight.boards import boards, nights_to_show
from tests.debates.makers import a_debate, a_night, an_edition, at_night, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(paris):
    return a_night(paris)


@pytest.fixture
def at_half_past_nine(night, monkeypatch):
    """The moment at which the pages are looked at."""
    now = at_night(night, 21, 30)
    monkeypatch.setattr(board_views.timezone, "now", lambda: now)
    return now


def questions(cards) -> list[str]:
    return [str(card.debate.question) for card in cards]


def test_what_goes_on_and_what_begins_soon_are_told_apart(night):
    published(a_debate(night, starts=at_night(night, 19), question="Fini ?"))
    published(a_debate(night, starts=at_night(night, 21), question="En cours ?"))
    published(a_debate(night, starts=at_night(night, 22), question="Bientôt ?"))
    a_debate(night, starts=at_night(night, 21), question="Brouillon ?")

    (board,) = boards([night], at=at_night(night, 21, 30))

    assert questions(board.now) == ["En cours ?"]
    assert questions(board.next) == ["Bientôt ?"]


def test_before_the_night_the_first_debates_are_next(night):
    published(a_debate(night, starts=at_night(night, 21), question="Premier ?"))

    (board,) = boards(
        nights_to_show(at=night.starts - timedelta(days=3)), at=night.starts - timedelta(days=3)
    )

    assert questions(board.next) == ["Premier ?"]


def test_the_night_that_goes_on_is_shown_though_the_next_edition_is_announced(night, paris):
    a_night(paris, edition=an_edition(on=night.edition.date + timedelta(days=365)))

    assert nights_to_show(at=at_night(night, 22)) == [night]


def test_what_is_called_off_late_or_full_is_said(client, night, host, at_half_past_nine):
    full = published(a_debate(night, starts=at_night(night, 22), capacity=1))
    take(full.seating, 1)
    late = published(a_debate(night, starts=at_night(night, 22)))
    tell(late.seating, News.LATE, "", at=at_half_past_nine, late_minutes=20)
    call_off(published(a_debate(night)), host, at=at_half_past_nine, text="La salle est fermée.")

    page = client.get(
        reverse("debates:now_in", args=["paris"]), headers={"accept-language": "fr"}
    ).content.decode()

    assert page.count("board-off") == 1
    assert len(re.findall(r"tag-danger", page)) == 2
    assert len(re.findall(r"tag-warning", page)) == 1
    assert "20" in re.search(r"tag-warning\">([^<]*)", page).group(1)


def test_the_world_tells_each_citys_own_clock(client, night, dakar, montreal, monkeypatch):
    for city in (dakar, montreal):
        a_night(city)
    now = at_night(night, 21, 30)
    monkeypatch.setattr(board_views.timezone, "now", lambda: now)

    page = client.get(reverse("debates:now")).content.decode()

    clocks = re.findall(r'board-city-clock" datetime="[^"]*">([^<]*)<', page)
    assert [re.sub(r"\D+", ":", clock) for clock in clocks] == ["21:30", "20:30", "16:30"]


def test_a_board_goes_on_page_by_page_and_begins_again(client, night, at_half_past_nine):
    for _number in range(8):
        published(a_debate(night))
    address = reverse("debates:now_in", args=["paris"])

    first, second = client.get(address), client.get(address, {"page": "2"})

    assert (len(first.context["boards"][0].now), len(second.context["boards"][0].now)) == (6, 2)
    assert f'url={address}?page=2"' in first.content.decode()
    assert f'url={address}?page=1"' in second.content.decode()


def test_a_board_can_stand_still(client, night, at_half_past_nine):
    page = client.get(reverse("debates:now_in", args=["paris"]), {"still": "1"}).content.decode()

    assert 'http-equiv="refresh"' not in page
    assert "data-following" not in page


def test_a_city_without_a_night_has_no_board(client, night, dakar):
    assert client.get(reverse("debates:now_in", args=["dakar"])).status_code == 404
    assert client.get(reverse("debates:now"), {"page": "9" * 40}).status_code == 200


def test_a_board_costs_the_same_with_1_and_with_12(
    client, night, at_half_past_nine, django_assert_max_num_queries
):
    published(a_debate(night))
    published(a_debate(night, starts=at_night(night, 22)))
    address = reverse("debates:now")
    client.get(address)
    with django_assert_max_num_queries(30) as few:
        client.get(address)
    for number in range(12):
        published(a_debate(night, starts=at_night(night, 21 + number % 2)))

    with django_assert_max_num_queries(len(few)):
        client.get(address)


@pytest.mark.parametrize(
    ("on", "starts", "minutes_later", "clock"),
    [
        # Summer time begins in Paris on 28 March 2027: an hour after half past one it is half past three.
        (date(2027, 3, 27), datetime(2027, 3, 28, 0, 30, tzinfo=UTC), 40, "03:10"),
        # It ends on 31 October: a quarter past two comes twice, and at the second a debate from half past two is on.
        (date(2027, 10, 30), datetime(2027, 10, 31, 0, 30, tzinfo=UTC), 45, "02:15"),
    ],
)
def test_boards_are_right_after_midnight_when_the_clocks_change(paris, on, starts, minutes_later, clock):
    looked_at = starts + timedelta(minutes=minutes_later)
    night = a_night(paris, edition=an_edition(on=on), closes=time(5))
    published(a_debate(night, starts=starts, minutes=60, question="En cours ?"))
    published(a_debate(night, starts=starts + timedelta(hours=2), minutes=30, question="Ensuite ?"))

    (board,) = boards(nights_to_show(at=looked_at), at=looked_at)

    assert (questions(board.now), questions(board.next)) == (["En cours ?"], ["Ensuite ?"])
    assert f"{board.clock:%H:%M}" == clock
