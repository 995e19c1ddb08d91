"""The front page: what is asked, what one can do, what was decided, in few queries however much there is."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.demo.site import make_site
from cms.models import Topic
from consultations.models import Consultation
from tests.consultations.factories import make_consultation, make_contributions

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def front(paris):
    make_site()
    cache.clear()


def read(client, code="fr") -> tuple[str, int]:
    """The front page with nothing kept in the cache, and how many queries it took."""
    client.get(f"/{code}/")
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        page = client.get(f"/{code}/").content.decode()
    return page, len(captured)


def test_front_page_takes_few_queries_and_as_many_for_one_consultation_as_for_thirty(client, front):
    make_contributions(make_consultation(slug="premiere"), ["Un banc."])
    _page, one = read(client)
    for number in range(30):
        make_contributions(make_consultation(slug=f"suivante-{number}"), ["Un arbre."])

    _page, thirty = read(client)

    assert one == thirty <= MOST_QUERIES


def test_front_page_of_the_second_language_takes_no_more_queries(client, front):
    _page, main = read(client, "fr")

    _page, second = read(client, "en")

    assert second == main


def test_front_page_counts_what_was_sent(client, front):
    make_contributions(make_consultation(), ["Un banc.", "Un arbre.", "De l’ombre."])

    page, _queries = read(client, "en")

    assert "contributions received" in page
    assert ">3<" in page.replace("\n", "").replace(" ", "")


def test_front_page_shows_what_is_open_before_what_is_over(client, front):
    make_consultation(slug="finie", phase="published")
    make_consultation(slug="ouverte", phase="open")

    page, _queries = read(client)

    assert 0 < page.index("/consultations/ouverte/") < page.index("/consultations/finie/")
    assert Consultation.objects.count() == 2


def test_situations_wait_for_a_guide_to_lead_to(client, front):
    Topic.objects.create(
        facet="goal", slug="street", name={"fr": "Rue"}, question={"fr": "Je veux changer ma rue"}
    )

    page, _queries = read(client)

    assert "Je veux changer ma rue" not in page
