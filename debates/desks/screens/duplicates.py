"""Debates that may be the same one, side by side."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from debates.desks import deciding
from debates.desks.duplicates import alike_in, keep_apart, with_all
from debates.desks.likeness import Pair
from debates.desks.reading import PERMISSION, desk_debate, nights_of
from debates.desks.screens.frame import desk_screen, night_chosen

PER_PAGE = 20


@require_safe
@permission_required(PERMISSION)
def duplicates(request: HttpRequest) -> HttpResponse:
    """The pairs of a night, the most alike first."""
    nights = list(nights_of(request.user))
    night = night_chosen(request, nights)
    found = alike_in(night) if night else None
    page = Paginator(found.pairs if found else [], PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "nights": nights,
        "night": night,
        "found": found,
        "page": page,
        "pairs": [_side_by_side(pair) for pair in with_all(page)],
        "query": f"night={night.pk}&" if night else "",
    }
    return desk_screen(request, "duplicates", context, title=_("Debates that look alike"), here="duplicates")


@require_POST
@permission_required(PERMISSION)
def different(request: HttpRequest) -> HttpResponse:
    """Say that two debates are different ones."""
    one, other = (desk_debate(request.user, request.POST.get(name, "")) for name in ("first", "second"))
    if one.pk == other.pk or one.night_id != other.night_id:
        raise Http404
    keep_apart(one, other, request.user, at=timezone.now())
    messages.success(request, _("They are kept as two debates, and not shown here again."))
    return redirect(f"{reverse('debates_admin:duplicates')}?night={one.night_id}")


def _side_by_side(pair: Pair) -> dict:
    """A pair, each debate with its version and whether it can still be refused."""
    sides = [
        {
            "debate": debate,
            "seen": deciding.version_of(debate),
            "can_refuse": deciding.REFUSE in deciding.possible(debate),
        }
        for debate in (pair.first, pair.second)
    ]
    return {"pair": pair, "sides": sides}


urlpatterns = [
    path("duplicates/", duplicates, name="duplicates"),
    path("duplicates/different/", different, name="different"),
]
