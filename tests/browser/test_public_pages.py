"""Every public page, as those who have it hardest meet it: by axe, at 320 pixels, on paid data, without a script."""

from __future__ import annotations

import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from cities.models import City
from consultations.answering.contributing import Participant, begin, keep, send
from consultations.models import Analysis
from tests.browser.conftest import log_in
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import decided, make_charter, publish_version, redact, review
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# WCAG 2.0 to 2.2, levels A and AA, and what axe calls best practice.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Bytes of a first load, compressed, without pictures.
HEAVIEST = 100_000


@pytest.fixture
def world(site, analyst, editor):
    """One consultation that is open, one whose results are out, a charter with two versions, a receipt."""
    paris = City.objects.get(slug="paris")
    opened = make_consultation(slug="ouverte", city=paris)
    published = make_consultation(phase="published", city=paris)
    analysis = make_analysis(
        published,
        {
            "Répondre": {"À chacun": ["Répondez-nous.", "Une réponse, vite."], "Vite": ["En trois mois."]},
            "Le soir": ["Le soir."],
        },
        set_aside={"no-opinion": ["RAS"]},
    )
    redact()
    themes = review(analysis, "Répondre", "Le soir", by=analyst)
    kept = decided(themes[:1], "Répondre en trois mois.", by=analyst)
    decided(themes[1:], "Tout le soir.", "not_kept", by=analyst)
    charter = make_charter(paris, consultation=published)
    first = {"reponse": ("La Ville répond tôt.", [])}
    publish_version(charter, first, by=editor, days_ago=30, preamble={"fr": "Ce que la Ville promet."})
    publish_version(charter, {"reponse": ("La Ville répond en trois mois.", [kept])}, by=editor)
    return {"open": opened, "published": published, "theme": themes[0], "code": a_receipt(opened)}


def a_receipt(consultation) -> str:
    draft, token = begin(consultation, Participant(), language="fr", district=None, at=timezone.now())
    keep(draft, {"q-experience": ["never"], "q-promise": ["Mes mots à moi."]})
    return send(consultation, draft, token, at=timezone.now()).code


def addresses(world, language: str) -> list[str]:
    pages = [
        "",
        "consultations/",
        "consultations/ouverte/",
        "consultations/ouverte/answer/",
        "consultations/charte/",
        "consultations/charte/answer/",
        "consultations/charte/results/",
        f"consultations/charte/themes/{world['theme'].pk}/",
        "consultations/charte/proposals/",
        "consultations/charte/proposals/1/",
        "charters/",
        "charters/charte-de-la-ville/",
        "charters/charte-de-la-ville/articles/reponse/",
        "charters/charte-de-la-ville/compare/",
        "my-contribution/",
        "a-propos/" if language == "fr" else "about/",
        "accounts/login/",
        "accounts/signup/",
        "accounts/password/reset/",
        "no-such-page/",
    ]
    return [f"/{language}/{page}" for page in pages] + ["/open-data/"]


def violations(page) -> list[str]:
    results = Axe().run(page, options=RULES).response["violations"]
    return [f"{page.url}: {one['id']} – {[node['target'] for node in one['nodes']]}" for one in results]


