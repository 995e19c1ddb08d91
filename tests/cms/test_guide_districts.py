"""A district's page gathers what is close to home, shows nothing that is not public, and costs the same when long."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import PageViewRestriction

from cities import showing
from cities.models import District
from cities.showing import Item, Section, sections_of, shows_in_district
from cms.guide.near import places_in
from cms.models import GuidePlace
from tests.cms.guide_pages import make_entry, make_guide, translate
from tests.consultations.factories import make_consultation
from tests.consultations.following import adopted_charter

pytestmark = pytest.mark.django_db
TWELFTH = "/fr/districts/paris/12/"


@pytest.fixture
def guide():
    return make_guide()


@pytest.fixture
def twelfth(paris):
    return paris.districts.get(code="12")


def place(entry, district, name: str, **facts) -> GuidePlace:
    return GuidePlace.objects.create(entry=entry, locale=entry.locale, district=district, name=name, **facts)


def main_of(response) -> str:
    page = response.content.decode()
    return page[page.index("<main") : page.index("</main>")]


def test_district_gathers_its_own_entries_and_those_of_the_whole_city(client, guide, paris, twelfth):
    make_entry(guide, "Conseils du 12e", slug="du-12e", city=paris, kind="body", districts=[twelfth])
    make_entry(guide, "Conseil de Paris", slug="conseil", city=paris, kind="body")
    make_entry(guide, "Kiosque", slug="kiosque", city=paris, districts=[twelfth])
    make_entry(guide, "Budget", slug="budget", city=paris)

    shown = {section.key: [item.title for item in section.items] for section in sections_of_page(client)}

    assert shown["bodies"] == ["Conseils du 12e", "Conseil de Paris"]
    assert (shown["own"], shown["city"]) == (["Kiosque"], ["Budget"])


def test_district_leaves_out_others_drafts_and_what_asks_for_a_password(
    client, guide, paris, montreal, twelfth
):
    make_entry(guide, "Ailleurs", slug="ailleurs", city=paris, districts=[paris.districts.get(code="5")])
    make_entry(guide, "Outre-mer", slug="outre-mer", city=montreal)
    make_entry(guide, "Brouillon", slug="brouillon", city=paris, live=False)
    secret = make_entry(guide, "Secret", slug="secret", city=paris, districts=[twelfth])
    place(secret, twelfth, "Cachette")
    PageViewRestriction.objects.create(page=secret, restriction_type="password", password="chut")

    page = main_of(client.get(TWELFTH))

    assert [
        word for word in ("Ailleurs", "Outre-mer", "Brouillon", "Secret", "Cachette") if word in page
    ] == []


def test_place_is_shown_in_every_district_that_it_serves_and_in_no_other(
    client, guide, paris, montreal, twelfth
):
    halls = make_entry(guide, "Mairies", slug="mairies", city=paris, kind="place")
    centre = place(halls, paris.districts.get(code="3"), "Mairie de Paris Centre", other_districts="1, 2,4")
    place(halls, twelfth, "Mairie du 12e")
    montreal.districts.create(code="2", name={"fr": "Deuxième"})

    shown = {
        (district.city.slug, district.code)
        for district in District.objects.select_related("city")
        if centre in places_in(district)
    }

    assert shown == {("paris", code) for code in "1234"}
    others = main_of(client.get(halls.url)).partition("Mairie de Paris Centre")[2]
    assert all(str(paris.districts.get(code=code)) in others for code in "124")


@pytest.mark.parametrize(("own", "others"), [("3", "1, 99"), (None, "1")])
def test_place_serves_no_district_that_its_city_does_not_have(guide, paris, own, others):
    district = paris.districts.get(code=own) if own else None
    hall = GuidePlace(name="Mairie", district=district, other_districts=others)

    with pytest.raises(ValidationError) as refused:
        hall.clean()

    assert list(refused.value.message_dict) == ["other_districts"]


def test_district_lists_places_that_stand_in_it_with_two_ways_to_a_map(client, guide, paris, twelfth):
    halls = make_entry(guide, "Mairies", slug="mairies", city=paris, kind="place")
    place(
        halls, twelfth, "Mairie du 12e", address="130, avenue Daumesnil", latitude=48.8409, longitude=2.3879
    )
    place(halls, paris.districts.get(code="5"), "Mairie du 5e")

    page = main_of(client.get(TWELFTH))

    assert "130, avenue Daumesnil" in page
    assert "geo:48.840900,2.387900" in page
    assert "openstreetmap.org" in page
    assert "Mairie du 5e" not in page


def test_district_shows_open_consultations_of_its_city_and_charters_in_force(
    client, paris, dakar, editor, twelfth
):
    asked = make_consultation(city=paris, slug="a-paris")
    make_consultation(city=dakar, slug="a-dakar")
    make_consultation(city=paris, slug="finie", phase="published")
    charter = adopted_charter(paris, by=editor)

    page = main_of(client.get(TWELFTH))

    assert asked.get_absolute_url() in page
    assert charter.get_absolute_url() in page
    assert "a-dakar" not in page
    assert "finie" not in page


def test_district_with_nothing_says_whom_to_ask(client, paris):
    sections = {section.key: section for section in sections_of_page(client)}

    assert not sections["bodies"].items
    assert str(sections["bodies"].empty) in main_of(client.get(TWELFTH)).replace("\u202f", " ")


def test_district_in_english_says_which_entries_are_in_french(client, guide, paris, twelfth):
    make_entry(guide, "Conseils du 12e", slug="conseils", city=paris, kind="body", districts=[twelfth])
    budget = make_entry(guide, "Budget participatif", slug="budget", city=paris, kind="body")
    translate(budget, "Participatory budget")

    page = main_of(client.get("/en/districts/paris/12/"))

    assert 'lang="fr"' in page
    assert 'href="/en/guide/conseils/"' in page
    assert "Participatory budget" in page
    assert "Budget participatif" not in page


@pytest.mark.parametrize(
    "address",
    [
        "/fr/districts/atlantis/",
        "/fr/districts/paris/99/",
        "/fr/districts/dakar/12/",
        "/fr/districts/paris/%00/",
    ],
)
def test_district_that_does_not_exist_is_absent(client, paris, dakar, address):
    assert client.get(address).status_code == 404


def test_districts_are_listed_by_city(client, paris, dakar):
    everywhere, here = main_of(client.get("/fr/districts/")), main_of(client.get("/fr/districts/paris/"))

    assert "/fr/districts/paris/20/" in everywhere
    assert "/fr/districts/dakar/medina/" in everywhere
    assert "/fr/districts/paris/20/" in here
    assert "dakar" not in here


def test_district_costs_the_same_with_1_and_30_entries(client, guide, paris, twelfth):
    def fill(number: int) -> None:
        entry = make_entry(guide, f"Entrée {number}", slug=f"entree-{number}", city=paris, kind="body")
        place(entry, twelfth, f"Lieu {number}")
        make_entry(guide, f"Autre {number}", slug=f"autre-{number}", city=paris, districts=[twelfth])

    fill(0)
    client.get(TWELFTH)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(TWELFTH)
    for number in range(1, 30):
        fill(number)
    with CaptureQueriesContext(connection) as many:
        client.get(TWELFTH)

    assert len(many) == len(few)


def test_an_app_adds_a_section_in_its_place(monkeypatch, twelfth):
    monkeypatch.setattr(showing, "_shows", [])

    def debates(district, *, at):
        return [Section("debates", 30, "Débats", (Item("Nuit des Débats"),))]

    def councils(district, *, at):
        return [Section("councils", 10, f"Conseils ({district.code})")]

    for function in (debates, councils, debates):
        shows_in_district(function)

    assert [section.title for section in sections_of(twelfth, at=None)] == ["Conseils (12)", "Débats"]


def sections_of_page(client) -> list[Section]:
    with translation.override("fr"):
        return client.get(TWELFTH).context["sections"]
