"""The demonstration's pages of cities' nights: in both languages, and found from the front page."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from cms.demo.debating import CITIES
from cms.demo.night_pages import make_night_pages
from cms.demo.site import make_site
from cms.models import NightPage
from tests.debates.makers import a_debate, a_night, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(paris, dakar, montreal):
    make_site()
    make_night_pages()
    cache.clear()
    return NightPage.objects.live().select_related("locale", "city")


def test_demo_gives_each_city_a_page_in_french_and_english(client, pages):
    assert sorted((page.city.slug, page.locale.language_code) for page in pages) == sorted(
        (city, code) for city in CITIES for code in ("fr", "en")
    )
    assert len({page.translation_key for page in pages}) == len(CITIES)
    assert all(client.get(page.get_url()).status_code == 200 for page in pages)


def test_front_page_leads_to_the_pages_of_its_language(client, pages, paris):
    published(a_debate(a_night(paris)))

    front = client.get("/en/").content.decode()

    assert all((page.get_url() in front) == (page.locale.language_code == "en") for page in pages)
