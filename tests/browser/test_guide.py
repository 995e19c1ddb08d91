"""The guide in a browser: a citizen of 17 finds what to do on a phone without a script, an editor writes an entry."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from cities.models import City
from cms.models import GuideEntryPage, GuideIndexPage
from tests.browser.conftest import log_in
from tests.browser.test_public_pages import RULES
from tests.cms.guide_pages import make_entry, make_topic
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def guide(site) -> GuideIndexPage:
    guide = GuideIndexPage(title="Guide de la participation", slug="guide", locale=site.locale)
    site.add_child(instance=guide)
    return guide


@pytest.fixture
def paris(site) -> City:
    return City.objects.get(slug="paris")


def test_citizen_of_17_finds_what_to_do_on_a_phone_without_a_script(visit, guide, paris):
    street = make_topic("goal", "street", question="Je veux changer ma rue")
    make_topic("audience", "young", question="J’ai 17 ans", age=17)
    budget = make_entry(
        guide, city=paris, residence="city", topics=[street], as_who=["individual", "collective"]
    )
    make_entry(guide, "Conseil de la jeunesse", city=paris, minimum_age=15, maximum_age=30)
    make_entry(guide, "Vote", city=paris, minimum_age=18, topics=[street])
    phone = visit(size="phone", scripts=False)

    phone.goto("/fr/guide/")
    phone.get_by_role("link", name="J’ai 17 ans").click()
    answers = phone.locator("#answers")
    expect(answers.get_by_role("heading", level=3)).to_have_text(
        ["Conseil de la jeunesse", "Budget participatif"]
    )
    phone.select_option("#guide-want", "street")
    phone.click(".guide-questions button")

    expect(phone).to_have_url(f"{phone.url.partition('?')[0]}?age=17&want=street#answers")
    expect(answers.get_by_role("heading", level=3)).to_have_text(["Budget participatif"])
    expect(answers).to_contain_text("street")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    answers.get_by_role("link", name="Budget participatif").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(budget.title)
    assert phone.troubles == []


def test_guide_s_pages_hide_nothing_from_a_screen_reader(visit, guide, paris):
    street = make_topic("goal", "street", question="Je veux changer ma rue")
    entry = make_entry(guide, city=paris, residence="city", topics=[street])
    page = visit(size="phone")

    for address in ("/fr/guide/", "/fr/guide/?age=900&want=street", "/fr/guide/?kind=scheme", entry.url):
        page.goto(address)
        assert Axe().run(page, options=RULES).response["violations"] == [], address


def test_editor_writes_an_entry_from_nothing_and_publishes_it(visit, guide, paris, editor):
    page = visit()
    log_in(page, editor, PASSWORD)

    page.goto(f"/cms/pages/add/cms/guideentrypage/{guide.pk}/")
    write_entry(page, paris)
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.click("footer [name=action-publish]")
    expect(page).to_have_url(re.compile(rf"/cms/pages/{guide.pk}/$"))

    entry = GuideEntryPage.objects.get()
    reader = visit(size="phone", scripts=False)
    reader.goto(entry.url)
    main = reader.locator("main")
    expect(main).to_contain_text("Vous pouvez y proposer une idée pour votre rue.")
    expect(main).to_contain_text("15 000")
    expect(main).to_contain_text("Communication de 2017")
    assert (entry.minimum_age, entry.residence, entry.as_who) == (
        16,
        "district",
        ["individual", "association"],
    )
    assert entry.owner == editor


def write_entry(page: Page, city: City) -> None:
    page.fill("#id_title", "Conseil de quartier")
    page.fill("#id_introduction", "Les habitants y parlent de leur quartier.")
    page.select_option("#id_kind", "body")
    body = page.locator("[data-contentpath=body]")
    body.locator(".c-sf-add-button").first.click()
    page.get_by_role("option", name="Texte", exact=True).click()
    body.locator("[contenteditable=true]").first.click()
    page.keyboard.type("Vous pouvez y proposer une idée pour votre rue.")
    page.fill("#id_minimum_age", "16")
    page.select_option("#id_residence", "district")
    page.check("#id_as_who [value=individual]")
    page.check("#id_as_who [value=association]")
    page.select_option("#id_city", str(city.pk))
    page.click("#id_figures-ADD")
    page.fill("#id_figures-0-value", "15 000")
    page.fill("#id_figures-0-label", "participants")
    page.fill("#id_figures-0-year", "2016")
    page.fill("#id_figures-0-source", "Communication de 2017")
