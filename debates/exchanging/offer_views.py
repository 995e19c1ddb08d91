"""Pages about rooms that are offered: searching them, offering one, taking an offer back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from debates.exchanging.clock import stretches
from debates.exchanging.forms import OfferForm, SearchForm
from debates.exchanging.lending import OfferedAlready, busy, close_offer, offer_room
from debates.exchanging.offered import search, with_free_hours
from debates.hosting.pages import crumbs_to
from debates.hosting.placing import venue_of
from debates.models import Host, Night, RoomOffer

PER_PAGE = 20


def coming_nights(*, at) -> list[Night]:
    """Public nights that have not begun, the next first. One query."""
    coming = Night.objects.public().filter(starts__gt=at).select_related("edition", "city")
    return list(coming.order_by("starts", "city__slug"))


@never_cache
@require_safe
@login_required
def offered_rooms(request):
    """Search the rooms that other hosts lend."""
    now = timezone.now()
    form = SearchForm(request.GET or None, nights=coming_nights(at=now))
    failed = form.is_bound and not form.is_valid()
    wanted = form.cleaned_data if form.is_bound and not failed else {}
    page = Paginator(search(request.user, wanted, at=now), PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "offers": with_free_hours(page.object_list),
        "query": query.urlencode(),
        "is_host": Host.objects.of(request.user).exists(),
        "crumbs": crumbs_to(),
    }
    return render(request, "debates/exchanging/offered.html", context, status=422 if failed else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def offer(request, slug):
    """Offer a room of that place for one or several nights."""
    venue = venue_of(request.user, slug)
    nights = [night for night in coming_nights(at=timezone.now()) if night.city_id == venue.city_id]
    form = OfferForm(request.POST or None, venue=venue, nights=nights)
    if request.method == "POST" and form.is_valid():
        try:
            offers = _offer_each(form.cleaned_data)
        except OfferedAlready:
            form.add_error(
                "nights", _("This room is offered for one of these nights already: untick that night.")
            )
        else:
            messages.success(request, _("The room is offered. You get a mail when somebody asks for it."))
            _tell_what_is_planned(request, offers)
            return redirect("debates:room_exchange")
    context = {
        "form": form,
        "venue": venue,
        "nights": nights,
        "has_rooms": venue.rooms.exists(),
        "crumbs": [*crumbs_to(host=venue.host), (venue.name, reverse("debates:hosted_venue", args=[slug]))],
    }
    return render(request, "debates/exchanging/offer.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _offer_each(values: dict) -> list[RoomOffer]:
    return [
        offer_room(
            values["room"],
            night,
            starts=starts,
            ends=ends,
            capacity=values["capacity"],
            conditions=values["conditions"],
        )
        for night, starts, ends in values["stretches"]
    ]


def _tell_what_is_planned(request, offers: list[RoomOffer]) -> None:
    for one in offers:
        if taken := busy(one.room_id, one.starts, one.ends):
            sentence = _("The room is taken already at these hours, which nobody can ask for: %(hours)s.")
            messages.warning(request, sentence % {"hours": stretches(taken, one.night.city.zone)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def hosted_offer(request, pk):
    """An offer of one's own with what is asked of it; what is posted takes it back."""
    own = RoomOffer.objects.of(request.user).with_its_place()
    one = get_object_or_404(own, pk=pk)
    if request.method == "POST":
        close_offer(one, by=request.user, at=timezone.now())
        messages.success(request, _("The offer is taken back. What is agreed stays agreed."))
        return redirect("debates:room_exchange")
    context = {
        "offered": with_free_hours([one])[0],
        "requests": one.requests.with_its_parts(),
        "crumbs": [*crumbs_to(), (_("Rooms lent and borrowed"), reverse("debates:room_exchange"))],
    }
    return render(request, "debates/exchanging/hosted_offer.html", context)
