"""The demonstration's pages, in French and English."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import Locale, Page, Site

from accounts.roles import grant_page_permissions
from cities.models import City
from cms.demo.texts import body_blocks, read
from cms.models import HomePage, TextPage

SLUGS = {
    "about": {"fr": "a-propos", "en": "about"},
    "legal": {"fr": "mentions-legales", "en": "legal-notice"},
}


def make_site() -> HomePage:
    """Make the tree of pages once a language, French first, and return the French home page."""
    pages = read("pages")
    main, *others = [code for code, _name in settings.LANGUAGES if code in pages["home"]["tagline"]]
    home = _home(pages["home"], main)
    for code in others:
        translated = _translate(
            home, Locale.objects.get_or_create(language_code=code)[0], pages["home"], code
        )
        _text_pages(pages, translated, code)
    Page.objects.filter(depth=2).exclude(pk__in=HomePage.objects.values("pk")).delete()
    grant_page_permissions(Page.get_first_root_node())
    return home


def give_addresses() -> None:
    """Let each city of the demonstration be written to, at an address that leads nowhere."""
    for city in City.objects.filter(contact_email=""):
        city.contact_email = f"{city.slug}@palabre.example"
        city.save(update_fields=["contact_email"])


def _home(texts: dict, code: str) -> HomePage:
    locale = Locale.objects.get_or_create(language_code=code)[0]
    home = HomePage(
        title=texts["tagline"][code], introduction=texts["intro"][code], slug=f"home-{code}", locale=locale
    )
    Page.get_first_root_node().add_child(instance=home)
    home.save_revision().publish()
    site = Site.objects.filter(is_default_site=True).first() or Site(
        is_default_site=True, hostname="localhost"
    )
    site.root_page, site.site_name = home, settings.WAGTAIL_SITE_NAME
    site.save()
    _text_pages(read("pages"), home, code)
    return home


def _translate(home: HomePage, locale: Locale, texts: dict, code: str) -> HomePage:
    translated = home.copy_for_translation(locale)
    translated.title, translated.introduction = texts["tagline"][code], texts["intro"][code]
    translated.slug = f"home-{code}"
    translated.save_revision().publish()
    # The address that its pages begin with was written by what was published, not on this copy of it.
    translated.refresh_from_db()
    return translated


def _text_pages(pages: dict, home: HomePage, code: str) -> None:
    for key, slugs in SLUGS.items():
        original = TextPage.objects.filter(slug=slugs[settings.LANGUAGE_CODE]).first()
        page = TextPage(
            title=pages[key]["title"][code],
            slug=slugs[code],
            locale=home.locale,
            body=body_blocks(pages[key]["body"][code]),
        )
        if original is not None:
            page.translation_key = original.translation_key
        home.add_child(instance=page)
        page.save_revision().publish()
