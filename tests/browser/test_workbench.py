"""The workbench as analysts meet it: by axe, on a phone, by keyboard alone, without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import log_in
from tests.browser.test_public_pages import overflows, violations_in_main
from tests.consultations.crowds import describe
from tests.consultations.factories import make_analysis, make_consultation
from tests.consultations.publishing import redact, review
from tests.consultations.reading_themes import theme
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def analysis(site, analyst):
    analysis = make_analysis(
        make_consultation(phase="analysis"),
        {
            "Répondre à chaque contribution": {
                "Une réponse écrite": [f"Répondez {n}." for n in range(40)],
                "Dans un délai annoncé": [f"En trois mois, {n}." for n in range(25)],
            },
            "Se réunir le soir": [f"Le soir, {n}." for n in range(30)],
            "Parler simplement": [f"Sans jargon, {n}." for n in range(12)],
        },
    )
    describe(analysis, [{"channel": "paper" if n % 3 == 0 or n < 30 else "online"} for n in range(107)])
    redact()
    review(analysis, "Se réunir le soir", by=analyst)
    return analysis


def addresses(analysis) -> list[str]:
    bench = f"/cms/consultations/analyses/{analysis.pk}/workbench/"
    main = theme(analysis, "Répondre à chaque contribution").pk
    views = ["", f"?theme={main}", "?view=tree&channel=paper", "?view=table&channel=paper&sort=-lift"]
    return [*(bench + view for view in views), f"/cms/consultations/themes/{main}/who-speaks/"]


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_workbench_has_no_axe_violation_and_fits_the_screen(visit, analysis, analyst, size):
    page = visit(size=size)
    log_in(page, analyst, PASSWORD)
    found = []

    for address in addresses(analysis):
        page.goto(address)
        page.eval_on_selector_all("details", "all => all.forEach((one) => { one.open = true; })")
        found += violations_in_main(page)
        if overflows(page):
            found.append(f"{address} is wider than the screen")

    assert found == []
    assert page.troubles == []


def test_map_is_magnified_and_moved_by_keyboard_alone(visit, analysis, analyst):
    page = visit()
    log_in(page, analyst, PASSWORD)
    page.goto(addresses(analysis)[0])
    first = page.locator("[data-map] a").first
    first.focus()

    page.keyboard.press("+")
    expect(page.locator("[data-zoom-state]")).to_contain_text("2")
    magnified = page.locator("[data-map]").get_attribute("viewBox")
    page.keyboard.press("ArrowLeft")
    moved = page.locator("[data-map]").get_attribute("viewBox")
    page.keyboard.press("0")
    whole = page.locator("[data-map]").get_attribute("viewBox")
    page.keyboard.press("Tab")
    second = page.evaluate("document.activeElement.getAttribute('aria-label')")
    first.focus()
    page.keyboard.press("Enter")

    assert [number.split()[2] for number in (magnified, moved, whole)] == ["600", "600", "1200"]
    assert magnified != moved
    assert second.startswith("Une réponse écrite")
    page.wait_for_url("**theme=*")


def test_map_opens_themes_and_filters_without_a_script(visit, analysis, analyst):
    page = visit()
    log_in(page, analyst, PASSWORD)
    cookies = page.context.cookies()
    plain = visit(scripts=False)
    plain.context.add_cookies(cookies)
    plain.goto(addresses(analysis)[0])

    assert not plain.locator("[data-map-zoom]").is_visible()
    plain.locator("details summary").first.click()
    plain.check("input[name=channel][value=paper]")
    plain.locator(".workbench-form button").click()
    assert "channel=paper" in plain.url
    plain.locator("[data-map] a").first.focus()
    plain.keyboard.press("Enter")

    plain.wait_for_url("**theme=*")
    assert "channel=paper" in plain.url
    assert plain.locator("[data-map] a").count() == 2
