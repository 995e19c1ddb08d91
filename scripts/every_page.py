"""Which pages to look at: one of each kind, by its French address, or how to reach it from another page.

The other languages are reached as a reader does, by the language's link in the page's header.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

# Where the demonstration keeps the one receipt code that it gives away.
RECEIPT = Path(os.environ.get("VAR_DIR", Path(__file__).resolve().parent.parent / "var")) / "demo_receipt.txt"
SEND = "main form:not([role=search]) button[type=submit]"
NEXT = "main .button-row button"
MAIN = "consultations/charte-participation/"
OPEN = "consultations/nuit-des-debats/"
CHARTER = "charters/charte-participation-paris/"
HEAT = "conferences-citoyennes/quand-il-fait-trop-chaud/"
COUNCIL = "conferences-citoyennes/conseil-des-generations-futures/"
LOTTERY = "lotteries/panel-rues-de-demain/"


@dataclass(frozen=True)
class Sight:
    """A page: its address below that of the language, the links to follow from there, then what to press."""

    name: str
    address: str = ""
    follow: tuple[str, ...] = ()
    press: tuple[str, ...] = ()
    reader: str = "visitor"
    # In English alone: its readers build or check pages.
    is_unspoken: bool = False

    def show(self, page: Page, language: str) -> None:
        """Bring the page before the reader's eyes; a visitor comes for the first time. Raises if it cannot."""
        if self.reader == "visitor":
            page.context.clear_cookies()
        page.goto(self.address if self.address.startswith("/") else f"/fr/{self.address}")
        for link in self.follow:
            page.goto(page.locator(link).first.get_attribute("href") or "")
        translated = page.locator(f".site-tools a[hreflang={language}]")
        if translated.count() and not self.is_unspoken:
            page.goto(translated.get_attribute("href") or "")
        for button in self.press:
            page.locator(button).first.click()
            page.wait_for_load_state()


SIGHTS = [
    Sight("front"),
    Sight("menu", "guide/", press=(".site-menu-button:visible, .site-nav",)),
    Sight("about", "a-propos/"),
    Sight("legal", "mentions-legales/"),
    Sight("accessibility", "accessibilite/"),
    Sight("missing", "no-such-page/"),
    Sight("consultations", "consultations/"),
    Sight("consultation-open", OPEN),
    Sight("consultation-results-out", MAIN),
    Sight("consultation-africa", "consultations/ecouter-dakar/"),
    Sight("answer", f"{OPEN}answer/"),
    Sight("answer-errors", f"{OPEN}answer/", press=(SEND,)),
    Sight("answer-section", f"{OPEN}answer/", press=("#id_age", "#id_consent", SEND)),
    Sight("answer-check", f"{OPEN}answer/", press=("#id_age", "#id_consent", SEND, NEXT, NEXT, NEXT)),
    Sight("results", f"{MAIN}results/"),
    Sight("results-question", f"{MAIN}results/promise/"),
    Sight("results-choices", f"{MAIN}results/schemes/"),
    Sight("theme", f"{MAIN}results/promise/", follow=("main a[href*='/themes/']",)),
    Sight("proposals", f"{MAIN}proposals/"),
    Sight("proposal", f"{MAIN}proposals/1/"),
    Sight("inclusion", f"{MAIN}inclusion/"),
    Sight("receipt", "my-contribution/"),
    Sight("receipt-errors", "my-contribution/", press=(SEND,)),
    Sight("charters", "charters/"),
    Sight("charter", CHARTER),
    Sight("charter-compare", f"{CHARTER}compare/"),
    Sight("charter-article", f"{CHARTER}articles/repondre/"),
    Sight("amendments", CHARTER, follow=("main a[href*='/discussion/']",)),
    Sight(
        "amendments-article", CHARTER, follow=("main a[href*='/discussion/']", "main a[href*='/articles/']")
    ),
    Sight("follow-up", f"{CHARTER}follow-up/"),
    Sight("synthesis", f"{CHARTER}follow-up/", follow=("main a[href*='/synthesis/']",)),
    Sight("guide", "guide/"),
    Sight("guide-finder", "guide/?age=17"),
    Sight("guide-all", "guide/?all=1"),
    Sight("guide-nothing", "guide/?q=zzzzzz"),
    Sight("guide-entry", "guide/budget-participatif/"),
    Sight("guide-entry-place", "guide/civic-hall/"),
    Sight("guide-entry-french-only", "guide/helloasso/"),
    Sight("guide-printed", "printed-guide/"),
    Sight("guide-changes", "guide-changes/"),
    Sight("districts", "districts/"),
    Sight("districts-city", "districts/paris/"),
    Sight("district", "districts/paris/11/"),
    Sight("search", "search/?q=conseil"),
    Sight("search-mistyped", "search/?q=participasion"),
    Sight("search-nothing", "search/?q=zzzzzz"),
    Sight("search-empty", "search/"),
    Sight("conferences", "conferences-citoyennes/"),
    Sight("dossier", HEAT),
    Sight("dossier-started", "conferences-citoyennes/partager-la-nuit/"),
    Sight("dossier-council", COUNCIL),
    Sight("dossier-referral", f"{COUNCIL}vivre-ensemble/"),
    Sight("recommendation", HEAT, follow=("main a[href*='/recommendations/']",)),
    Sight("lotteries", "lotteries/"),
    Sight("lottery", LOTTERY),
    Sight("lottery-candidates", f"{LOTTERY}candidates/"),
    Sight("letters", "newsletter/"),
    Sight("letters-errors", "newsletter/", press=(SEND,)),
    Sight("letters-archive", "lettres/"),
    Sight("letter", "lettres/vos-mots-et-la-suite/"),
    Sight("contact", "contact/"),
    Sight("contact-errors", "contact/", press=(SEND,)),
    Sight("open-data", "/open-data/"),
    Sight("login", "accounts/login/"),
    Sight("login-errors", "accounts/login/", press=(SEND,)),
    Sight("signup", "accounts/signup/"),
    Sight("password", "accounts/password/reset/"),
    Sight("fate", "my-contribution/read/", reader="receipt"),
    Sight("account", "accounts/", reader="citizen"),
    Sight("account-second-factor", "accounts/2fa/", reader="citizen"),
    Sight("account-close", "accounts/close/", reader="citizen"),
    Sight("style-guide", "/style-guide/", reader="editor", is_unspoken=True),
]
PASSWORD = "sous-l-arbre-2026"
PEOPLE = {"citizen": "aminata@palabre.example", "editor": "edith@palabre.example"}


def become(page: Page, reader: str) -> None:
    """Make of a visitor somebody of the demonstration, or the one whose receipt code it gives away."""
    if reader == "receipt":
        page.goto("/fr/my-contribution/")
        page.fill("#id_code", RECEIPT.read_text(encoding="ascii").strip())
        page.click(SEND)
    elif reader in PEOPLE:
        page.goto("/fr/accounts/login/")
        page.fill("[name=login]", PEOPLE[reader])
        page.fill("[name=password]", PASSWORD)
        page.click(SEND)
    page.wait_for_load_state()
