"""Results and what follows a charter: by axe at 320 and 1440 pixels, and the map of themes with a keyboard."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from cities.models import City
from consultations.following import summarising
from tests.browser.conftest import log_in
from tests.browser.test_public_pages import HEAVIEST, RULES, overflows, violations
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.following import adopted_charter, days_ago, promise, report, today
from tests.consultations.publishing import redact, review
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
THEMES = {
    "Répondre à chaque contribution dans un délai annoncé": 40,
    "Des réunions le soir et le samedi": 26,
    "Une langue que tout le monde comprend": 15,
    "Aller vers celles et ceux qui ne viennent pas": 9,
    "Suivre l’argent du budget participatif": 6,
    "Tirer au sort": 3,
    "Le papier": 2,
    "Les enfants": 1,
}


@pytest.fixture
def world(site, analyst, editor):
    """A consultation with themes of every size, two districts, and a charter followed for two years."""
    paris = City.objects.get(slug="paris")
    consultation = make_consultation(phase="published", city=paris)
    groups = {title: [f"{title}, avis {n}." for n in range(size)] for title, size in THEMES.items()}
    analysis = make_analysis(consultation, groups, set_aside={"no-opinion": ["RAS"]})
    redact()
    review(analysis, *THEMES, by=analyst)
    for place, district in enumerate(list(paris.districts.all())[:2]):
        chosen = list(consultation.contributions.order_by("pk").values_list("pk", flat=True)[place:60:2])
        consultation.contributions.filter(pk__in=chosen).update(district=district)
    charter = adopted_charter(paris, by=editor, consultation=consultation)
    done = promise(charter, "Répondre en trois mois à chaque contribution.", by=editor)
    report(
        done, "under_way", "Deux consultations sur trois ont reçu leur réponse.", on=days_ago(600), by=editor
    )
    report(
        done, "done", "Toutes les réponses partent à temps.", on=days_ago(400), by=editor,
        evidence_url="https://example.org/bilan", evidence_label={"fr": "Le bilan de l’année"},
    )  # fmt: skip
    promise(charter, "Former les agents d’accueil.", by=editor, due_on=days_ago(20))
    promise(charter, "Ouvrir le soir.", article="horaires", by=editor)
    year = today().year - 1
    synthesis = summarising.introduce(charter, year, {"fr": "Une année utile."}, by=editor)
    summarising.publish(synthesis, by=editor, at=timezone.now(), expected=1)
    return {"charter": charter, "year": year, "commitment": done}


@pytest.mark.parametrize(("size", "language"), [("phone", "fr"), ("desktop", "en")])
def test_results_and_follow_up_have_no_axe_violation_and_fit_the_screen(visit, world, size, language):
    page = visit(size=size, locale=language)
    found = []

    for address in (
        "consultations/charte/results/",
        "consultations/charte/results/promise/",
        "consultations/charte/results/experience/",
        "charters/charte-de-la-ville/follow-up/",
        "charters/charte-de-la-ville/follow-up/?status=late",
        f"charters/charte-de-la-ville/synthesis/{world['year']}/",
    ):
        answer = page.goto(f"/{language}/{address}")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found += violations(page)
        if overflows(page):
            found.append(f"{address} is wider than the screen")
        if len(answer.body()) > HEAVIEST:
            found.append(f"{address} is too heavy")

    assert found == []
    assert page.troubles == []


def test_map_of_themes_leads_to_a_theme_without_a_mouse_or_a_script(visit, world):
    page = visit(size="phone", scripts=False)
    page.goto("/fr/consultations/charte/results/promise/")
    largest = page.locator(".theme-map-cell").first

    largest.focus()
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_contain_text("Répondre à chaque contribution")


def test_map_of_themes_gives_a_finger_room_and_names_the_large_ones(visit, world):
    page = visit(size="phone")
    page.goto("/fr/consultations/charte/results/promise/")

    boxes = [one.bounding_box() for one in page.locator(".theme-map-cell").all()]
    named = page.locator(".theme-map-title").first

    assert len(boxes) >= 5
    assert min(min(box["width"], box["height"]) for box in boxes) >= 24
    assert named.evaluate("one => one.scrollHeight <= one.clientHeight + 1")


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_map_of_themes_says_what_a_number_alone_counts(visit, world, size):
    page = visit(size=size)
    page.goto("/fr/consultations/charte/results/promise/")
    key = page.locator(".theme-map-key")

    alone = page.evaluate(
        "() => [...document.querySelectorAll('.theme-map-title')].filter(one => one.clientWidth <= 1).length"
    )

    assert alone > 0
    assert key.is_visible()
    page.evaluate(
        "() => document.querySelectorAll('.theme-map-never, .theme-map-wide').forEach(one => one.remove())"
    )
    assert not key.is_visible()


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_follow_up_screens_of_staff_have_no_axe_violation(visit, world, editor, size):
    page = visit(size=size)
    log_in(page, editor, PASSWORD)
    found = []

    for address in (
        "follow-up/",
        f"follow-up/{world['charter'].pk}/",
        f"follow-up/{world['charter'].pk}/new/",
        f"follow-up/commitments/{world['commitment'].pk}/",
        f"follow-up/{world['charter'].pk}/synthesis/{world['year']}/",
    ):
        page.goto(f"/cms/consultations/{address}")
        found += violations_in_main(page)
        if overflows(page):
            found.append(f"{address} is wider than the screen")

    assert found == []


def violations_in_main(page) -> list[str]:
    """What axe finds in our own part of an admin page; the frame around it is Wagtail's."""
    results = Axe().run(page, context=".review", options=RULES).response["violations"]
    return [f"{page.url}: {one['id']} – {[node['html'] for node in one['nodes']]}" for one in results]
