"""A city's desk in a real browser: the queue with what changed, asked back, accepted and published in bulk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from cities.models import City
from debates.lifecycle import accept, ask_changes, submit
from debates.models import Debate, DebateEvent, Night
from tests.browser.conftest import log_in
from tests.browser.test_public_pages import overflows, violations_in_main
from tests.debates.desk_makers import changed_by_host, submitted
from tests.debates.makers import a_night, an_edition
from tests.factories import PASSWORD, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUEUE = "/cms/debates/"


@pytest.fixture
def night(site) -> Night:
    on = timezone.localdate() + timedelta(days=21)
    return a_night(City.objects.get(slug="paris"), edition=an_edition(on=on))


@pytest.fixture
def waiting(night) -> list[Debate]:
    """Three debates in the queue of Paris."""
    return [submitted(night, question=f"Faut-il ouvrir le lieu {number} la nuit ?") for number in (1, 2, 3)]


@pytest.fixture
def page(visit, waiting, coordinator) -> Page:
    page = visit()
    log_in(page, coordinator, PASSWORD)
    page.goto(QUEUE)
    return page


def address(debate: Debate) -> str:
    return reverse("debates_admin:debate", args=[debate.code])


def press(page: Page, debate: Debate, decision: str) -> None:
    """Take that decision on the open debate."""
    form = f"form[action='{reverse('debates_admin:decide', args=[debate.code, decision])}']"
    with page.expect_navigation():
        page.click(f"{form} button[type=submit]")


def press_for_all(page: Page, *debates: Debate) -> None:
    """Tick those debates and press the button of the queue."""
    for debate in debates:
        page.check(f"#tick-{debate.code}")
    with page.expect_navigation():
        page.click("button[name=decision]")


def statuses(debates: list[Debate]) -> list[str]:
    now = dict(Debate.objects.values_list("pk", "status"))
    return [now[debate.pk] for debate in debates]


def test_a_coordinator_asks_for_changes_and_reads_what_came_of_it(page, waiting, coordinator):
    debate = waiting[0]
    page.get_by_role("link", name="le lieu 1").click()
    page.locator("#id_ask_text").evaluate("(field) => { field.closest('details').open = true; }")

    press(page, debate, "ask")
    expect(page.locator(".desk-decision[open] [role=alert]")).to_be_visible()
    page.fill("#id_ask_text", "Dites de quel lieu vous parlez.")
    press(page, debate, "ask")
    asked = Debate.objects.get(pk=debate.pk)
    changed_by_host(asked, question={"fr": "Faut-il ouvrir le square la nuit ?"})
    asked.refresh_from_db()
    submit(asked, None, at=timezone.now())
    page.goto(QUEUE)
    again = page.locator(".desk-row", has_text="le square")
    expect(again.locator("strong")).to_have_count(1)
    again.get_by_role("link").click()

    expect(page.locator(".desk-changes ins")).to_contain_text("square")
    expect(page.locator(".desk-steps")).to_contain_text("Dites de quel lieu vous parlez.")
    assert DebateEvent.objects.get(kind=DebateEvent.ASKED).actor == coordinator
    assert page.troubles == []


def test_a_coordinator_accepts_then_publishes_what_is_ticked(page, waiting, visit):
    first, second, third = waiting

    press_for_all(page, first, second)
    accepted = statuses(waiting)
    page.goto(f"{QUEUE}?status={Debate.ACCEPTED}")
    press_for_all(page, first, second)

    assert accepted == [Debate.ACCEPTED, Debate.ACCEPTED, Debate.SUBMITTED]
    assert statuses(waiting) == [Debate.PUBLISHED, Debate.PUBLISHED, Debate.SUBMITTED]
    assert [visit().goto(f"/fr/debates/{one.code}/").status for one in (first, third)] == [200, 404]


def test_of_two_coordinators_the_second_is_told_what_the_first_did(page, waiting):
    colleague = UserFactory(first_name="Rokhaya", last_name="Fall")
    debate = waiting[0]
    page.goto(address(debate))
    ask_changes(debate, colleague, at=timezone.now(), text="Quel lieu ?")

    press(page, debate, "accept")

    expect(page.locator(".messages .warning")).to_contain_text("Rokhaya Fall")
    assert statuses(waiting)[0] == Debate.CHANGES_ASKED
    page.goto(QUEUE)
    accept(waiting[1], colleague, at=timezone.now())
    press_for_all(page, waiting[1], waiting[2])
    expect(page.locator(".messages .warning")).to_contain_text("Rokhaya Fall")
    assert statuses(waiting)[1:] == [Debate.ACCEPTED, Debate.ACCEPTED]


def test_a_desks_screens_have_no_axe_violation_and_fit_the_narrowest_phone(visit, waiting, coordinator):
    page = visit(size="phone")
    log_in(page, coordinator, PASSWORD)
    changed_by_host(waiting[0], question={"fr": "Faut-il ouvrir le square la nuit ?"})
    found = []

    for path in (QUEUE, f"{QUEUE}?status={Debate.PUBLISHED}", address(waiting[0])):
        page.goto(path)
        page.eval_on_selector_all("details", "all => all.forEach((one) => { one.open = true; })")
        found += violations_in_main(page)
        if overflows(page):
            found.append(f"{path} is wider than the screen")

    assert found == []
    assert page.troubles == []