def overflows(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def does_not_fit(page) -> list[str]:
    """What is wider than the screen: the page as it is, or with text of twice the size."""
    found = [f"{page.url} is wider than the screen"] if overflows(page) else []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    if overflows(page):
        found.append(f"{page.url} with large text is wider than the screen")
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


@pytest.mark.parametrize(
    ("size", "language", "scheme"), [("phone", "fr", "light"), ("desktop", "en", "dark")]
)
def test_public_pages_have_no_axe_violation_and_fit_the_screen(visit, world, size, language, scheme):
    page = visit(size=size, locale=language, color_scheme=scheme)
    found = []

    for address in addresses(world, language):
        page.goto(address)
        found += violations(page) + does_not_fit(page)

    assert found == []
    assert [trouble for trouble in page.troubles if "404" not in trouble] == []


def test_answering_has_no_axe_violation_errors_shown_included(visit, world):
    page = visit(size="phone")
    found = []

    def look():
        found.extend(violations(page) + does_not_fit(page))

    page.goto("/fr/consultations/ouverte/answer/")
    page.click("main button[type=submit]")
    look()
    page.check("#id_age")
    page.check("#id_consent")
    page.click("main button[type=submit]")
    look()
    page.click("main .button-row button")
    look()
    page.check("input[name=q-experience][value=once]")
    page.click("main .button-row button")
    look()
    page.fill("[name=q-hours]", "beaucoup")
    page.click("main .button-row button")
    look()
    page.fill("[name=q-hours]", "3")
    page.click("main .button-row button")
    look()
    page.click("main form button[type=submit]")
    look()
    page.click("main .button-row a")
    look()
    page.goto("/fr/my-contribution/withdraw/")
    look()

    assert found == []
    assert page.troubles == []


def test_answering_works_without_a_script(visit, world):
    page = visit(scripts=False)

    page.goto("/fr/consultations/ouverte/answer/")
    page.check("#id_age")
    page.check("#id_consent")
    page.click("main button[type=submit]")
    page.check("input[name=q-experience][value=often]")
    page.check("input[name=q-schemes][value=debate]")
    page.click("main .button-row button")
    page.fill("[name=q-promise]", "Sans script non plus.")
    page.click("main .button-row button")
    page.click("main form button[type=submit]")

    assert page.locator("[data-receipt-code]").is_visible()
    answers = world["open"].contributions.latest("pk").answers
    assert answers.get(question_key="schemes").value == ["debate"]
    assert answers.get(question_key="promise").text == "Sans script non plus."


def test_answering_works_with_the_keyboard_alone(visit, world):
    page = visit()
    page.goto("/fr/consultations/ouverte/answer/")
    page.focus("#id_age")

    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/section/you/")
    page.focus("input[name=q-experience][value=never]")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    page.wait_for_url("**/section/city/")
    assert world["open"].drafts.latest("pk").data["q-experience"] == ["never"]


def test_what_is_typed_is_saved_without_leaving_the_page(visit, world):
    page = visit()
    page.goto("/fr/consultations/ouverte/answer/")
    page.check("#id_age")
    page.check("#id_consent")
    page.click("main button[type=submit]")

    page.check("input[name=q-experience][value=once]")
    expect(page.locator("[data-save-state]")).to_have_text("Enregistré")

    assert world["open"].drafts.latest("pk").data["q-experience"] == ["once"]


def test_no_public_page_is_heavy_or_asks_anybody_else(visit, world, live_server):
    heavy = []
    for address in (
        "/fr/",
        "/fr/consultations/ouverte/",
        "/fr/consultations/charte/results/",
        "/fr/charters/charte-de-la-ville/",
    ):
        page = visit(size="phone")
        weights, strangers = {}, []
        page.on(
            "response",
            lambda response, kept=weights: kept.update(
                {response.url: len(gzip.compress(response.body(), 6))}
            ),
        )
        page.on(
            "request",
            lambda request, seen=strangers: (
                seen.append(request.url) if not request.url.startswith((live_server.url, "data:")) else None
            ),
        )
        page.goto(address, wait_until="networkidle")
        if sum(weights.values()) > HEAVIEST or strangers:
            heavy.append((address, sum(weights.values()), strangers))

    assert heavy == []


def test_public_pages_carry_the_strict_policy(client, world):
    for address in addresses(world, "fr"):
        policy = client.get(address, follow=True).headers["Content-Security-Policy"]

        assert "unsafe" not in policy, address
        assert "default-src 'none'" in policy, address


def test_staff_screens_have_no_axe_violation(visit, world, analyst, editor):
    analysis = Analysis.objects.get()
    theme = world["theme"]
    page = visit()
    log_in(page, analyst, PASSWORD)
    found = []

    for address in (
        "/cms/consultations/analyses/",
        f"/cms/consultations/analyses/{analysis.pk}/",
        f"/cms/consultations/analyses/{analysis.pk}/themes/",
        f"/cms/consultations/themes/{theme.pk}/",
        "/cms/consultations/proposals/",
    ):
        page.goto(address)
        found += violations_in_main(page)

    assert found == []


def violations_in_main(page) -> list[str]:
    """What axe finds in our part of Wagtail's screens; the frame around it is Wagtail's."""
    results = Axe().run(page, context="#main", options=RULES).response["violations"]
    return [f"{page.url}: {one['id']} – {[node['target'] for node in one['nodes']]}" for one in results]
