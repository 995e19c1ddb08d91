"""The pages of Wagtail's that the frame of every page leads to: those of the menu, and those of the footer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Q
from wagtail.models import Page, get_page_models

from kit.languages import address_for_reader
from kit.pages import KitPage
from kit.reading import open_to_all

FOOTER_SLUGS = ("about", "a-propos", "accessibilite", "mentions-legales", "donnees-personnelles", "aide")
SECONDS = 60


@dataclass(frozen=True)
class FramePages:
    """(title, address) of each, in the order of the tree, in the reader's language where there is one."""

    menu: list[tuple[str, str]]
    footer: list[tuple[str, str]]


def frame_pages(language: str) -> FramePages:
    """What the frame leads to. Editors choose the menu by “show in menus”. One query a minute."""
    key = f"kit.frame.{language}"
    found = cache.get(key)
    if found is None:
        found = _find(language)
        cache.set(key, found, SECONDS)
    return found


def _find(language: str) -> FramePages:
    live = open_to_all(Page.objects.live())
    named = live.filter(slug__in=FOOTER_SLUGS).values("translation_key")
    wanted = live.filter(Q(translation_key__in=named) | Q(show_in_menus=True, depth__gt=2))
    pages = list(wanted.order_by("path").select_related("locale", *_named_by_themselves()))
    in_menu = {page.translation_key for page in pages if page.show_in_menus}
    return FramePages(
        menu=_addressed((page for page in pages if page.translation_key in in_menu), language),
        footer=_addressed((page for page in pages if page.translation_key not in in_menu), language),
    )


def _named_by_themselves() -> list[str]:
    """The way from a page to its own kind, for the kinds that say themselves what the footer calls them."""
    kinds = (kind for kind in get_page_models() if issubclass(kind, KitPage))
    return [
        kind._meta.get_field("page_ptr").related_query_name()
        for kind in kinds
        if kind.footer_label is not KitPage.footer_label
    ]


def _label(page: Page) -> str:
    own = next((found for way in _named_by_themselves() if (found := getattr(page, way, None))), None)
    return own.footer_label if own else page.title


def _addressed(pages: Iterable[Page], language: str) -> list[tuple[str, str]]:
    """One page of those that say the same in several languages, and its address."""
    chosen: dict = {}
    for page in pages:
        if page.translation_key not in chosen or page.locale.language_code == language:
            chosen[page.translation_key] = page
    named = [(_label(page), address_for_reader(page)) for page in chosen.values()]
    return [(title, url) for title, url in named if url]
