"""The guide by kind, theme, audience, district and words: addresses that can be shared, counts, a steady page."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from search.indexing import index
from tests.cms.guide_pages import make_entry, make_guide, make_topic, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    return make_guide()


def titles(page) -> list[str]:
    return [entry.title for entry in page.context["page_of_entries"]]


def counts(page, parameter: str) -> dict[str, int]:
    facets = {facet.parameter: facet for facet in page.context["facets"]}
    return {choice.name: choice.count for choice in facets[parameter].choices}


@pytest.fixture
def three(guide, paris):
    climate, young = make_topic("theme", "climate"), make_topic("audience", "young")
    first = paris.districts.first()
    make_entry(guide, "A", city=paris, kind="body", topics=[climate], districts=[first])
    make_entry(guide, "B", city=paris, kind="body", topics=[climate, young])
    make_entry(guide, "C", city=paris, kind="place", topics=[young])
    return first


def test_browsing_combines_choices_in_one_address(client, three):
    assert titles(client.get("/fr/guide/?kind=body")) == ["A", "B"]
    assert titles(client.get("/fr/guide/?kind=body&theme=climate&audience=young")) == ["B"]


def test_browsing_a_district_shows_its_own_and_the_whole_city_s(client, three, paris):
    other = paris.districts.last()

    assert titles(client.get(f"/fr/guide/?district=paris-{three.code}")) == ["A", "B", "C"]
    assert titles(client.get(f"/fr/guide/?district=paris-{other.code}")) == ["B", "C"]


def test_browsing_counts_each_choice_under_the_others(client, three):
    page = client.get("/fr/guide/?kind=body")

    assert counts(page, "audience") == {"young": 1}
    assert sorted(counts(page, "kind").values()) == [1, 2]


def test_browsing_takes_a_choice_back_with_its_link(client, three):
    page = client.get("/fr/guide/?kind=body&theme=climate")

    assert {chip["query"] for chip in page.context["asked"].chips()} == {"?kind=body", "?theme=climate"}


def test_browsing_says_so_when_nothing_is_left(client, three):
    page = client.get("/fr/guide/?kind=place&theme=climate")

    assert titles(page) == []
    assert page.context["found"] == 0


def test_browsing_pages_keep_the_choices(client, guide, paris):
    for number in range(26):
        make_entry(guide, f"Conseil {number:02}", city=paris, kind="body")

    html = client.get("/fr/guide/?kind=body").content.decode()

    assert 'href="?kind=body&amp;page=2"' in html


def test_search_in_the_guide_forgives_accents_and_typing_errors(client, guide, paris):
    for title in ("Conseil de quartier", "Budget participatif"):
        index(make_entry(guide, title, city=paris))

    assert titles(client.get("/fr/guide/?q=quartier")) == ["Conseil de quartier"]
    page = client.get("/fr/guide/?q=participatff")
    assert titles(page) == ["Budget participatif"]
    assert page.context["corrections"][0].typed == "participatff"


def test_search_in_the_guide_combines_with_choices(client, guide, paris):
    index(make_entry(guide, "Conseil de quartier", city=paris, kind="body"))
    index(make_entry(guide, "Maison de quartier", city=paris, kind="place"))

    assert titles(client.get("/fr/guide/?q=quartier&kind=place")) == ["Maison de quartier"]


def test_search_in_the_guide_shows_hostile_words_as_text(client, guide, paris):
    make_entry(guide, "Vote", city=paris)

    html = client.get("/fr/guide/", {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in html


def test_guide_asks_the_same_queries_of_one_entry_and_thirty(client, guide, paris):
    topics = [make_topic("goal", "room"), make_topic("theme", "climate")]
    facts = {"city": paris, "topics": topics, "districts": [paris.districts.first()]}
    asked = ["", "?all=1", "?age=17&want=room"]
    addresses = [f"/{language}/guide/{query}" for language in ("fr", "en") for query in asked]
    translate(make_entry(guide, "First", **facts), "First in English")
    with_one = queries_of(client, addresses)

    for number in range(29):
        make_entry(guide, f"Entry {number}", **facts)

    assert queries_of(client, addresses) == with_one
    listed = client.get("/en/guide/?all=1").content.decode()
    assert listed.index("First in English") < listed.index("Entry 0")
    assert "29 entries are not translated yet." in listed


def queries_of(client, addresses: list[str]) -> list[int]:
    """How many queries each address takes, once what is kept between requests is there."""
    for address in addresses:
        client.get(address)
    counted = []
    for address in addresses:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counted.append(len(captured))
    return counted


def test_many_districts_are_folded_away_until_one_is_chosen(client, guide, paris):
    make_entry(guide, city=paris)

    closed = client.get("/fr/guide/?all=1").content.decode()
    opened = client.get(f"/fr/guide/?district=paris-{paris.districts.first().code}").content.decode()

    assert "<details open" not in closed
    assert "<details open" in opened


def test_guide_says_that_it_is_being_written_when_it_is_empty(client, guide):
    with translation.override("en"):
        html = client.get("/fr/guide/").content.decode()

    assert 'class="empty-state"' in html


@pytest.mark.parametrize("query", ["?theme=alchemy", "?kind=body&theme=alchemy", "?age=17&want=alchemy"])
def test_address_that_names_what_there_is_not_says_so_and_is_answered_without(client, three, query):
    page = client.get(f"/fr/guide/{query}")

    assert page.status_code == 200
    assert "alchemy" in page.content.decode()
    assert "n’a pas, ou n’a plus" in page.content.decode()
    assert "n’a pas, ou n’a plus" not in client.get("/fr/guide/?kind=body").content.decode()


@pytest.mark.parametrize("address", ["/fr/printed-guide/", "/fr/guide-changes/"])
def test_pages_beside_the_guide_lead_back_to_it(client, three, address):
    header = client.get(address).content.decode().partition("<h1")[0].rpartition("<nav")[2]

    assert 'href="/fr/guide/"' in header
