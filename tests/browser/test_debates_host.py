"""A host on an old phone: from nobody's account to the report, without a script; and what the script adds."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from cities.models import City
from debates.hosting.hosted import OVER
from debates.lifecycle import accept, publish
from debates.models import Debate, Host, Night, Report, Room, Venue
from debates.models.venue import ACCESS_FACTS
from tests.browser.conftest import log_in
from tests.browser.test_public_pages import overflows, violations
from tests.debates.desk_makers import submitted
from tests.debates.makers import a_debate, a_host, a_night, a_room, a_venue, an_edition
from tests.debates.reporting_makers import STATEMENTS, a_debate_that_is_over
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OLD_PHONE = {"width": 360, "height": 740}
QUESTION = "Faut-il rendre la rue aux enfants ?"


@pytest.fixture
def night(site) -> Night:
    """The night of Paris, in five days, from six in the evening to one in the morning."""
    on = timezone.localdate() + timedelta(days=5)
    return a_night(City.objects.get(slug="paris"), edition=an_edition(on=on))


def press(page: Page, name: str = "") -> None:
    """Press the form's last button of that name, or its last one, and wait for the next page."""
    button = f"main form button[name={name}]:visible" if name else "main form.form button[type=submit]"
    with page.expect_navigation():
        page.locator(button).last.click()


def follow(page: Page, path: str) -> None:
    """Follow the link that ends so."""
    with page.expect_navigation():
        page.locator(f"main a[href$='{path}']").first.click()


def sign_up(page: Page, email: str) -> None:
    page.goto("/fr/accounts/signup/")
    for name, value in {"email": email, "password1": PASSWORD, "password2": PASSWORD}.items():
        page.fill(f"[name={name}]", value)
    page.select_option("[name=city]", index=1)
    with page.expect_navigation():
        page.click("main button[type=submit]")
    page.goto(re.search(r"https?://[^/\s]+(/\S*confirm-email\S+)", mail.outbox[-1].body)[1])
    with page.expect_navigation():
        page.click("main form button")
    if "login" in page.url:
        page.fill("[name=login]", email)
        page.fill("[name=password]", PASSWORD)
        with page.expect_navigation():
            page.click("main button[type=submit]")


def describe_itself(page: Page) -> Host:
    page.goto("/fr/accounts/")
    follow(page, "/hosting/")
    follow(page, "/hosting/hosts/new/")
    page.fill("[name=name]", "Les Amis du square")
    page.select_option("[name=kind]", Host.ASSOCIATION)
    page.fill("[name=description_fr]", "Nous tenons le jardin partagé depuis dix ans.")
    press(page)
    return Host.objects.get()


def list_a_place(page: Page, host: Host) -> Venue:
    """A place with its six answers, the first of which is forgotten once, and one room."""
    follow(page, f"/hosting/hosts/{host.slug}/venues/new/")
    page.fill("[name=name]", "Maison du square")
    page.select_option("[name=kind]", Venue.CAFE)
    page.fill("[name=address]", "4 rue du Square")
    page.fill("[name=rooms-0-name]", "La verrière")
    page.fill("[name=rooms-0-capacity]", "30")
    for fact in ACCESS_FACTS[1:]:
        page.check(f"[name={fact}][value=yes]")
    press(page)
    expect(page.locator(".error-summary a")).to_have_attribute("href", re.compile(ACCESS_FACTS[0]))
    page.check(f"[name={ACCESS_FACTS[0]}][value=unknown]")
    page.fill(f"[name={ACCESS_FACTS[0]}_note]", "Une marche de 12 cm ; une rampe est commandée.")
    press(page)
    expect(page.locator(f"#{host.slug}")).to_contain_text("Maison du square")
    return Venue.objects.get()


def write_a_debate(page: Page, host: Host, room: Room) -> Debate:
    """A draft too early in the evening, told so, moved and submitted."""
    follow(page, f"/hosting/hosts/{host.slug}/debates/new/")
    press(page)
    debate = Debate.objects.get()
    page.fill("[name=question_fr]", QUESTION)
    page.fill("[name=presentation_fr]", "Deux heures pour en parler, avec les enfants.")
    page.check("[name=languages][value=fr]")
    page.fill("[name=starts_at]", "17:00")
    page.fill("[name=ends_at]", "19:00")
    page.select_option("[name=room]", str(room.pk))
    page.fill("[name=people-0-name]", "Awa Diop")
    page.select_option("[name=people-0-role]", "moderator")
    press(page, "save")
    expect(page.locator(".error-summary a")).to_have_attribute("href", re.compile("starts_at"))
    expect(page.locator(".error-summary a")).to_contain_text("18:00")
    page.fill("[name=starts_at]", "19:00")
    page.fill("[name=ends_at]", "21:00")
    press(page, "submit")
    debate.refresh_from_db()
    return debate


