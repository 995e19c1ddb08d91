"""A night's programme to print: the page that offers it, and its documents as the worker set them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from debates.models import Debate, Night, PrintedProgramme
from debates.programme.front import list_address
from debates.programme.making import ask_for

SOON_SECONDS = 60
SHEETS = dict(PrintedProgramme.SHEETS)


@require_safe
def programme(request: HttpRequest, edition: str, city: str) -> HttpResponse:
    """What there is to print of that night, in the language of the page and in the others."""
    return _page(request, _night(edition, city))


@require_safe
def document(request: HttpRequest, edition: str, city: str, sheet: str) -> HttpResponse:
    """One document as it was last set; the page that says why there is none yet, where there is none."""
    if sheet not in SHEETS:
        raise Http404
    night = _night(edition, city)
    kept = night.printed_programmes.filter(language=get_language(), sheet=sheet).first()
    if kept is None:
        return _page(request, night, missing=True)
    response = HttpResponse(bytes(kept.content), content_type="application/pdf")
    name = f"{night.edition.slug}-{night.city.slug}-{sheet}-{kept.language}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["ETag"] = f'"{kept.digest}"'
    return get_conditional_response(request, response["ETag"], None, response)


def _night(edition: str, city: str) -> Night:
    nights = Night.objects.public().select_related("edition", "city")
    return get_object_or_404(nights, edition__slug=edition, city__slug=city)


def _page(request: HttpRequest, night: Night, *, missing: bool = False) -> HttpResponse:
    kept = list(night.printed_programmes.defer("content"))
    here = [one for one in kept if one.language == get_language()]
    has_debates = Debate.objects.shown_in([night]).held().exists()
    is_awaited = has_debates and len(here) < len(SHEETS)
    if is_awaited:
        ask_for(night)
    order = list(SHEETS)
    context = {
        "night": night,
        "has_debates": has_debates,
        "documents": sorted(here, key=lambda one: order.index(one.sheet)),
        "others": [one for one in kept if one.language != get_language() and one.sheet == one.BOOKLET],
        "is_awaited": is_awaited,
        "list_url": list_address(night),
        "crumbs": [(_("Nuit des Débats"), night.edition.get_absolute_url())],
    }
    status = 200
    if missing:
        status = 503 if is_awaited else 404
    response = render(request, "debates/programme/programme.html", context, status=status)
    if is_awaited:
        response["Retry-After"] = str(SOON_SECONDS)
        response["Cache-Control"] = "no-store"
    return response
