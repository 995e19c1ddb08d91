"""A page in another language than its reader's: found rather than missing, shown with a note, and left without losing
the reader's language.

The page is served at the reader's own address (``/en/a-propos/`` for a page that only exists in French): the frame
speaks the reader's language, the text between header and footer the page's own, and search engines are told that the
page's real address is the other one.
"""

from __future__ import annotations

import re

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language, override
from wagtail.models import Page
from wagtail.url_routing import RouteResult


def address_in(url: str, language: str) -> str:
    """An address of ours with its first part, the language, changed: ``/fr/a-propos/`` → ``/en/a-propos/``.

    One without a language, or of another site, comes back as it is.
    """
    head, slash, tail = url.partition("/")[2].partition("/")
    is_ours = url.startswith("/") and not url.startswith("//")
    return f"/{language}{slash}{tail}" if is_ours and head in dict(settings.LANGUAGES) else url


def address_for_reader(page: Page, request=None) -> str:
    """Where to send a reader who looks for this page: its address with the language that is being read.

    For a page in that language it is the page's own address; for any other, the one where it is shown with a note.
    """
    return address_in(page.get_url(request) or "", get_language() or settings.LANGUAGE_CODE)


def route_elsewhere(home: Page, request, path_components: list[str]) -> RouteResult:
    """What is at these parts of an address below the front page of another language, the main language first.

    Raises Http404 when no language has anything there. One query, and those of each front page that is tried.
    """
    others = home.get_translations().live().public().select_related("locale")
    order = [code for code, _name in settings.LANGUAGES]
    for other in sorted(others.specific(), key=lambda page: order.index(page.locale.language_code)):
        try:
            # Below a front page, not through its own ``route``, which would come back here.
            return Page.route(other, request, path_components)
        except Http404:
            continue
    raise Http404


def translation_for_reader(page: Page) -> Page | None:
    """The live page that says the same in the language being read, if that is not the page's own. Queries once."""
    found = page.get_translations().live().public().filter(locale__language_code=get_language())
    return found.select_related("locale").first()


def serve_in_its_language(next_serve_page):
    """For Wagtail's hook ``on_serve_page``: a page read in another language leads to its translation, or is shown.

    Without a translation its text is made in its own language, and its links lead on in the reader's.
    """

    def serve_page(page, request, args, kwargs):
        language, readers = page.locale.language_code, get_language()
        if language == readers:
            return next_serve_page(page, request, args, kwargs)
        if translation := translation_for_reader(page):
            return HttpResponseRedirect(translation.get_url(request))
        with override(language):
            response = next_serve_page(page, request, args, kwargs)
        if hasattr(response, "add_post_render_callback"):
            response.add_post_render_callback(
                lambda rendered: keep_language(rendered, of_page=language, of_reader=readers)
            )
        return response

    return serve_page


def keep_language(response: HttpResponse, *, of_page: str, of_reader: str) -> HttpResponse:
    """Let links and forms of a rendered page lead on in the reader's language; those of the languages' menu stay."""
    pattern = rf'(<(?:a|form)\b(?![^>]*\bhreflang=)[^>]*?\b(?:href|action)=")/{re.escape(of_page)}(?=[/"?#])'
    text = response.content.decode(response.charset)
    response.content = re.sub(pattern, rf"\g<1>/{of_reader}", text)
    return response
