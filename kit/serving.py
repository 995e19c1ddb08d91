"""The way from an address to its page: Wagtail's own, with one query for the front pages instead of five.

Wagtail asks for the locale, for the front page's translation, for the page of its own kind, for the pages above it and
for their restrictions. The front pages of all languages, with whether anybody may read them, are one question.
"""

from __future__ import annotations

from django.conf import settings
from django.db.models import Exists
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail import views
from wagtail.models import Page, Site

from kit.pages import KitPage
from kit.reading import restrictions_above


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's view of a page. Raises Http404 where there is none."""
    if front := front_page_for(request):
        parts = [part for part in path.split("/") if part]
        # Where Wagtail keeps what ``Page.route_for_request`` found, and looks before it searches.
        request._wagtail_route_for_request = _route(front, request, parts)  # type: ignore[attr-defined]
    return views.serve(request, path)


def front_page_for(request: HttpRequest) -> KitPage | None:
    """The site's front page in the language being read, or else the one that the site names. Two queries.

    None where the site's front page is not one of ours: Wagtail then finds its way alone.
    """
    site = Site.find_for_request(request)
    kind = site.root_page.specific_class if site else None
    if kind is None or not issubclass(kind, KitPage):
        return None
    fronts = _in_every_language(kind, site.root_page)
    readers = (front for front in fronts if front.locale.language_code == get_language() and front.live)
    return next(readers, None) or next((front for front in fronts if front.pk == site.root_page_id), None)


def _in_every_language(kind: type[KitPage], root: Page) -> list[KitPage]:
    """The front page and its translations, each knowing the live ones that anybody may read."""
    fronts = list(
        kind.objects.filter(translation_key=root.translation_key).annotate(
            restricted=Exists(restrictions_above())
        )
    )
    # An alias is restricted as its source is, which the question does not look at.
    open_ones = [one for one in fronts if one.live and not one.restricted and one.alias_of_id is None]
    order = [code for code, _name in settings.LANGUAGES]
    # A language that was taken out of the settings leaves its pages behind.
    open_ones = [one for one in open_ones if one.locale.language_code in order]
    open_ones.sort(key=lambda one: order.index(one.locale.language_code))
    for one in fronts:
        one.open_fronts = open_ones
    return fronts


def _route(front: KitPage, request: HttpRequest, parts: list[str]):
    try:
        return front.route(request, parts)
    except Http404:
        return None
