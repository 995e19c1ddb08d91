"""An editor builds a conference from nothing, a colleague publishes its opinion; a citizen reads what became of it."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from cities.models import City
from cms.models import ConferenceIndexPage, ConferencePage, Opinion
from tests.browser.conftest import log_in
from tests.browser.test_public_pages import RULES
from tests.factories import PASSWORD, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def index(site) -> ConferenceIndexPage:
    index = ConferenceIndexPage(title="Conférences citoyennes", slug="conferences", locale=site.locale)
    site.add_child(instance=index)
    return index


def test_editor_builds_a_conference_from_nothing_and_a_citizen_reads_its_outcome(visit, index, editor):
    page = visit()
    log_in(page, editor, PASSWORD)
    page.goto(f"/cms/pages/add/cms/conferencepage/{index.pk}/")
    write_dossier(page)
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.click("footer [name=action-publish]")
    page.wait_for_url(f"**/cms/pages/{index.pk}/")
    dossier = ConferencePage.objects.get()

    publish = f"form[action$='/{dossier.pk}/publish/'] button"
    page.goto(f"/cms/site/conferences/{dossier.pk}/")
    expect(page.locator(publish)).to_have_count(0)
    colleague = visit()
    log_in(colleague, UserFactory(email="colleague@example.org", role="editor"), PASSWORD)
    colleague.goto(f"/cms/site/conferences/{dossier.pk}/")
    colleague.click(publish)
    page.reload()
    page.click(".listing th a")
    page.check("[name=decision][value=in_part]")
    page.fill("[name=reason_fr]", "Une cour par arrondissement pour commencer.")
    page.fill("[name=author]", "Adjointe ou adjoint aux écoles")
    page.fill("[name=owner]", "Affaires scolaires")
    page.click("[name=do][value=answer]")
    expect(page.locator(".review")).to_contain_text("Une cour par arrondissement pour commencer.")

    reader = visit(size="phone", scripts=False)
    reader.goto(index.url)
    reader.click("main .card-link")
    main = reader.locator("main")
    expect(main).to_contain_text("Comment partager les cours ?")
    expect(main).to_contain_text("Ouvrir les cours le soir")
    expect(main).to_contain_text("Il faut un gardien.")
    expect(main).to_contain_text("Une cour par arrondissement pour commencer.")
    assert reader.evaluate("document.documentElement.scrollWidth") <= 320
    assert Opinion.objects.get().recommendations.get().votes_against == 4
    assert reader.troubles == []

    for address in (index.url, dossier.url, f"{dossier.url}recommendations/1/"):
        page.goto(address)
        assert Axe().run(page, options=RULES).response["violations"] == [], address


def write_dossier(page: Page) -> None:
    """Fill the tabs as an editor would: the mandate, one session, one recommendation with its dissent."""
    page.fill("#id_title", "Les cours d’école")
    page.select_option("#id_city", str(City.objects.get(slug="paris").pk))
    page.fill("#id_question", "Comment partager les cours ?")
    page.fill("#id_promise", "Répondre à tout.")
    tabs = page.get_by_role("tab")
    tabs.nth(1).click()
    page.locator("#programme-root .c-sf-add-button").first.click()
    page.fill("[name=programme-0-value-title]", "Première séance")
    page.fill("[name=programme-0-value-on]", "2026-03-14")
    tabs.nth(3).click()
    page.locator("#opinion-root .c-sf-add-button").first.click()
    page.get_by_role("option").first.click()
    page.fill("[name=opinion-0-value-title]", "Ouvrir les cours le soir")
    page.fill("[name=opinion-0-value-text]", "Du lundi au samedi, jusqu’à la nuit.")
    for name, number in (("for", 10), ("against", 4), ("blank", 1)):
        page.fill(f"[name=opinion-0-value-votes_{name}]", str(number))
    page.locator("[data-contentpath=minorities] .c-sf-add-button").first.click()
    page.fill("[name=opinion-0-value-minorities-0-value-text]", "Il faut un gardien.")
    page.fill("[name=opinion-0-value-minorities-0-value-carried_by]", "4")
