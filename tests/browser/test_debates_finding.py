"""Finding a debate and its seats in a real browser: by axe in both languages, on paid data, on the map, by keyboard."""

from __future__ import annotations

import base64
import gzip
import re
from datetime import UTC, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cities.models import City
from debates.registering.reserving import Wish, reserve
from debates.registering.rules import rules_of
from tests.browser.test_public_pages import overflows, violations
from tests.debates.makers import a_debate, a_host, a_night, a_room, a_venue, an_edition, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Bytes of a first load, compressed, without pictures and without the map.
HEAVIEST = 150_000
TILES = "https://tiles.example/{z}/{x}/{y}.png"
TILE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def debate(site):
    """One debate of Paris with a place on the map, in three weeks."""
    paris = City.objects.get(slug="paris")
    night = a_night(paris, edition=an_edition(on=timezone.localdate() + timedelta(days=21)))
    host = a_host(paris)
    venue = a_venue(host, district=paris.districts.first(), latitude=48.87, longitude=2.36)
    return published(a_debate(night, host=host, room=a_room(venue), themes=("climat",)))


@pytest.mark.parametrize(
    ("size", "language", "scheme"), [("phone", "fr", "light"), ("desktop", "en", "dark")]
)
def test_pages_of_debates_have_no_axe_violation_and_fit_the_screen(visit, debate, size, language, scheme):
    wish = Wish(email="awa@example.org", seats=1, language="fr")
    reservation = reserve(debate.seating, wish, rules=rules_of(debate), at=timezone.now())
    page = visit(size=size, locale=language, color_scheme=scheme)
    own = f"debates/{debate.code}/"
    found = []

    for address in (
        "debates/?city=paris&access=step_free",
        "debates/?words=hippocampe",
        "debates/embed/",
        own,
        f"{own}seats/",
        f"debates/places/{debate.room.venue.slug}/",
        f"debates/hosts/{debate.host.slug}/",
        f"debates/reservations/{reservation.key}/",
    ):
        page.goto(f"/{language}/{address}")
        found += violations(page)
        if overflows(page):
            found.append(f"{address} is wider than the screen")

    assert found == []
    assert page.troubles == []


def test_the_list_is_light(visit, debate):
    page = visit(size="phone")
    sizes = {}
    page.on(
        "response",
        lambda answer: (
            sizes.setdefault(answer.url, len(gzip.compress(answer.body())))
            if answer.request.resource_type != "image"
            else None
        ),
    )

    page.goto("/fr/debates/")
    page.wait_for_load_state("networkidle")

    assert sum(sizes.values()) < HEAVIEST
    assert not any("leaflet" in url for url in sizes)


def test_the_map_is_read_by_keyboard_over_the_citys_own_tiles(visit, debate, settings):
    settings.MAP_TILES_URL, settings.MAP_TILES_ATTRIBUTION = TILES, "© Tout le monde"
    page = visit()
    asked = []
    page.route(
        "https://tiles.example/**",
        lambda route: (asked.append(route.request.url), route.fulfill(body=TILE, content_type="image/png")),
    )

    page.goto("/en/debates/")
    page.get_by_role("button", name="Map").press("Enter")
    point = page.locator(".debate-point")
    point.press("Enter")

    expect(page.get_by_role("link", name=debate.room.venue.name, exact=True)).to_be_visible()
    expect(page.get_by_text("© Tout le monde")).to_be_visible()
    assert asked
    # What is still fading in has less contrast than what is there to be read.
    expect(page.locator(".leaflet-popup")).to_have_css("opacity", "1")
    assert violations(page) == []
    assert page.troubles == []


def test_near_me_is_asked_on_request_and_taken_back(visit, debate):
    page = visit(geolocation={"latitude": 48.871234, "longitude": 2.361234}, permissions=["geolocation"])

    page.goto("/en/debates/")
    page.get_by_role("button", name="Near me").click()

    expect(page).to_have_url(re.compile(r"near=48\.871%2C2\.361"))
    page.get_by_role("link", name="near me").click()
    expect(page).not_to_have_url(re.compile("near="))


def test_an_hour_is_told_by_the_visitors_own_clock_too(visit, debate):
    abroad, here = visit(timezone_id="Africa/Dakar"), visit(timezone_id="Europe/Paris")

    for page in (abroad, here):
        page.goto(f"/en/debates/{debate.code}/")

    hour = debate.starts.astimezone(UTC).strftime("%H:%M")
    expect(abroad.locator(".zone-note")).to_have_text(f"({hour} by your own clock)")
    expect(here.locator(".zone-note")).to_have_count(0)
