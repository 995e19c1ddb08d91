"""Cities and districts in Wagtail's admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from cities.models import City, District
from tests.factories import CityFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, login, administrator):
    return login(client, administrator)


def new_city(**changes):
    return {
        "name_fr": "Dakar-Ville",
        "name_en": "Dakar City",
        "slug": "dakar-ville",
        "languages": "fr, wo;en",
        "time_zone": "Africa/Dakar",
        "latitude": "14.7",
        "longitude": "-17.4",
        "minimum_age": "18",
        "legal_notice_fr": "La loi s’applique.",
        "legal_notice_en": "",
        "contact_email": "",
        **changes,
    }


def test_city_is_made_on_one_screen(office):
    office.post("/cms/city/new/", new_city())

    city = City.objects.get(slug="dakar-ville")
    assert city.name == {"fr": "Dakar-Ville", "en": "Dakar City"}
    assert city.languages == ["fr", "wo", "en"]


@pytest.mark.parametrize(
    "changes",
    [
        {"languages": "French"},
        {"languages": ""},
        {"languages": "fr, <b>"},
        {"time_zone": "Africa/Atlantis"},
        {"name_fr": "", "name_en": ""},
        {"minimum_age": "-1"},
    ],
)
def test_city_with_a_mistake_is_shown_again_with_what_was_typed(office, changes):
    response = office.post("/cms/city/new/", new_city(**changes))

    assert response.status_code == 200
    assert "dakar-ville" in response.content.decode()
    assert not City.objects.exists()


def test_city_is_changed_and_keeps_its_languages(office, paris):
    page = office.get(f"/cms/city/edit/{paris.pk}/").content.decode()
    assert "fr, en" in page

    office.post(f"/cms/city/edit/{paris.pk}/", new_city(slug="paris", minimum_age="16", languages="fr, en"))

    paris.refresh_from_db()
    assert (paris.minimum_age, paris.languages) == (16, ["fr", "en"])


def test_district_is_made_on_one_screen(office, paris):
    office.post(
        "/cms/district/new/",
        {"city": paris.pk, "code": "seine", "name_fr": "La Seine", "name_en": "", "position": "21"},
    )

    assert District.objects.get(code="seine").name == {"fr": "La Seine"}


@pytest.mark.parametrize("who", ["citizen", "editor", "analyst", "coordinator"])
def test_cities_are_changed_by_administrators_only(request, client, login, dakar, who):
    login(client, request.getfixturevalue(who))

    client.post("/cms/city/new/", new_city())
    client.post(f"/cms/city/edit/{dakar.pk}/", new_city(slug="dakar", minimum_age="1"))
    client.post(f"/cms/city/delete/{dakar.pk}/")

    dakar.refresh_from_db()
    assert dakar.minimum_age == 18
    assert not City.objects.filter(slug="dakar-ville").exists()


def test_city_menu_is_absent_for_who_may_not_use_it(client, login, analyst, administrator):
    login(client, analyst)
    hidden = client.get("/cms/").content.decode()

    login(client, administrator)
    shown = client.get("/cms/").content.decode()

    assert "/cms/city/" not in hidden
    assert "/cms/city/" in shown


def test_city_in_use_is_kept_and_says_why(office, paris, monkeypatch):
    def refuse(self, *args, **kwargs):
        raise ProtectedError("in use", set())

    monkeypatch.setattr(City, "delete", refuse)

    response = office.post(f"/cms/city/delete/{paris.pk}/", follow=True)

    assert City.objects.filter(pk=paris.pk).exists()
    assert any("Paris" in str(message) for message in response.context["messages"])


def test_city_unused_is_deleted(office):
    town = CityFactory()

    office.post(f"/cms/city/delete/{town.pk}/")

    assert not City.objects.filter(pk=town.pk).exists()


@pytest.mark.parametrize("path", ["/cms/city/", "/cms/district/"])
def test_list_takes_as_many_queries_for_one_as_for_thirty(office, path):
    CityFactory(districts=1)
    office.get(path)
    with CaptureQueriesContext(connection) as one:
        office.get(path)
    for _n in range(29):
        CityFactory(districts=1)

    with CaptureQueriesContext(connection) as thirty:
        page = office.get(path)

    assert page.status_code == 200
    assert len(thirty) == len(one)


def test_who_may_only_look_sees_the_list_and_changes_nothing(client, login, dakar):
    onlooker = UserFactory(role="analyst")
    onlooker.user_permissions.add(Permission.objects.get(codename="view_city"))
    login(client, onlooker)

    client.post(f"/cms/city/edit/{dakar.pk}/", new_city(slug="dakar", minimum_age="1"))

    dakar.refresh_from_db()
    assert dakar.minimum_age == 18
