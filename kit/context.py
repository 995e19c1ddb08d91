"""What every page of the site needs to know: its name, its ways in, its languages, its footer, its source."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

FOOTER_SLUGS = ("about", "a-propos", "accessibilite", "mentions-legales", "donnees-personnelles", "aide")
FOOTER_SECONDS = 60


@dataclass(frozen=True)
class Link:
    """A link of the frame: ``is_current`` says that this page, or one under it, is being looked at."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class LanguageLink:
    """This page in one of the site's languages; ``is_same_page`` is false when only the front page exists there."""

    code: str
    name: str
    url: str
    is_current: bool
    is_same_page: bool = True


def site(request) -> dict:
    """Context processor. What may query is lazy, so that a page without our frame pays nothing."""
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "source_url": settings.SOURCE_URL,
        "home_url": f"/{current_language()}/",
        "navigation": SimpleLazyObject(lambda: navigation(request.path)),
        "language_alternates": SimpleLazyObject(lambda: language_alternates(request)),
        "footer_links": SimpleLazyObject(footer_links),
    }


def current_language() -> str:
    """The code of the active language; the site's main one when none is active."""
    return get_language() or settings.LANGUAGE_CODE


def navigation(path: str) -> list[Link]:
    """The main ways in, of those that this site has."""
    named = (
        ("consultations:list", _("Consultations")),
        ("consultations:charters", _("Charters")),
        ("consultations:receipt", _("Find my contribution")),
    )
    links = []
    for name, label in named:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        links.append(Link(label, url, is_current=path.startswith(url)))
    return links


def language_alternates(request) -> list[LanguageLink]:
    """This page in each language of the site. Queries once, and on pages of Wagtail only."""
    active = current_language()
    translations = page_translations(request)
    # An address that begins with two slashes would be read as another site's.
    here = escape_leading_slashes(request.get_full_path())
    links = []
    for code, name in settings.LANGUAGES:
        if code == active:
            url, is_same = here, True
        elif translations is None:
            url = translate_url(here, code)
            is_same = url != here
        else:
            url, is_same = translations.get(code, ""), code in translations
        if not is_same:
            url = f"/{code}/"
        links.append(LanguageLink(code, name, url, is_current=code == active, is_same_page=is_same))
    return links


def page_translations(request) -> dict[str, str] | None:
    """Addresses by language of the Wagtail page being served; None when this is no page of Wagtail's."""
    route = getattr(request, "_wagtail_route_for_request", None)
    if route is None:
        return None
    pages = route[0].get_translations().live().public().select_related("locale")
    addresses = {page.locale.language_code: page.get_url(request) for page in pages}
    # A page outside of the site's tree has no address.
    return {code: url for code, url in addresses.items() if url}


def footer_links() -> list[Link]:
    """The pages that each footer links to, in the active language where they exist. Queries once a minute."""
    language = current_language()
    key = f"kit.footer.{language}"
    links = cache.get(key)
    if links is None:
        links = _find_footer_links(language)
        cache.set(key, links, FOOTER_SECONDS)
    return links


def _find_footer_links(language: str) -> list[Link]:
    keys = Page.objects.live().public().filter(slug__in=FOOTER_SLUGS).values("translation_key")
    pages = (
        Page.objects.live()
        .public()
        .filter(translation_key__in=keys)
        .select_related("locale")
        .order_by("path")
    )
    chosen = {}
    for page in pages:
        if page.translation_key not in chosen or page.locale.language_code == language:
            chosen[page.translation_key] = page
    addressed = [(page.title, page.get_url()) for page in chosen.values()]
    return [Link(title, url) for title, url in addressed if url]
