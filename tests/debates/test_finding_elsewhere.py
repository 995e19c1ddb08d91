"""Debates on other pages of the site: the front page, a city's own page, a district's, the search, the blocks."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.blocks import DebatesBlock
from cms.models import NightPage
from debates.lifecycle import cancel
from search.indexing import rebuild
from tests.cms.trees import trees
from tests.debates.makers import a_debate, a_host, a_night, a_room, a_venue, an_edition, published

__all__ = ["trees"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def night(paris):
    return a_night(paris, edition=an_edition(on=timezone.localdate() + timedelta(days=20)))


@pytest.fixture
def page(trees, paris):
    made = NightPage(title="La nuit à Paris", slug="nuit", city=paris, locale=trees.fr.locale)
    trees.fr.add_child(instance=made)
    made.save_revision().publish()
    cache.clear()
    return made


def in_district(night):
    district = night.city.districts.first()
    return district, a_room(a_venue(a_host(night.city), district=district))


def test_a_citys_page_follows_its_night(client, page, night, dakar):
    here = published(a_debate(night, capacity=20))
    there = published(a_debate(a_night(dakar, edition=night.edition)))
    called_off = published(a_debate(night))
    cancel(called_off, None, at=timezone.now(), text="La salle est inondée.")

    response = client.get(page.get_url())

    assert [card.debate.code for card in response.context["cards"]] == [here.code]
    assert response.context["figures"].debates == 1
    assert response.context["figures"].seats == 20
    assert response.context["figures"].hours == [(time(21), 1)]
    assert "when=21:00" in response.content.decode()
    assert there.code not in response.content.decode()


def test_a_citys_page_stands_before_any_night(client, page):
    assert client.get(page.get_url()).status_code == 200


def test_a_citys_page_takes_as_many_queries_for_many_debates(client, page, night):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(page.get_url())
        return len(captured)

    published(a_debate(night))
    queries()
    one = queries()
    for _number in range(7):
        published(a_debate(night))

    assert queries() == one


def test_the_front_page_shows_the_next_debates_but_none_that_is_called_off(client, trees, night):
    shown, gone = published(a_debate(night)), published(a_debate(night))
    cancel(gone, None, at=timezone.now(), text="La salle est inondée.")
    cache.clear()

    page = client.get("/fr/").content.decode()

    assert shown.get_absolute_url() in page
    assert gone.get_absolute_url() not in page


def test_a_districts_page_shows_its_debates(client, night):
    district, room = in_district(night)
    here, elsewhere = published(a_debate(night, room=room)), published(a_debate(night))

    page = client.get(reverse("cms:district", args=[night.city.slug, district.code])).content.decode()

    assert here.get_absolute_url() in page
    assert elsewhere.get_absolute_url() not in page
    assert f"?district=paris-{district.code}" in page


def test_the_sites_search_finds_debates(client, night):
    debate = published(a_debate(night, question="Faut-il apprivoiser les hippocampes ?"))
    list(rebuild())

    page = client.get(reverse("cms:search"), {"q": "hippocampe"}).content.decode()

    assert debate.get_absolute_url() in page


def test_a_block_lists_the_debates_of_its_city(night, dakar):
    here = published(a_debate(night))
    published(a_debate(a_night(dakar, edition=night.edition)))
    block = DebatesBlock()
    value = block.to_python({"title": "Ce soir", "city": "paris", "most": 6})

    with CaptureQueriesContext(connection) as captured:
        shown = block.get_context(value)["debates"]

    assert [one.url for one in shown] == [here.get_absolute_url()]
    assert len(captured) == 1
