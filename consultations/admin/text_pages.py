"""Lists of texts that staff work through: fifty or a hundred a page, ticked one by one or all at once, by keys."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.paginator import WagtailPaginator
from wagtail.users.models import UserProfile

from consultations.models import Analysis
from consultations.reviews import telling, undoing

SIZES = (50, 100)


def text_page(request: HttpRequest, texts: QuerySet, *, answer_of: Callable[..., int]) -> dict:
    """What a list of texts shows: one page of them, which are ticked, how many a page may have. Three queries.

    ``answer_of`` gives the id of the answer of a row. The templates of such a list say what else they take.
    """
    asked = request.GET
    size = next((size for size in SIZES if str(size) == asked.get("size")), SIZES[0])
    page = WagtailPaginator(texts, size).get_page(asked.get("p"))
    ticked = set(map(str, request.POST.getlist("answers")))
    if asked.get("tick") == "page" and request.method != "POST":
        ticked = {str(answer_of(row)) for row in page}
    all_of_it = asked.copy()
    all_of_it["tick"] = "page"
    all_of_it.pop("back", None)
    return {
        "page": page,
        "size": size,
        "sizes": SIZES,
        "ticked": ticked,
        "tick_all": f"?{all_of_it.urlencode()}#texts",
        "came_back": "back" in asked,
        "keys": "on" if _uses_keys(request.user) else "off",
    }


def where_they_were(request: HttpRequest) -> str:
    """The address of the same page of the same search, without ticks: other texts are there now."""
    asked = request.GET.copy()
    asked.pop("tick", None)
    asked["back"] = "1"
    return f"{request.path}?{asked.urlencode()}#texts"


def last_decision(request: HttpRequest, analysis: Analysis) -> dict | None:
    """The person's own last decision that can be taken back: its id, its moment, and in words. Six queries at most."""
    event = undoing.last_of(request.user, analysis) if analysis.adopted else None
    return {"event": event.pk, "at": event.at, "what": telling.what(event)} if event else None


def _uses_keys(user) -> bool:
    """Whether the person has left Wagtail's keyboard shortcuts on, which they choose in their account."""
    profile = UserProfile.objects.filter(user=user).only("keyboard_shortcuts").first()
    return profile is None or profile.keyboard_shortcuts
