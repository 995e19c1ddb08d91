"""What citizens do after the results, without a script and on a phone: read, contest, follow, check."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from cities.models import City
from consultations.inclusion.lists import make_list
from consultations.models import Contestation, Subscription
from consultations.reviews import contesting
from tests.browser.test_public_pages import RULES
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.following_contributions import code_for, contribution_of, link_in
from tests.consultations.publishing import decided, make_charter, publish_version, redact, review
from tests.consultations.test_passages import cut

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "Répondez-nous vite. Et réunissez-vous le soir."
SIZES = {"phone": 320, "desktop": 1440}


@pytest.fixture
def analysis(site, analyst, editor):
    """One text with two ideas in two themes, one of which has led to an article; a list of five contributions."""
    consultation = make_consultation(phase="published", city=City.objects.get(slug="paris"))
    analysis = make_analysis(
        consultation, {"Répondre": [WORDS, "Une réponse.", "Répondez."], "Réunir": ["Le soir.", "À midi."]}
    )
    redact()
    cut(analysis, WORDS, ("Répondez-nous vite.", "Répondre"), ("Et réunissez-vous le soir.", "Réunir"))
    themes = review(analysis, "Répondre", "Réunir", by=analyst)
    kept = decided(themes[:1], "Répondre en trois mois.", by=analyst)
    publish_version(make_charter(consultation.city), {"reponse": ("La Ville répond.", [kept])}, by=editor)
    make_list(consultation, at=timezone.now())
    return analysis


def open_own(page, language: str) -> None:
    page.goto(f"/{language}/my-contribution/")
    page.fill("[name=code]", code_for(WORDS))
    page.click("main button[type=submit]")
    expect(page.locator(".own-words")).to_be_visible()


def faults(page) -> list[str]:
    """What axe finds, and whether the page is wider than its window."""
    found = [one["id"] for one in Axe().run(page, options=RULES).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return found + (["wider than the window"] if wide else [])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_of_a_contribution_have_no_axe_violation_and_fit_the_screen(
    visit, analysis, analyst, size, language
):
    page = visit(size=size)
    open_own(page, language)
    found = {"fate": faults(page)}
    page.fill("[name=email]", "aminata@example.org")
    page.click("section:has(#tell-title) form.form button")
    contesting.answer_contestation(
        contesting.contest(contribution_of(WORDS).answers.get(), sentence="Le matin."),
        by=analyst,
        reply="Nous la laissons.",
    )
    page.reload()
    found["answered"] = faults(page)
    key = Subscription.objects.get().key
    others = [f"told/{key}/", f"told/{key}/end/", "told/nobody/", "consultations/charte/inclusion/?digest=0"]
    for address in others:
        page.goto(f"/{language}/{address}")
        found[address] = faults(page)

    assert {name: one for name, one in found.items() if one} == {}


def test_citizen_contests_follows_and_checks_without_a_script(visit, analysis):
    page = visit(size="phone", scripts=False)
    open_own(page, "fr")

    page.locator("form.contest").nth(1).locator("[name=sentence]").fill("Je parlais du matin.")
    page.locator("form.contest").nth(1).locator("button").click()
    expect(page.locator(".contested")).to_contain_text("Je parlais du matin.")
    page.fill("[name=email]", "aminata@example.org")
    page.click("section:has(#tell-title) form.form button")
    page.goto(link_in(mail.outbox[-1]))
    page.click("main form button")
    page.goto("/fr/my-contribution/read/")
    page.click("a[href*='digest=']")

    expect(page.locator(".callout-success")).to_be_visible()
    assert str(Contestation.objects.get().theme.title) == "Réunir"
    assert Subscription.objects.get().confirmed_at is not None
    assert page.troubles == []


def test_number_of_an_idea_leads_to_what_became_of_it(visit, analysis):
    page = visit()
    open_own(page, "fr")

    page.locator(".idea-number").nth(1).click()

    expect(page.locator(".idea:target")).to_contain_text("Réunir")