def test_a_host_goes_from_sign_up_to_the_report_without_a_script(visit, night, coordinator, monkeypatch):
    monkeypatch.setattr("accounts.forms.MINIMUM_SECONDS", 0)  # A machine types faster than a person.
    page, neighbour = visit(scripts=False), visit(size="phone", scripts=False)
    page.set_viewport_size(OLD_PHONE)

    sign_up(page, "zoe@example.org")
    host = describe_itself(page)
    venue = list_a_place(page, host)
    debate = write_a_debate(page, host, venue.rooms.get())
    hidden = neighbour.goto(f"/fr/debates/{debate.code}/").status
    accept(debate, coordinator, at=timezone.now())
    publish(debate, coordinator, at=timezone.now())
    neighbour.goto(f"/fr/debates/{debate.code}/")
    expect(neighbour.get_by_role("heading", level=1)).to_contain_text("Faut-il rendre la rue aux enfants")
    expect(neighbour.locator("main")).to_contain_text("Une marche de 12 cm")
    later = debate.ends + timedelta(hours=12)
    monkeypatch.setattr(timezone, "now", lambda: later)
    page.goto(f"/fr/hosting/debates/{debate.code}/")
    expect(page.get_by_role("main")).to_contain_text(str(OVER))
    follow(page, f"/hosting/debates/{debate.code}/report/")
    page.fill("[name=present]", "27")
    page.fill("[name=summary]", "On a parlé des rues, longtemps et sans se fâcher.")
    for position, text in STATEMENTS.items():
        page.fill(f"[name=statement_{position}]", text)
    press(page, "hand_in")

    assert hidden == 404
    assert Report.objects.get().submitted_at == later
    neighbour.reload()
    expect(neighbour.locator("#report")).to_contain_text(STATEMENTS[1])
    assert page.troubles == []


def test_a_host_is_told_of_a_clash_while_typing_and_nothing_typed_is_lost(visit, night, host):
    own = a_host(night.city, user=host)
    room = a_room(a_venue(own))
    other = submitted(night, host=own, room=room)
    draft = a_debate(night, host=own, room=room, starts=other.ends + timedelta(minutes=30), minutes=30)
    page = visit()
    page.set_viewport_size(OLD_PHONE)
    log_in(page, host, PASSWORD)
    page.goto(f"/fr/hosting/debates/{draft.code}/write/")

    page.fill("[name=question_fr]", QUESTION)
    page.fill("[name=starts_at]", "22:00")
    expect(page.locator(".hosting-clashes-some")).to_contain_text(room.name)
    page.reload()
    expect(page.locator("[name=question_fr]")).to_have_value(QUESTION)
    press(page, "submit")
    refused = Debate.objects.get(pk=draft.pk).status
    expect(page.locator(".callout-error")).to_contain_text(room.name)
    page.goto(f"/fr/hosting/debates/{draft.code}/write/")
    page.fill("[name=starts_at]", "23:00")
    page.fill("[name=ends_at]", "00:30")
    press(page, "submit")

    draft.refresh_from_db()
    assert (refused, draft.status) == (Debate.DRAFT, Debate.SUBMITTED)
    assert str(draft.question) == QUESTION


def test_what_is_typed_after_a_login_ended_is_offered_back_and_was_locked(visit, night, host):
    own = a_host(night.city, user=host)
    draft = a_debate(night, host=own, room=a_room(a_venue(own)))
    page = visit()
    page.on("dialog", lambda dialog: dialog.accept())
    log_in(page, host, PASSWORD)
    page.goto(f"/fr/hosting/debates/{draft.code}/write/")
    page.context.clear_cookies(name="sessionid")

    page.fill("[name=question_fr]", QUESTION)
    page.wait_for_function("Object.keys(localStorage).some((name) => name.startsWith('hosting '))")
    kept = page.evaluate("JSON.stringify(localStorage)")
    log_in(page, host, PASSWORD)
    page.goto(f"/fr/hosting/debates/{draft.code}/write/")
    with page.expect_navigation():
        page.click("[data-draft-back]")

    expect(page.locator("[name=question_fr]")).to_have_value(QUESTION)
    expect(page.locator("[data-draft-offer]")).to_be_hidden()
    assert "rue" not in kept
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('hosting '))") == []


def test_a_hosts_pages_have_no_axe_violation_and_fit_the_narrowest_phone(visit, night, host):
    over = a_debate_that_is_over(night.city, user=host)
    own = over.host
    debate = a_debate(night, host=own, room=over.room, starts=night.starts - timedelta(hours=1))
    page = visit(size="phone")
    log_in(page, host, PASSWORD)
    found = []

    for path, button in (
        ("", ""),
        ("hosts/new/", "main form.form button"),
        (f"hosts/{own.slug}/venues/new/", "[name=another]"),
        (f"debates/{debate.code}/write/", "[name=submit]"),
        (f"debates/{debate.code}/", ""),
        (f"debates/{over.code}/report/", "[name=hand_in]"),
    ):
        page.goto(f"/fr/hosting/{path}")
        if button:
            with page.expect_navigation():
                page.click(button)
        found += violations(page)
        if overflows(page):
            found.append(f"{path} is wider than the screen")

    assert found == []
    assert page.troubles == []
