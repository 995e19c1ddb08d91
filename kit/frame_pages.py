"""The pages of Wagtail's that the frame of every page leads to: those of the menu, and those of the footer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Q
from wagtail.models import Page

from kit.languages import address_for_reader
from kit.reading import open_to_all

FOOTER_SLUGS = ("about", "a-propos", "accessibilite", "mentions-legales", "donnees-personnelles", "aide")
SECONDS = 60


@dataclass(frozen=True)
class FramePages:
    """(title, address) of each, in the order of the tree, in the reader's language where there is one."""

    menu: list[tuple[str, str]]
    footer: list[tuple[str, str]]


def frame_pages(language: str) -> FramePages:
    """What the frame leads to. Editors choose the menu by “show in menus”. Queries once a minute."""
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
    pages: list[Page] = list(wanted.order_by("path").select_related("locale").specific())  # type: ignore[attr-defined]
    in_menu = {page.translation_key for page in pages if page.show_in_menus}
    return FramePages(
        menu=_addressed((page for page in pages if page.translation_key in in_menu), language),
        footer=_addressed((page for page in pages if page.translation_key not in in_menu), language),
    )


def _addressed(pages: Iterable[Page], language: str) -> list[tuple[str, str]]:
    """One page of those that say the same in several languages, and its address."""
    chosen: dict = {}
    for page in pages:
        if page.translation_key not in chosen or page.locale.language_code == language:
            chosen[page.translation_key] = page
    named = [
        (getattr(page, "footer_label", page.title), address_for_reader(page)) for page in chosen.values()
    ]
    return [(title, url) for title, url in named if url]
