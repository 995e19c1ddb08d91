"""A site in two languages, small: a front page in each, and pages of text where a test asks for them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from wagtail.models import Locale, Page, Site

from cms.models import HomePage, TextPage


@dataclass
class Trees:
    """``fr`` and ``en`` are the front pages."""

    fr: HomePage
    en: HomePage

    def add(self, title: str, slug: str, *, words: str = "", like: Page | None = None, live: bool = True):
        """A page of text below the French front page, or, ``like`` a French one, its English translation."""
        home = self.en if like else self.fr
        page = TextPage(
            title=title,
            slug=slug,
            locale=home.locale,
            live=live,
            body=[{"type": "paragraph", "value": f"<p>{words or title}</p>"}],
        )
        if like:
            page.translation_key = like.translation_key
        home.add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
        page.refresh_from_db()
        return page


@pytest.fixture
def trees(db) -> Trees:
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in ("fr", "en")}
    root = Page.get_first_root_node()
    Page.objects.filter(depth__gt=1).delete()
    root.refresh_from_db()
    fr = root.add_child(instance=HomePage(title="Accueil", slug="home-fr", locale=locales["fr"]))
    en = root.add_child(
        instance=HomePage(
            title="Welcome", slug="home-en", locale=locales["en"], translation_key=fr.translation_key
        )
    )
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=fr, is_default_site=True)
    return Trees(fr, en)
