"""A host's places: listing one, changing it with its rooms, and its photographs."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from debates.hosting.belonging import TooMany, hosted_by
from debates.hosting.pages import crumbs_to, posted
from debates.hosting.picture_forms import PhotographForm, PhotographWordsForm
from debates.hosting.placing import (
    PHOTOGRAPHS_AT_MOST,
    VENUES_AT_MOST,
    InUse,
    add_photograph,
    change_venue,
    list_venue,
    remove_photograph,
    unlist_venue,
    venue_of,
)
from debates.hosting.rows import unjudged, with_one_more_row
from debates.hosting.venue_forms import VenueForm, room_forms
from debates.models import Host, Venue
from kit.limits import within_limit_of

# Each is drawn anew by the machine: enough for a host, too few to tire it.
UPLOADS = {"times": 30, "seconds": 3600}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_venue(request, slug):
    """List a place of that host's."""
    host = hosted_by(request.user, slug)
    return _venue_page(request, Venue(host=host, city=host.city), host)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_venue(request, slug):
    """Change a place and its rooms."""
    venue = venue_of(request.user, slug)
    return _venue_page(request, venue, venue.host)


def _venue_page(request, venue: Venue, host: Host):
    is_new = venue.pk is None
    form = VenueForm(request.POST or None, instance=venue)
    blank = 1 if is_new or request.method == "POST" else 0
    rooms = room_forms(blank=blank)(request.POST or None, instance=venue, prefix="rooms")
    if request.method == "POST" and "another" in request.POST:
        form, rooms = _with_another_room(request, venue)
    elif request.method == "POST" and form.is_valid() and rooms.is_valid():
        try:
            (list_venue if is_new else change_venue)(form.save(commit=False), rooms)
        except TooMany:
            form.add_error(
                None,
                _("You list %(most)d places already: take one off the list first.")
                % {"most": VENUES_AT_MOST},
            )
        except InUse:
            form.add_error(
                None, _("A debate was just planned in a room that you remove. Look again at your rooms.")
            )
        else:
            messages.success(request, _("The place is saved."))
            return redirect(f"{reverse('debates:hosting')}#{host.slug}")
    failed = request.method == "POST" and "another" not in request.POST
    context = {
        "form": form,
        "rooms": rooms,
        "venue": None if is_new else venue,
        "title": _("List a place") if is_new else _("Change the place"),
        "crumbs": crumbs_to(host=host),
    }
    return render(request, "debates/hosting/venue_form.html", context, status=422 if failed else 200)


def _with_another_room(request, venue: Venue):
    data = with_one_more_row(request.POST, "rooms")
    form, rooms = VenueForm(data, instance=venue), room_forms(blank=1)(data, instance=venue, prefix="rooms")
    unjudged(form, rooms)
    return form, rooms


@never_cache
@require_POST
@login_required
def remove_venue(request, slug):
    """Take a place off the list, where nothing is planned in it."""
    venue = venue_of(request.user, slug)
    try:
        unlist_venue(venue)
    except InUse:
        messages.error(request, _("A debate is or was planned in this place: it stays on your list."))
        return redirect("debates:hosted_venue", slug=slug)
    messages.success(request, _("The place is off your list."))
    return redirect("debates:hosting")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def photographs(request, slug):
    """The pictures of a place, and a form to add one."""
    venue = venue_of(request.user, slug)
    form = PhotographForm(posted(request), request.FILES or None)
    if request.method == "POST" and not within_limit_of(f"person {request.user.pk}", "upload", **UPLOADS):
        form.add_error(None, _("That is a lot of pictures in an hour: come back a little later."))
    if request.method == "POST" and form.is_valid():
        words, credit = form.cleaned_data["words"], form.cleaned_data["credit"]
        try:
            add_photograph(
                venue, form.cleaned_data["picture"], words=words, credit=credit, person=request.user
            )
        except TooMany:
            form.add_error(
                None,
                _("A place has at most %(most)d pictures: remove one first.") % {"most": PHOTOGRAPHS_AT_MOST},
            )
        else:
            messages.success(request, _("The photograph is added."))
            return redirect("debates:hosted_photographs", slug=slug)
    context = {
        "form": form,
        "venue": venue,
        "photographs": venue.photographs.select_related("image").prefetch_related("image__renditions"),
        "crumbs": [*crumbs_to(host=venue.host), (venue.name, reverse("debates:hosted_venue", args=[slug]))],
    }
    return render(request, "debates/hosting/photographs.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_photograph(request, slug, pk):
    """Change the words of a picture, or remove it."""
    venue = venue_of(request.user, slug)
    photograph = get_object_or_404(venue.photographs.select_related("image"), pk=pk)
    if request.method == "POST" and "remove" in request.POST:
        remove_photograph(photograph)
        messages.success(request, _("The photograph is removed."))
        return redirect("debates:hosted_photographs", slug=slug)
    now = {"words": photograph.alternative_text, "credit": photograph.credit}
    form = PhotographWordsForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        photograph.alternative_text, photograph.credit = (
            form.cleaned_data["words"],
            form.cleaned_data["credit"],
        )
        photograph.save(update_fields=["alternative_text", "credit"])
        messages.success(request, _("The words are saved."))
        return redirect("debates:hosted_photographs", slug=slug)
    crumbs = [
        *crumbs_to(host=venue.host),
        (_("Photographs"), reverse("debates:hosted_photographs", args=[slug])),
    ]
    context = {"form": form, "venue": venue, "photograph": photograph, "crumbs": crumbs}
    return render(request, "debates/hosting/photograph.html", context, status=422 if form.errors else 200)
