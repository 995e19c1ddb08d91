"""The site's search page: words in, everything public that has them out, and always a way on."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import get_language, override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cms.models import GuideIndexPage
from cms.searching.kinds import KIND_OF_ONE, KINDS
from cms.searching.some_words import with_some_words
from kit.context import Link
from search.finding import Found, Result, find
from search.matching import LONGEST_QUERY

RESULTS_A_PAGE = 10
LAST_PAGE = 100


@require_safe
# Kept by nobody on the way: what a person looks for is nobody else's business.
@cache_control(private=True, no_store=True)
def search(request: HttpRequest) -> HttpResponse:
    typed = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST_QUERY]
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    language = get_language() or settings.LANGUAGE_CODE
    kinds = [kind] if kind else None
    found, page = found_on(page_number(request.GET.get("page", "")), typed, language=language, kinds=kinds)
    context: dict[str, object] = {
        "typed": typed,
        "kind": kind,
        "kind_name": KINDS.get(kind, ""),
        "found": found,
        "rows": rows_of(found.results),
        "page": page,
        "kept_query": urlencode({"q": typed, **({"kind": kind} if kind else {})}) + "&",
        "kinds": kind_links(found, typed, kind),
        "suggestion_url": address(found.suggestion) if found.suggestion else "",
        "all_url": address(typed),
        "longest": LONGEST_QUERY,
    }
    if page.number == 1 and found.total <= RESULTS_A_PAGE:
        # All of it is on this page: what is near comes below, and what other languages have.
        near = with_some_words(typed, found, language=language, kinds=kinds)
        context |= {"near": rows_of(near), "elsewhere": elsewhere(typed, language)}
    if not found.total:
        context["guide"] = guide_address(language)
    return render(request, "cms/search/search.html", context)


def rows_of(results: list[Result]) -> list[tuple[Result, object]]:
    """Each result with what it is, in a word."""
    return [(result, KIND_OF_ONE[result.kind]) for result in results]


def found_on(number: int, typed: str, *, language: str, kinds: list[str] | None) -> tuple[Found, Page]:
    """What there is on that page of the results; on the last one, for a number past the end."""

    def found_from(offset: int) -> Found:
        return find(typed, language=language, kinds=kinds, limit=RESULTS_A_PAGE, offset=offset)

    found = found_from(RESULTS_A_PAGE * (number - 1))
    page = Paginator(range(min(found.total, RESULTS_A_PAGE * LAST_PAGE)), RESULTS_A_PAGE).get_page(number)
    if page.number != number:
        found = found_from(RESULTS_A_PAGE * (page.number - 1))
    return found, page


def page_number(asked: str) -> int:
    """The page that the address asks for, from 1 to LAST_PAGE; 1 for what is no number."""
    return min(max(int(asked), 1), LAST_PAGE) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1


def address(typed: str, **more: str) -> str:
    """The search page for these words."""
    return f"{reverse('cms:search')}?{urlencode({'q': typed, **more})}"


def kind_links(found: Found, typed: str, current: str) -> list[tuple[Link, int]]:
    """(link, number of results) for each kind that has some, to narrow the results to it."""
    return [
        (Link(str(name), address(typed, kind=kind), is_current=kind == current), found.by_kind[kind])
        for kind, name in KINDS.items()
        if found.by_kind.get(kind)
    ]


def elsewhere(typed: str, language: str) -> list[tuple[str, str, str, int]]:
    """(code, name, address, number of results) of each other language of the site that has these very words."""
    links = []
    for code, name in settings.LANGUAGES:
        if code == language:
            continue
        found = find(typed, language=code, limit=0)
        if found.total and not found.corrections:
            with override(code):
                links.append((code, name, address(typed), found.total))
    return links


def guide_address(language: str) -> str:
    """The guide's front page in that language; empty when there is none. Queries twice."""
    guide = GuideIndexPage.objects.live().public().filter(locale__language_code=language)
    page = guide.select_related("locale").first()
    return (page.get_url() or "") if page else ""


urlpatterns = [path("search/", search, name="search")]
