"""Editions, nights and themes as desks and administrators change them."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.urls import reverse

from debates.models import DebateTheme, Edition, Night
from tests.debates.desk_makers import submitted, told
from tests.debates.makers import a_night, an_edition, at_night

pytestmark = pytest.mark.django_db
RULES = {
    "opens_at": "18:00",
    "closes_at": "01:00",
    "closes_minutes_before": "30",
    "seats_at_most": "4",
    "offer_hours": "12",
}


@pytest.fixture
def night(montreal):
    return a_night(montreal)


@pytest.fixture
def desk(client, login, coordinator, montreal):
    coordinator.desks.add(montreal)
    return login(client, coordinator)


def change(client, night: Night, **changes):
    return client.post(reverse("debates_admin:night", args=[night.pk]), RULES | changes)


def test_moments_are_typed_by_the_citys_clock(desk, night):
    change(
        desk, night, registration_opens="2027-03-01T09:00", notice_fr="Entrée par la cour.", seats_at_most="2"
    )

    night.refresh_from_db()
    page = desk.get(reverse("debates_admin:night", args=[night.pk])).content.decode()
    assert night.registration_opens.astimezone(night.city.zone).hour == 9
    assert night.registration_opens.hour == 14
    assert (night.seats_at_most, str(night.notice)) == (2, "Entrée par la cour.")
    assert 'value="2027-03-01T09:00"' in page


def test_hours_that_leave_debates_outside_are_refused_with_their_number(desk, night):
    early = submitted(night, starts=at_night(night, 18))
    submitted(night, starts=at_night(night, 19))
    submitted(night, starts=at_night(night, 21))

    response = change(desk, night, opens_at="20:00")

    night.refresh_from_db()
    error = response.context["form"].non_field_errors()[0]
    assert response.status_code == 422
    assert night.opens_at == time(18)
    assert error.startswith("2 ")
    assert str(early) in error


def test_hours_that_keep_all_debates_are_kept(desk, night):
    submitted(night, starts=at_night(night, 21))

    change(desk, night, opens_at="20:00", closes_at="00:00")

    night.refresh_from_db()
    assert (night.opens_at, night.closes_at) == (time(20), time(0))
    assert night.starts == at_night(night, 20)


def test_a_coordinator_adds_their_own_city_only(desk, montreal, dakar):
    edition = an_edition()
    address = reverse("debates_admin:add_night", args=[edition.slug])

    foreign = desk.post(address, {"city": dakar.pk})
    desk.post(address, {"city": montreal.pk})
    twice = desk.post(address, {"city": montreal.pk})

    assert (foreign.status_code, twice.status_code) == (422, 422)
    assert [night.city for night in Night.objects.all()] == [montreal]


def test_an_edition_moves_its_nights_unless_debates_stay_behind(client, login, administrator, night):
    login(client, administrator)
    edition = night.edition
    address = reverse("debates_admin:edition", args=[edition.slug])
    typed = {"name_fr": "Nuit des débats", "slug": edition.slug, "date": "2027-04-02", "public": "on"}

    client.post(address, typed)
    night.refresh_from_db()
    moved = night.starts.date()
    submitted(night, starts=at_night(Night.objects.get(pk=night.pk), 21))
    refused = client.post(address, {**typed, "date": "2027-04-09"})

    edition.refresh_from_db()
    assert moved == date(2027, 4, 2)
    assert refused.status_code == 422
    assert edition.date == date(2027, 4, 2)


def test_administrators_begin_editions_and_themes(client, login, administrator):
    login(client, administrator)

    made = client.post(
        reverse("debates_admin:new_edition"),
        {"name_fr": "Nuit 2028", "slug": "nuit-2028", "date": "2028-03-22"},
    )
    client.post(reverse("debates_admin:new_theme"), {"name_fr": "Eau", "slug": "eau", "position": "3"})

    assert told(made)
    assert Edition.objects.get().date == date(2028, 3, 22)
    assert str(DebateTheme.objects.get()) == "Eau"
