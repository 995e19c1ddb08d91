"""What every page of the site needs to know: its name, its ways in, its languages, its footer, its source."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kit.frame_pages import frame_pages
from kit.languages import address_in
from kit.page_cache.remembered import remember
from kit.reading import readable_translations

# Addresses for machines, the same in every language, that hold pages for people too.
SPOKEN_BY_QUESTION = ("/open-data/",)


@dataclass(frozen=True)
class Link:
    """A link of the frame: ``is_current`` says that this page, or one under it, is being looked at."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class LanguageLink:
    """This page in one of the site's languages; ``is_same_page`` is false where it is only shown in another one."""

    code: str
    name: str
    url: str
    is_current: bool
    is_same_page: bool = True

    @property
    def address(self) -> str:
        """The whole address, without the question, as search engines want it."""
        return urljoin(f"{settings.SITE_URL}/", urlsplit(self.url)._replace(query="").geturl())


def site(request) -> dict:
    """Context processor. What may query is lazy, so that a page without our frame pays nothing."""
    alternates = SimpleLazyObject(lambda: language_alternates(request))
    frame = SimpleLazyObject(lambda: frame_pages(current_language()))
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "source_url": settings.SOURCE_URL,
        "home_url": f"/{current_language()}/",
        "navigation": SimpleLazyObject(lambda: navigation(request.path, frame.menu)),
        "language_alternates": alternates,
        "main_alternate": SimpleLazyObject(lambda: main_alternate(list(alternates))),
        "footer_links": SimpleLazyObject(lambda: [Link(title, url) for title, url in frame.footer]),
    }


def current_language() -> str:
    """The code of the active language; the site's main one when none is active."""
    return get_language() or settings.LANGUAGE_CODE


def navigation(path: str, pages: list[tuple[str, str]]) -> list[Link]:
    """The main ways in, of those that this site has, and pages, as (title, address), that editors put in the menu."""
    named = (
        ("consultations:list", _("Consultations")),
        ("consultations:charters", _("Charters")),
        ("debates:list", _("Nuit des Débats")),
        ("consultations:receipt", _("Find my contribution")),
    )
    links = []
    for name, label in named:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        links.append(Link(label, url, is_current=path.startswith(url)))
    return links + [Link(title, url, is_current=path.startswith(url)) for title, url in pages]


def language_alternates(request) -> list[LanguageLink]:
    """This page in each language of the site, the question kept. Queries once, and on pages of Wagtail only."""
    translations = page_translations(request)
    # An address that begins with two slashes would be read as another site's.
    here = escape_leading_slashes(request.get_full_path())
    alternate = _view_alternate if translations is None else _page_alternate
    return [alternate(code, name, here, translations or {}) for code, name in settings.LANGUAGES]


def _view_alternate(code: str, name: str, here: str, _translations: dict) -> LanguageLink:
    """A view of ours speaks all languages: by the first part of its address, or else by a word in its question."""
    active = current_language()
    if code == active:
        return LanguageLink(code, name, here, is_current=True)
    url = translate_url(here, code)
    if url == here:
        path = urlsplit(here).path
        spoken = path.startswith(SPOKEN_BY_QUESTION)
        url = f"{path}?lang={code}" if spoken else f"/{code}/"
        return LanguageLink(code, name, url, is_current=False, is_same_page=False)
    return LanguageLink(code, name, url, is_current=False)


def _page_alternate(code: str, name: str, here: str, translations: dict[str, str]) -> LanguageLink:
    """A page's translation; without one, where the page itself is shown to readers of that language."""
    question = urlsplit(here).query
    url = translations.get(code) or address_in(urlsplit(here).path, code)
    if question:
        url = f"{url}?{question}"
    is_current = code == current_language()
    return LanguageLink(code, name, url, is_current=is_current, is_same_page=code in translations)


def main_alternate(links: list[LanguageLink]) -> LanguageLink | None:
    """The one to offer to readers of no language of ours: the site's main language, or else the first there is."""
    same = [link for link in links if link.is_same_page]
    return next((link for link in same if link.code == settings.LANGUAGE_CODE), same[0] if same else None)


def page_translations(request) -> dict[str, str] | None:
    """Addresses by language of the Wagtail page being served; None when this is no page of Wagtail's."""
    route = getattr(request, "_wagtail_route_for_request", None)
    if route is None:
        return None
    page = route[0]

    def addresses() -> dict[str, str]:
        found = {one.locale.language_code: one.get_url(request) for one in readable_translations(page)}
        # A page outside of the site's tree has no address.
        return {code: url for code, url in found.items() if url}

    found = remember(f"kit.translations.{page.pk}", addresses)
    below = _below(page, request)
    return {code: f"{url}{below}" for code, url in found.items()}


def _below(page, request) -> str:
    """What stands below the page at this address, where every translation of the page has the same; else nothing."""
    has_same_below = getattr(page, "has_same_below", None)
    own = unquote(urlsplit(page.get_url(request) or "").path)
    path = address_in(request.path, own.partition("/")[2].partition("/")[0])
    if has_same_below is None or not own or not path.startswith(own):
        return ""
    rest = path.removeprefix(own)
    return rest if has_same_below(rest) else ""
