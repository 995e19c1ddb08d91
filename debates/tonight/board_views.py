"""Boards for screens: now and next in one city, and in all of them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from debates.tonight.boards import IN_A_CITY, IN_THE_WORLD, boards, nights_to_show

SECONDS = 30


@require_safe
def world(request: HttpRequest) -> HttpResponse:
    """Now and next in every city of the night, each by its own clock."""
    now = timezone.now()
    found = boards(nights_to_show(at=now), at=now, page=_page(request), rows=IN_THE_WORLD)
    return _shown(request, found, reverse("debates:now"), is_world=True)


@require_safe
def city(request: HttpRequest, city: str) -> HttpResponse:
    """Now and next in one city."""
    now = timezone.now()
    nights = [night for night in nights_to_show(at=now) if night.city.slug == city]
    if not nights:
        raise Http404
    found = boards(nights, at=now, page=_page(request), rows=IN_A_CITY)
    return _shown(request, found, reverse("debates:now_in", args=[city]), is_world=False)


def _shown(request: HttpRequest, found: list, address: str, *, is_world: bool) -> HttpResponse:
    is_still = "still" in request.GET
    # The longest board is shown to its end before all begin again.
    longest = max(found, key=lambda board: board.pages, default=None)
    page, pages = _page(request), longest.pages if longest is not None else 1
    context = {
        "boards": found,
        "is_world": is_world,
        "address": address,
        "is_still": is_still,
        "seconds": SECONDS,
        "page": min(page, pages),
        "pages": pages,
        "following": f"{address}?page={page + 1 if page < pages else 1}",
    }
    return render(request, "debates/tonight/board.html", context)


def _page(request: HttpRequest) -> int:
    """The page that the address asks for: 1 for whatever is no such number."""
    asked = request.GET.get("page", "1")
    return max(int(asked), 1) if asked.isdecimal() and len(asked) <= 3 else 1
