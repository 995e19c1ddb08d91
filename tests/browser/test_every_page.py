"""The editors' site and what frames it: by axe in both languages, narrow and wide, light and dark, and by keyboard."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from playwright.sync_api import expect

from cities.models import City
from cms.demo.site import give_addresses
from cms.models import GuideIndexPage, LettersPage, TextPage
from tests.browser.conftest import log_in
from tests.browser.test_public_pages import HEAVIEST, does_not_fit, overflows, violations
from tests.cms import lotteries
from tests.cms.conferences import make_opinion, recommendation
from tests.cms.guide_pages import make_entry, make_topic
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# A row of the header and its air, in pixels.
ROW = 55
# What has the focus: whether a ring is drawn around it, or around the card whose link it is, and whether it is in view.
STOP = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return null;
  const ringed = (one) => one && getComputedStyle(one).outlineStyle !== "none";
  const box = focused.getBoundingClientRect();
  return {
    name: (focused.innerText || focused.name || focused.id).slice(0, 40),
    ringed: Boolean(ringed(focused) || ringed(focused.closest(".card"))),
    inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


@pytest.fixture
def editorial(site, editor):
    """A page of each kind that editors or the city's own screens make, as addresses below that of the language."""
    paris = City.objects.get(slug="paris")
    guide = site.add_child(instance=GuideIndexPage(title="Guide", slug="guide", locale=site.locale))
    street = make_topic("goal", "street", question="Je veux changer ma rue")
    entry = make_entry(guide, city=paris, residence="city", topics=[street])
    dossier, _opinion = make_opinion(recommendation(minorities=[("Il faut un gardien.", 2)]))
    site.add_child(instance=LettersPage(title="Nos lettres", slug="lettres", locale=site.locale))
    lotteries.drawn(paris, by=editor)
    return [
        "guide/",
        "guide/?age=17&want=street",
        "guide/?kind=scheme",
        path_of(entry),
        "printed-guide/",
        "guide-changes/",
        "districts/paris/",
        "districts/paris/11/",
        "search/?q=budjet",
        path_of(dossier),
        f"{path_of(dossier)}recommendations/1/",
        "lotteries/climate/",
        "lotteries/climate/candidates/",
        "lettres/",
        "newsletter/",
        "contact/",
    ]


def path_of(page) -> str:
    """A page's address below that of its language."""
    return page.url.split("/", 2)[2]


@pytest.mark.parametrize(
    ("size", "language", "scheme", "every"), [("phone", "fr", "dark", 1), ("desktop", "en", "light", 3)]
)
def test_editorial_pages_have_no_axe_violation_and_fit_the_screen(
    visit, editorial, size, language, scheme, every
):
    page = visit(size=size, locale=language, color_scheme=scheme)
    found = []

    for address in editorial[::every]:
        page.goto(f"/{language}/{address}")
        found += violations(page) + does_not_fit(page)

    assert found == []
    assert page.troubles == []


def test_states_of_a_page_have_no_axe_violation_either(visit, site):
    give_addresses()
    page = visit(size="phone", color_scheme="dark")
    found = []

    for address in ("contact/", "newsletter/", "accounts/login/"):
        page.goto(f"/fr/{address}")
        page.click("main form button[type=submit]")
        expect(page.locator(".error-summary")).to_be_visible()
        found += violations(page)
    page.click(".site-menu-button")
    found += violations(page)

    assert found == []


def test_style_guide_fits_the_smallest_screen(visit, site, editor):
    page = visit(size="phone")
    log_in(page, editor, PASSWORD)

    page.goto("/style-guide/")

    expect(page.locator(".chart").first).to_be_visible()
    assert does_not_fit(page) == []


def test_header_stays_low_however_many_pages_are_in_the_menu(visit, site):
    for number in range(2):
        add_to_menu(site, f"Conférences citoyennes {number}")
    page = visit()
    page.goto("/fr/")
    low = page.locator(".site-header").bounding_box()["height"]
    for number in range(3):
        add_to_menu(site, f"Un long titre de rubrique {number}")
    cache.clear()

    page.reload()

    assert low <= 2 * ROW
    assert page.locator(".site-header").bounding_box()["height"] <= 3 * ROW
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.locator(".site-header").bounding_box()["height"] <= 2 * ROW
    page.click(".site-menu-button")
    assert not overflows(page)
    expect(page.get_by_role("navigation", name="Menu principal").get_by_role("link")).to_have_count(9)


def test_menu_opens_and_closes_by_keyboard_without_a_script(visit, site):
    page = visit(size="phone", scripts=False)
    page.goto("/fr/")
    menu = page.get_by_role("navigation", name="Menu principal")

    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".site-menu-close")).to_be_focused()
    page.keyboard.press("Escape")

    expect(menu).to_be_hidden()
    expect(page.locator(".site-menu-button")).to_be_focused()


def test_menu_left_by_keyboard_covers_nothing_that_has_the_focus(visit, site):
    page = visit(size="phone", scripts=False)
    page.goto("/fr/")
    menu = page.get_by_role("navigation", name="Menu principal")
    page.focus(".site-menu-button")
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()

    page.locator(".site-menu-link").last.focus()
    page.keyboard.press("Tab")

    expect(page.locator("main :focus, footer :focus")).to_have_count(1)
    expect(menu).to_be_hidden()
    page.keyboard.press("Shift+Tab")
    page.focus(".site-menu-button")
    expect(menu).to_be_visible()


def test_every_stop_of_the_keyboard_is_seen(visit, editorial):
    page = visit(reduced_motion="reduce")
    unseen = []

    for address in ("", *editorial[:2], editorial[3], editorial[9]):
        page.goto(f"/fr/{address}")
        for _stop in range(70):
            page.keyboard.press("Tab")
            stop = page.evaluate(STOP)
            if stop is None:
                break
            if not stop["ringed"] or not stop["inView"]:
                unseen.append((address, stop["name"]))

    assert unseen == []


def test_no_editorial_page_weighs_more_than_100_kb_without_pictures(client, editorial):
    fonts = sum(Path(finders.find(f"fonts/{name}")).stat().st_size for name in named_fonts())
    heavy = {}

    for address in editorial:
        html = client.get(f"/fr/{address}", follow=True).content.decode()
        files = re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js))"', html)
        weight = fonts + compressed(html.encode()) + sum(compressed(static_file(name)) for name in files)
        if weight > HEAVIEST:
            heavy[address] = weight

    assert heavy == {}
    assert fonts > 20_000


def add_to_menu(site, title: str) -> None:
    site.add_child(instance=TextPage(title=title, locale=site.locale, show_in_menus=True))


def named_fonts() -> list[str]:
    return re.findall(r"fonts/([\w-]+\.woff2)", static_file("css/tokens.css").decode())


def static_file(name: str) -> bytes:
    return Path(finders.find(name)).read_bytes()


def compressed(content: bytes) -> int:
    return len(gzip.compress(content, 6))
