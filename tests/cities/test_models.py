"""What the database and the models hold about cities."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from cities.models import District, validate_time_zone
from tests.factories import CityFactory

pytestmark = pytest.mark.django_db


def test_city_is_called_by_its_name_in_the_readers_language():
    city = CityFactory(name={"fr": "Londres", "en": "London"})

    with translation.override("en"):
        english = str(city)
    with translation.override("fr"):
        french = str(city)

    assert (english, french) == ("London", "Londres")


def test_city_without_a_name_is_called_by_its_address():
    assert str(CityFactory(slug="nowhere", name={})) == "nowhere"


@pytest.mark.parametrize("name", ["Europe/Atlantis", "", "../etc/passwd"])
def test_time_zone_unknown_is_refused(name):
    with pytest.raises(ValidationError):
        validate_time_zone(name)


def test_district_code_is_taken_once_a_city():
    town, other = CityFactory(districts=2), CityFactory()
    District.objects.create(city=other, code="1", name={"fr": "Centre"})

    with pytest.raises(IntegrityError), transaction.atomic():
        District.objects.create(city=town, code="1", name={"fr": "Centre"})
