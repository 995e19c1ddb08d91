"""A draft talked over in a real browser: by paragraph without a script, by selected words with one, at 320 pixels."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cities.models import City
from consultations.amending import amending
from consultations.models import Amendment
from tests.browser.conftest import log_in
from tests.browser.test_public_pages import overflows, violations
from tests.consultations.discussing import BODY, make_discussion, next_draft, reword, said_and_shown
from tests.consultations.test_amendments_decided import decide
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DISCUSSION = "/fr/charters/charte-de-la-ville/discussion/1/"


@pytest.fixture
def version(site, editor, analyst, neighbour, citizen):
    """Two contributions shown, one of them decided, one that the next draft lost."""
    version = make_discussion(City.objects.get(slug="paris"), by=editor)
    decided = said_and_shown(
        version, "trois mois", by=neighbour, reader=analyst, proposed="deux mois", signature="Ber" * 25
    )
    decide(decided, "in_part", by=analyst)
    said_and_shown(version, "pourquoi", by=neighbour, reader=analyst, body="x" * 200)
    amending.agree(decided, -1, by=citizen, at=timezone.now())
    reword(next_draft(version.charter, by=editor), "Tout autre chose.", by=editor)
    return version


def test_discussion_has_no_axe_violation_at_320_pixels_and_fits(visit, version, citizen):
    page = visit(size="phone")
    log_in(page, citizen, PASSWORD)
    found = []

    for address in ("", "outcome/", "articles/repondre/", "articles/repondre/write/?paragraph=1"):
        page.goto(DISCUSSION + address)
        found += violations(page)
        if overflows(page):
            found.append(f"{address} is wider than the screen")
    page.click("main form button[type=submit]")
    found += violations(page)

    assert found == []
    assert page.troubles == []


def test_citizen_amends_a_paragraph_without_a_script(visit, version, citizen):
    page = visit(size="phone", scripts=False)
    log_in(page, citizen, PASSWORD)

    page.goto(DISCUSSION + "articles/repondre/")
    page.click(".discussed a >> nth=0")
    page.check("[name=kind][value=amendment]")
    page.fill("[name=proposed]", BODY.split("\n")[0].replace("trois", "quatre"))
    page.click("main form button[type=submit]")

    expect(page.locator(".said ins", has_text="quatre")).to_be_visible()
    assert Amendment.objects.get(author=citizen).quote == BODY.split("\n")[0]


def test_selected_words_are_those_that_the_form_quotes(visit, version, citizen):
    page = visit()
    log_in(page, citizen, PASSWORD)
    page.goto(DISCUSSION + "articles/repondre/")

    page.evaluate(
        """() => {
          const text = document.querySelectorAll("[data-text]")[1];
          const node = [...text.childNodes].find((one) => one.textContent.includes("retient"));
          const start = node.textContent.indexOf("ce qu");
          document.getSelection().setBaseAndExtent(node, start, node, start + "ce qu’elle reti".length);
        }"""
    )
    link = page.locator(".discussed a[data-chosen]")
    expect(link).to_have_count(1)
    link.click()

    expect(page.locator(".said-quote")).to_have_text("ce qu’elle retient")
    page.check("[name=kind][value=comment]")
    expect(page.locator("[name=proposed]")).to_be_hidden()
    page.fill("[name=body]", "Et à qui ?")
    page.click("main form button[type=submit]")
    expect(page.locator(".said", has_text="Et à qui")).to_be_visible()
    assert page.troubles == []


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_screens_of_staff_have_no_axe_violation(visit, version, analyst, size):
    page = visit(size=size)
    log_in(page, analyst, PASSWORD)
    found = []
    anchor = version.amendments.first().anchors.exclude(version=version).get()
    said = version.amendments.first().pk

    for address in (
        "", f"{version.pk}/?show=all", f"said/{said}/", f"{version.pk}/places/", f"places/{anchor.pk}/",
    ):  # fmt: skip
        page.goto(f"/cms/consultations/discussions/{address}")
        page.wait_for_selector(".review")
        found += [one for one in violations(page) if ".review" in one or "main" in one]
        if overflows(page):
            found.append(f"{address} is wider than the screen")

    assert found == []
