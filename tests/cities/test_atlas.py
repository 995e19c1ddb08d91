"""The three cities that come with the site."""

from __future__ import annotations

import pytest

from cities.atlas import ATLAS, UnknownCity, install_city
from cities.models import City, District

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("slug", "districts", "zone"),
    [("paris", 20, "Europe/Paris"), ("dakar", 19, "Africa/Dakar"), ("montreal", 19, "America/Toronto")],
)
def test_install_city_makes_a_valid_city_with_its_districts(slug, districts, zone):
    city = install_city(slug)

    city.full_clean()
    assert city.districts.count() == districts
    assert city.zone.key == zone
    for district in city.districts.all():
        district.full_clean()
        assert set(district.name) == {"fr", "en"}


@pytest.mark.parametrize("slug", ATLAS)
def test_install_city_twice_brings_back_what_the_atlas_says(slug):
    city = install_city(slug)
    before = list(city.districts.values_list("pk", "code", "name"))
    City.objects.filter(pk=city.pk).update(time_zone="UTC")
    city.districts.filter(position=1).update(name={"fr": "Faux"})

    again = install_city(slug)

    assert again.pk == city.pk
    assert again.time_zone == ATLAS[slug].time_zone
    assert list(again.districts.values_list("pk", "code", "name")) == before


def test_install_city_leaves_a_district_of_the_citys_own(paris):
    own = District.objects.create(city=paris, code="seine", name={"fr": "La Seine"}, position=99)

    install_city("paris")

    assert District.objects.filter(pk=own.pk).exists()


def test_install_city_unknown_names_those_there_are():
    with pytest.raises(UnknownCity, match="paris, dakar, montreal"):
        install_city("atlantis")


@pytest.mark.parametrize(
    ("slug", "authority", "law"),
    [("paris", "CNIL", "1978"), ("dakar", "CDP", "2008-12"), ("montreal", "Commission d’accès", "25")],
)
def test_legal_notice_names_the_law_and_the_authority_in_both_languages(slug, authority, law):
    notice = ATLAS[slug].legal_notice

    for language in ("fr", "en"):
        assert authority in notice[language]
        assert law in notice[language]


def test_paris_centre_is_said_of_the_first_four_arrondissements(paris):
    names = [str(district) for district in paris.districts.all()]

    assert [("Paris Centre" in name) for name in names] == [True] * 4 + [False] * 16
    assert [district.code for district in paris.districts.all()] == [str(n) for n in range(1, 21)]
