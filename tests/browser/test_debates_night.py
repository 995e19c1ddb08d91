"""The night of debates on a phone: from list to a seat and back, to the door, with and without script and network."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect

from cities.models import City
from debates.models import Registration
from tests.browser.conftest import log_in
from tests.browser.test_public_pages import overflows, violations
from tests.debates.makers import a_debate, a_host, a_night, an_edition, published
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def debate(site, host):
    paris = City.objects.get(slug="paris")
    night = a_night(paris, edition=an_edition(on=timezone.localdate() + timedelta(days=1)))
    return published(a_debate(night, host=a_host(paris, user=host), question="Faut-il débattre la nuit ?"))


@pytest.fixture
def awa(debate):
    now = timezone.now()
    return debate.seating.registrations.create(
        name="Awa Sow", email="awa@example.org", seats=2, status=Registration.CONFIRMED, language="fr",
        asked_at=now, consented_at=now, address_proved_at=now, access_needs="Une place pour un fauteuil",
    )  # fmt: skip


def test_a_citizen_reserves_comes_and_another_cancels_without_a_script(visit, debate, host):
    page = visit(size="phone", scripts=False)

    page.goto("/fr/debates/")
    page.get_by_role("link", name="Faut-il débattre la nuit").click()
    page.locator(f"a[href$='/debates/{debate.code}/seats/']").click()
    page.fill("[name=email]", "badou@example.org")
    page.fill("[name=seats]", "2")
    page.check("[name=consent]")
    page.click("main form button[type=submit]")
    expect(page.locator("h1")).to_be_visible()
    badou = Registration.objects.get()
    page.goto(badou.get_absolute_url())
    page.click("form[action$='/confirm/'] button")
    expect(page.locator(".ticket-qr")).to_be_visible()
    ticket = page.locator(".ticket-code").inner_text()
    assert not overflows(page)

    door = visit(size="phone", scripts=False)
    log_in(door, host, PASSWORD)
    door.goto(reverse("debates:door", args=[debate.code]))
    door.fill("#ticket", ticket.upper())
    door.locator("form:has(#ticket) button[type=submit]").click()
    expect(door.locator(".door-inside strong")).to_have_text("2")
    assert not overflows(door)

    page.click("form[action$='/cancel/'] button")
    expect(page.locator(".ticket-qr")).to_have_count(0)
    badou.refresh_from_db()
    assert (badou.status, badou.present) == (Registration.CANCELLED, 2)


def test_a_door_without_a_network_keeps_what_is_marked_and_sends_it(visit, debate, host, awa):
    page = visit(size="phone")
    log_in(page, host, PASSWORD)
    page.goto(reverse("debates:door", args=[debate.code]))
    assert violations(page) == []
    expect(page.locator("[data-guests] button[value=undo]")).to_be_hidden()
    page.click("[data-keep]")
    expect(page.locator("[data-told]")).not_to_be_empty()

    page.context.set_offline(True)
    page.click("[data-guests] button[value=in]")
    expect(page.locator("[data-guests] .door-guest-in")).to_be_visible()
    expect(page.locator("[data-waiting]")).to_be_visible()
    # Before the page is loaded again: the browser's pretended lack of a network may come late to a new page.
    awa.refresh_from_db()
    before = awa.present
    page.reload()
    expect(page.locator("[data-guests] .door-guest-in")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("[data-waiting]")).to_be_hidden(timeout=30_000)

    expect(page.locator(".door-inside strong")).to_have_text("2")
    awa.refresh_from_db()
    assert (before, awa.present) == (0, 2)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_boards_and_the_hosts_page_of_the_night_are_clean(visit, debate, host, size):
    page = visit(size=size)

    for address in (reverse("debates:now"), reverse("debates:now_in", args=["paris"])):
        page.goto(address)
        assert violations(page) == []
        assert not overflows(page)
    log_in(page, host, PASSWORD)
    page.goto(reverse("debates:change_tonight", args=[debate.code]))
    assert violations(page) == []
    assert not overflows(page)


def test_two_phones_without_a_network_come_to_the_same_numbers_and_a_log_out_erases_the_list(
    visit, debate, host, awa
):
    phones = [visit(size="phone") for _phone in range(2)]
    for page in phones:
        log_in(page, host, PASSWORD)
        page.goto(reverse("debates:door", args=[debate.code]))
        page.click("[data-keep]")
        expect(page.locator("[data-told]")).not_to_be_empty()
        page.context.set_offline(True)
        page.reload()

    for page, walks in zip(phones, (1, 2), strict=True):
        page.click("[data-guests] button[value=in]")
        for _walk in range(walks):
            page.click("button[name=people][value='1']")
    phones[1].fill("#ticket", "nobody123")
    phones[1].locator("form:has(#ticket) button[type=submit]").click()
    for page in reversed(phones):
        page.context.set_offline(False)
        expect(page.locator("[data-waiting]")).to_be_hidden(timeout=30_000)
    phones[1].reload()
    for page in phones:
        expect(page.locator(".door-inside strong")).to_have_text("5")
    awa.refresh_from_db()
    assert (awa.present, debate.seating.door.walk_ins) == (2, 3)

    first = phones[0]
    first.goto("/fr/accounts/logout/")
    first.click("main button[type=submit]")
    # The page erases what it kept before it sends the log-out.
    first.wait_for_url(lambda address: "logout" not in address)
    first.context.set_offline(True)
    with pytest.raises(PlaywrightError):
        first.goto(reverse("debates:door", args=[debate.code]))


def test_a_log_out_tells_what_a_door_has_not_sent_and_erases_it_by_itself(visit, debate, host, awa):
    page = visit(size="phone")
    # As Safari before 17, which does not know the header that asks for the same.
    page.route("**/accounts/logout/", lambda route: without_header(route, "clear-site-data"))
    log_in(page, host, PASSWORD)
    door = reverse("debates:door", args=[debate.code])
    page.goto(door)
    page.click("[data-keep]")
    expect(page.locator("[data-told]")).not_to_be_empty()
    page.route("**/door/marks/", lambda route: route.abort())
    page.click("[data-guests] button[value=in]")
    expect(page.locator("[data-waiting]")).to_be_visible()

    page.goto("/fr/accounts/logout/")
    expect(page.locator("[data-unsent] li")).to_have_count(1)
    expect(page.locator("[data-unsent-count]")).to_have_text("1")
    assert violations(page) == []
    assert not overflows(page)
    page.click("[data-unsent] a")
    expect(page.locator("#door")).to_be_visible()
    page.goto("/fr/accounts/logout/")
    page.click("#leaving button[type=submit]")
    page.wait_for_url(lambda address: "logout" not in address)

    assert page.evaluate("Object.keys(localStorage)") == []
    assert page.evaluate("caches.keys()") == []
    page.context.set_offline(True)
    with pytest.raises(PlaywrightError):
        page.goto(door)


def without_header(route, name: str) -> None:
    """Let the request through, and take that header out of the answer."""
    response = route.fetch(max_redirects=0)
    headers = {key: value for key, value in response.headers.items() if key != name}
    route.fulfill(response=response, headers=headers)


def test_a_refused_camera_leaves_a_sentence_and_the_code_can_be_typed(visit, debate, host, awa):
    page = visit(size="phone")
    page.add_init_script("""
        navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("no", "NotAllowedError"); };
    """)
    log_in(page, host, PASSWORD)
    page.goto(reverse("debates:door", args=[debate.code]))

    page.click("[data-camera]")
    expect(page.locator("[data-told]")).to_have_text(
        page.locator("#door").get_attribute("data-camera-refused")
    )
    page.fill("#ticket", awa.ticket.upper())
    page.locator("form:has(#ticket) button[type=submit]").click()

    expect(page.locator(".door-inside strong")).to_have_text("2")
