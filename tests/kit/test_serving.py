"""The way from an address to its page leads where Wagtail's own does, and keeps shut what Wagtail keeps shut."""

from __future__ import annotations

import pytest
from wagtail.models import Locale, Page, PageViewRestriction

from kit import known_locales
from tests.cms.trees import trees  # noqa: F401 - fixture

# ruff: noqa: F811 - a fixture that was imported is named again by those who ask for it
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("address", "title"), [("/fr/", "Accueil"), ("/en/", "Welcome")])
def test_front_page_is_the_one_of_the_language_in_the_address(client, trees, address, title):
    response = client.get(address)

    assert response.context["page"].title == title


def test_front_page_that_is_a_draft_gives_way_to_the_one_of_the_site(client, trees):
    trees.en.unpublish()

    response = client.get("/en/")

    assert response.context["page"].title == "Accueil"


@pytest.mark.parametrize("which", ["itself", "above"])
def test_front_page_that_is_restricted_stays_so_in_its_language_and_is_no_alternate(client, trees, which):
    root = Page.get_first_root_node()
    shut = trees.en if which == "itself" else root
    PageViewRestriction.objects.create(page=shut, restriction_type=PageViewRestriction.LOGIN)

    english, french = client.get("/en/"), client.get("/fr/")

    assert english.status_code == 302
    assert french.status_code == (200 if which == "itself" else 302)
    if which == "itself":
        alternates = {link.code: link.is_same_page for link in french.context["language_alternates"]}
        assert alternates == {"fr": True, "en": False}


def test_alias_of_a_restricted_front_page_is_restricted(client, trees):
    PageViewRestriction.objects.create(page=trees.fr, restriction_type=PageViewRestriction.LOGIN)
    Page.objects.filter(pk=trees.en.pk).update(alias_of=trees.fr)

    response = client.get("/en/")

    assert response.status_code == 302


def test_page_below_is_found_and_one_that_is_not_there_is_missing(client, trees):
    trees.add("À propos", "a-propos")

    found, missing = client.get("/fr/a-propos/"), client.get("/fr/nulle-part/")

    assert found.context["page"].title == "À propos"
    assert missing.status_code == 404


def test_front_page_in_a_language_that_the_site_gave_up_breaks_no_other(client, trees):
    Locale.objects.filter(pk=trees.en.locale_id).update(language_code="de")
    known_locales._forget()

    response = client.get("/fr/")

    assert response.context["page"].title == "Accueil"
