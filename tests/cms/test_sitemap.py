"""What search engines are told of: public addresses, in the languages that they exist in."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from wagtail.models import PageViewRestriction

from tests.cms.trees import trees
from tests.consultations.factories import make_consultation
from tests.consultations.publishing import make_charter, publish_version

__all__ = ["trees"]
SITE = "http://127.0.0.1:8000"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def entries(client, section: str) -> dict[str, dict[str, str]]:
    """Each address of a section with its alternates by language."""
    root = ElementTree.fromstring(client.get(f"/sitemap-{section}.xml").content)
    return {
        url.findtext("s:loc", namespaces=NAMES).removeprefix(SITE): {
            link.get("hreflang"): link.get("href").removeprefix(SITE)
            for link in url.findall("x:link", namespaces=NAMES)
        }
        for url in root.findall("s:url", namespaces=NAMES)
    }


def test_index_names_each_section(client, trees):
    index = client.get("/sitemap.xml").content.decode()
    named = re.findall(r"<loc>[^<]+/sitemap-(\w+)\.xml</loc>", index)

    assert set(named) == {"pages", "consultations", "proposals", "charters", "districts", "debates"}
    assert all(client.get(f"/sitemap-{name}.xml").status_code == 200 for name in named)


def test_pages_come_with_their_translations(client, trees):
    page = trees.add("Le platane", "platane")
    translation = trees.add("The plane tree", "plane", like=page)
    alone = trees.add("Le tilleul", "tilleul")

    found = entries(client, "pages")

    both = {"fr": page.get_url(), "en": translation.get_url(), "x-default": page.get_url()}
    assert found[page.get_url()] == found[translation.get_url()] == both
    assert found[alone.get_url()] == {"fr": alone.get_url(), "x-default": alone.get_url()}


def test_what_is_not_public_is_not_told(client, trees):
    draft = trees.add("Un brouillon", "brouillon", live=False)
    private = trees.add("Une page à mot de passe", "privee")
    PageViewRestriction.objects.create(page=private, restriction_type="password", password="x")
    make_consultation(slug="cachee", live=False)
    shown = make_consultation(slug="ouverte")

    pages, asked = entries(client, "pages"), entries(client, "consultations")

    assert not [url for url in pages if draft.slug in url or private.slug in url]
    assert not [url for url in asked if "cachee" in url]
    assert f"/fr/consultations/{shown.slug}/" in asked


def test_articles_in_force_are_told(client, trees, paris, editor):
    charter = make_charter(paris)

    assert "/fr/charters/charte-de-la-ville/" not in entries(client, "charters")

    publish_version(charter, {"jeunesse": ("La Ville écoute.", [])}, by=editor)

    found = entries(client, "charters")
    assert "/fr/charters/charte-de-la-ville/" in found
    assert "/fr/charters/charte-de-la-ville/articles/jeunesse/" in found


@pytest.mark.parametrize("pages", [1, 30])
def test_number_of_queries_does_not_grow_with_the_pages(client, trees, django_assert_max_num_queries, pages):
    for number in range(pages):
        trees.add(f"Page {number}", f"page-{number}")

    with django_assert_max_num_queries(8):
        found = entries(client, "pages")

    assert len(found) >= pages


def test_robots_are_told_where_it_is(client):
    robots = client.get("/robots.txt").content.decode()

    assert f"Sitemap: {SITE}/sitemap.xml" in robots
    assert "Disallow: /fr/search/" in robots
