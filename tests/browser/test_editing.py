"""An editor at work in a real browser: findings while typing, a second look, and every block as the public sees it."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.encoding import force_str
from django.utils.translation import override
from playwright.sync_api import expect
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from cms.blocks import PageBlocks
from cms.models import SecondLookTask, TextPage
from tests.browser.conftest import log_in
from tests.browser.test_public_pages import RULES
from tests.factories import PASSWORD, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def add_page(home, *blocks, live=False) -> TextPage:
    page = TextPage(title="Le tirage au sort", slug="tirage", locale=home.locale, live=live)
    page.body = json.dumps([{"type": kind, "value": value} for kind, value in blocks], default=force_str)
    home.add_child(instance=page)
    page.save_revision()
    return page


def faults(page, context=None) -> list:
    options = {"options": RULES} if context is None else {"options": RULES, "context": context}
    found = Axe().run(page, **options).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found]


def test_editor_is_told_of_a_skipped_level_while_typing_and_when_it_is_mended(visit, site, editor):
    written = add_page(site, ("heading", {"text": "Quand ?", "level": "2"}))
    page = visit()
    log_in(page, editor, PASSWORD)

    page.goto(reverse("wagtailadmin_pages:edit", args=[written.pk]))
    page.locator("[data-side-panel-toggle='checks']").click()
    expect(page.locator("[data-findings='0']")).to_be_visible()
    # Once the script has read the form as it was saved, it tells what is typed from it.
    page.wait_for_timeout(1500)
    level = page.locator("select[name$='-value-level']")
    level.select_option("3")
    expect(page.locator(".typed-check-error")).to_be_visible()
    wrong = faults(page, ".typed-checks")
    level.select_option("2")

    expect(page.locator("[data-findings='0']")).to_be_visible()
    assert wrong == []


def test_page_goes_from_its_author_to_a_colleague_who_publishes_it(visit, site, editor, settings):
    settings.REQUIRE_SECOND_LOOK = True
    colleague = UserFactory(email="zoe@example.org", role="editor")
    written = add_page(site, ("paragraph", "<p>On tire une boule.</p>"))
    written.save_revision(user=editor)
    # A database that was emptied has lost the workflow that a site begins with.
    give_second_look(written)
    written.get_workflow().start(written, editor)
    own, other = visit(), visit(size="phone")
    log_in(own, editor, PASSWORD)
    log_in(other, colleague, PASSWORD)

    own.goto("/cms/")
    other.goto("/cms/")
    expect(own.locator("[aria-labelledby='waiting-review'] a")).to_have_count(0)
    home_faults = faults(other, ".waiting")
    wide = other.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    other.locator("[aria-labelledby='waiting-review'] a").first.click()
    expect(other).to_have_url(reverse("wagtailadmin_pages:edit", args=[written.pk]))
    own.goto(reverse("wagtailadmin_pages:edit", args=[written.pk]))
    expect(own.locator("[data-workflow-action-name='approve']")).to_have_count(0)
    # The menu of actions unfolds over the page, which Wagtail's own tests look after.
    approve = "[data-workflow-action-name='approve']:not([data-workflow-action-modal-url])"
    other.locator(approve).dispatch_event("click")
    expect(other).to_have_url(reverse("wagtailadmin_explore", args=[site.pk]))

    assert (home_faults, wide) == ([], False)
    assert own.goto(written.get_url()).status == 200


def give_second_look(page) -> None:
    if page.get_workflow() is not None:
        return
    workflow = Workflow.objects.create(name="un second regard")
    task = SecondLookTask.objects.create(name="Second regard")
    task.groups.set(Group.objects.filter(name="editor"))
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=Page.get_first_root_node())


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_every_block_has_no_fault_and_asks_nothing_of_anybody(visit, site, size):
    blocks = PageBlocks().child_blocks
    with override("fr"):
        shown = [(name, block.get_prep_value(block.get_preview_value())) for name, block in blocks.items()]
        # The picker has a drawing for this one; a page has a picture of the library.
        written = add_page(site, *[(name, value) for name, value in shown if name != "image"], live=True)
    page = visit(size=size)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(written.get_url())
    page.wait_for_load_state("networkidle")

    base = page.evaluate("location.origin")
    assert [url for url in asked if not url.startswith((base, "data:"))] == []
    assert page.troubles == []
    assert faults(page, "#main") == []
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
