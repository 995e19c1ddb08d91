"""Take the README's pictures from a running site that holds the demonstration: `make run`, then `make screenshots`.

`scripts/look.py` takes every kind of page in every size, to be looked at.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
BASE = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
DESKTOP: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 360, "height": 740}
ANALYST = ("noemie@palabre.example", "sous-l-arbre-2026")
EDITOR = ("edith@palabre.example", "sous-l-arbre-2026")
MAIN = "/fr/consultations/charte-participation/"
OPEN = "/fr/consultations/nuit-des-debats/"
CHARTER = "/fr/charters/charte-participation-paris/"
# Where the demonstration keeps the one receipt code that it gives away.
RECEIPT = Path(os.environ.get("VAR_DIR", ROOT / "var")) / "demo_receipt.txt"


def main() -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        try:
            for who in (visitor, citizen, analyst, editor):
                page = browser.new_context(viewport=DESKTOP, locale="fr-FR").new_page()
                who(page)
                page.context.close()
        finally:
            browser.close()
    return 0


def visitor(page: Page) -> None:
    shoot(page, "/fr/", "home")
    shoot(page, f"{MAIN}results/", "results")
    shoot(page, f"{CHARTER}compare/", "compare")
    shoot(page, f"{CHARTER}articles/repondre/", "article")
    shoot(page, f"{MAIN}results/promise/", "themes")
    shoot(page, f"{CHARTER}follow-up/", "follow-up")
    page.goto(f"{BASE}{CHARTER}")
    page.locator("main a[href*='/discussion/']").first.click()
    keep(page, "discussion")


def citizen(page: Page) -> None:
    page.set_viewport_size(PHONE)
    shoot(page, OPEN, "phone-consultation")
    page.goto(f"{BASE}{OPEN}answer/")
    page.check("#id_age")
    page.check("#id_consent")
    page.click("main button[type=submit]")
    keep(page, "phone-section")
    page.goto(f"{BASE}/fr/my-contribution/")
    page.fill("#id_code", RECEIPT.read_text(encoding="ascii").strip())
    page.click("main form button[type=submit]")
    keep(page, "phone-fate")


def analyst(page: Page) -> None:
    log_in(page, *ANALYST)
    page.goto(f"{BASE}/cms/consultations/analyses/")
    page.locator("main a[href$='/themes/']").first.click()
    keep(page, "review")
    page.locator("main h3 a[href*='/themes/'], main h2 a[href*='/themes/']").first.click()
    keep(page, "review-theme")
    analysis = page.locator("a[href$='/themes/'][href*='/analyses/']").first.get_attribute("href") or ""
    page.goto(f"{BASE}{analysis.removesuffix('themes/')}workbench/")
    page.mouse.move(DESKTOP["width"] / 2, DESKTOP["height"] / 2)
    page.mouse.wheel(0, 560)
    page.wait_for_timeout(500)
    keep(page, "workbench")


def editor(page: Page) -> None:
    log_in(page, *EDITOR)
    page.goto(f"{BASE}/cms/snippets/consultations/consultation/")
    page.locator("a[href*='/edit/']").first.click()
    page.wait_for_load_state("networkidle")
    keep(page, "editor")
    page.goto(f"{BASE}/cms/")
    page.locator("#waiting-title").scroll_into_view_if_needed()
    keep(page, "editors-home")
    checks(page)


def checks(page: Page) -> None:
    """A page whose draft has a title that skips a level, and what the side panel says of it."""
    page.set_viewport_size({"width": 1120, "height": 800})
    page.goto(f"{BASE}/cms/pages/")
    page.locator("main a[aria-label*='Prenez la parole'][href$='/']").last.click()
    page.locator("main a[href$='/edit/']").filter(has_text="promet").first.click()
    page.wait_for_load_state("networkidle")
    page.locator("select[name$='-value-level']").first.select_option("3")
    page.locator("[data-side-panel-toggle='checks']").click()
    page.locator(".typed-check-error").first.wait_for()
    page.locator("#typed-checks-title").scroll_into_view_if_needed()
    keep(page, "editors-checks")


def log_in(page: Page, email: str, password: str) -> None:
    page.goto(f"{BASE}/cms/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")


def shoot(page: Page, path: str, name: str) -> None:
    page.goto(BASE + path)
    keep(page, name)


def keep(page: Page, name: str) -> None:
    """Write the picture small: the repository holds it for ever."""
    page.wait_for_load_state("networkidle")
    target = PICTURES / f"{name}.jpg"
    page.screenshot(path=target, type="jpeg", quality=70)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1024} KB")


if __name__ == "__main__":
    sys.exit(main())
