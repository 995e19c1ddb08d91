"""A real browser on the test's own server: one Chromium for the session, a clean context for each person."""

from __future__ import annotations

import os
import shutil

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests.jobs.conftest import trace, worker_process  # noqa: F401 - fixtures of the real worker

# Playwright's own loop runs in this thread, and Django would take it for an asynchronous view.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
# As root, as in a container, Chromium starts only without its sandbox; the rest keeps it off the network.
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"phone": {"width": 320, "height": 720}, "desktop": {"width": 1440, "height": 900}}


def pytest_collection_modifyitems(items):
    if CHROMIUM or os.environ.get("CI") == "true":
        return
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.skip(reason="No Chromium on this machine: apt-get install chromium."))


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM:
        pytest.fail("No Chromium on this machine: apt-get install chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, live_server):
    """``visit(size="phone", scripts=False, …)``: a new person's page, with what went wrong in ``page.troubles``."""
    contexts = []

    def new_page(*, size: str = "desktop", scripts: bool = True, locale: str = "fr-FR", **options) -> Page:
        context = chromium.new_context(
            viewport=SIZES[size],
            locale=locale,
            java_script_enabled=scripts,
            base_url=live_server.url,
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.troubles = []
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.on("console", lambda message: _note(page, message))
        page.on("requestfailed", lambda request: _note_failure(page, request))
        return page

    yield new_page
    for context in contexts:
        context.close()


@pytest.fixture
def site(transactional_db):
    """The tree of pages; its root too where Django emptied the database after a test (see tests/restoring.py)."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Locale, Page, Site

    from cities.atlas import install_city
    from cms.demo.site import make_site

    ContentType.objects.clear_cache()
    Locale.objects.get_or_create(language_code="fr")
    if not Page.objects.exists():
        Page.add_root(title="Root", slug="root", locale=Locale.objects.get(language_code="fr"))
    Site.clear_site_root_paths_cache()
    install_city("paris")
    return make_site()


def log_in(page: Page, user, password: str) -> None:
    """Log in by the only door there is."""
    page.goto("/fr/accounts/login/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")
    expect(page).not_to_have_url("**/login/**")


def _note_failure(page: Page, request) -> None:
    # Whoever goes on to the next page gives up what the one before was still loading.
    if request.failure != "net::ERR_ABORTED":
        page.troubles.append(f"{request.failure}: {request.url}")


def _note(page: Page, message) -> None:
    # A form that is refused answers 422, which the browser reports as a failed resource; a page says what is wrong.
    if message.type == "error" and "422" not in message.text:
        page.troubles.append(message.text)
