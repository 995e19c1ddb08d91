"""An editor translates a page side by side from nothing, a colleague publishes it, a citizen reads it in English."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page, expect

from accounts.roles import sync_roles
from cms.languages.status import PUBLISHED, STATES
from tests.browser.conftest import log_in
from tests.browser.test_editing import add_page, faults, give_second_look
from tests.factories import PASSWORD, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ENGLISH = {
    "Le tirage au sort": "Drawing lots",
    "On tire <b>une boule</b>.": "One <b>ball</b> is drawn.",
    "tirage": "drawing-lots",
}


def test_page_is_translated_side_by_side_and_read_in_english(visit, site, editor, settings):
    settings.REQUIRE_SECOND_LOOK = True
    source = add_page(site, ("paragraph", "<p>On tire <b>une boule</b>.</p>"), live=True)
    give_second_look(source)
    let_editors_translate()
    colleague = UserFactory(email="zoe@example.org", role="editor")
    own, other, citizen = visit(), visit(), visit(size="phone", locale="en-GB")
    log_in(own, editor, PASSWORD)
    log_in(other, colleague, PASSWORD)

    begin_translation(own, source)
    approval = submit_when_whole(own)
    own.locator("button[name=verb][value=approve]").wait_for(state="detached")
    waiting = citizen.goto("/en/drawing-lots/").status
    approve(other, approval)
    read_in_english(citizen, source)
    read_report(own)

    assert waiting == 404
    assert citizen.troubles == [trouble for trouble in citizen.troubles if "404" in trouble]


def let_editors_translate() -> None:
    """The permission that a migration of wagtail-localize brings, which a database that was emptied has lost."""
    kind, _made = ContentType.objects.get_or_create(app_label="wagtail_localize", model="translation")
    Permission.objects.get_or_create(
        codename="submit_translation", defaults={"content_type": kind, "name": "-"}
    )
    sync_roles()


def begin_translation(page: Page, source) -> None:
    page.goto(reverse("wagtailadmin_pages:edit", args=[source.pk]))
    # Before its script is there the menu does not open.
    page.wait_for_function("() => window.wagtail && window.wagtail.app")
    page.get_by_role("button", name="Actions").first.click()
    page.get_by_role("link", name="Traduire cette page").click()
    page.get_by_label("English").check()
    page.locator("main form input[type=submit]").click()
    page.locator("li.incomplete").first.wait_for()


def submit_when_whole(page: Page) -> str:
    """Type every text, tab by tab; say where the second look is asked for."""
    link = page.locator(".messages a.button")
    approval = link.get_attribute("href")
    editor = page.url
    page.goto(approval)
    expect(page.locator("button[value=submit]")).to_be_disabled()
    page.goto(editor)
    for number, tab in enumerate(page.get_by_role("tab").all()):
        if number:
            tab.click()
        translate_what_is_shown(page)
    link.click()
    # A click does not wait for the page it leads to, and the one it leaves has no main to look at.
    page.locator("button[value=submit]").wait_for()
    assert faults(page, "main") == []
    page.locator("button[value=submit]").click()
    page.locator(".messages .success").wait_for()
    return approval


def translate_what_is_shown(page: Page) -> None:
    waiting = page.locator("li.incomplete:visible")
    for _text in range(waiting.count()):
        text = waiting.first
        words = ENGLISH[text.locator("p").first.inner_text()]
        left = waiting.count()
        text.locator("button").click()
        text.locator("textarea").fill(words)
        text.locator("button").last.click()
        expect(waiting).to_have_count(left - 1)


def approve(page: Page, approval: str) -> None:
    page.goto("/cms/")
    page.locator("[aria-labelledby='waiting-review'] a").first.click()
    page.locator(".messages a.button").click()
    expect(page).to_have_url(re.compile(re.escape(approval)))
    page.locator("button[value=approve]").click()
    page.locator(".messages .success").wait_for()


def read_in_english(page: Page, source) -> None:
    page.goto(source.get_url())
    links = {
        link.get_attribute("hreflang"): link.get_attribute("href")
        for link in page.locator("link[rel=alternate][hreflang]").all()
    }
    assert links["en"].endswith("/en/drawing-lots/")
    assert links["fr"].endswith("/fr/tirage/")
    page.goto(urlsplit(links["en"]).path)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text("Drawing lots")
    expect(page.locator("main b, main strong")).to_have_text("ball")


def read_report(page: Page) -> None:
    page.goto(reverse("cms_admin:languages"))
    with override("fr"):
        published = str(STATES[PUBLISHED])
    row = page.locator("tr", has_text="Le tirage au sort")
    expect(row.locator("td").filter(has_text=published)).to_have_count(2)
