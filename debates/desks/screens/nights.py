"""Editions, the nights of cities and the themes of debates: who may write which, and why a change cannot hold."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from cities.models import City
from debates.desks.planning import DebatesOutside, NightExists, save_edition, save_night
from debates.desks.planning_forms import CityForm, EditionForm, NightForm, ThemeForm
from debates.desks.reading import EVERY_CITY, PERMISSION, desk_night, nights_of
from debates.desks.screens.frame import desk_screen
from debates.models import DebateTheme, Edition, Night

NAMED = 5


@require_safe
@permission_required(PERMISSION)
def nights(request: HttpRequest) -> HttpResponse:
    """The editions with the nights of one's cities, and the themes."""
    own: dict[int, list[Night]] = {}
    for night in nights_of(request.user):
        own.setdefault(night.edition_id, []).append(night)
    editions = [(edition, own.get(edition.pk, [])) for edition in Edition.objects.latest_first()]
    context = {
        "editions": editions,
        "themes": DebateTheme.objects.all(),
        "writes_all": request.user.has_perm(EVERY_CITY),
    }
    return desk_screen(request, "nights", context, title=_("Editions and nights"), here="nights")


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def night(request: HttpRequest, pk: int) -> HttpResponse:
    """The hours and rules of a night, by its city's clock."""
    found = desk_night(request.user, pk)
    with timezone.override(found.city.zone):
        form = NightForm(request.POST or None, instance=found)
        if form.is_bound and form.is_valid() and _is_kept(request, form, save_night):
            return redirect("debates_admin:nights")
        about = _("Hours are those of %(city)s.") % {"city": found.city}
        return _form(request, form, title=str(found), about=about)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def add_night(request: HttpRequest, slug: str) -> HttpResponse:
    """Have a city of one's desk take part in an edition, from six in the evening until midnight for a start."""
    edition = get_object_or_404(Edition, slug=slug)
    form = CityForm(request.POST or None, cities=_cities_of(request.user).exclude(nights__edition=edition))
    if form.is_bound and form.is_valid():
        made = Night(edition=edition, city=form.cleaned_data["city"], opens_at=time(18), closes_at=time(0))
        try:
            save_night(made)
        except NightExists:
            form.add_error("city", _("This city takes part already."))
        else:
            messages.success(request, _("The city takes part. Check its hours and rules."))
            return redirect("debates_admin:night", made.pk)
    return _form(request, form, title=_("Another city for %(edition)s") % {"edition": edition})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(EVERY_CITY)
def edition(request: HttpRequest, slug: str = "") -> HttpResponse:
    """An edition's name, day and whether the public sees it."""
    found = get_object_or_404(Edition, slug=slug) if slug else None
    form = EditionForm(request.POST or None, instance=found)
    if form.is_bound and form.is_valid() and _is_kept(request, form, save_edition):
        return redirect("debates_admin:nights")
    about = _("Another day moves the nights of all its cities.") if found else ""
    return _form(request, form, title=str(found) if found else _("New edition"), about=about)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(EVERY_CITY)
def theme(request: HttpRequest, slug: str = "") -> HttpResponse:
    """A theme's name and place in the list."""
    found = get_object_or_404(DebateTheme, slug=slug) if slug else None
    form = ThemeForm(request.POST or None, instance=found)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("The theme is kept."))
        return redirect("debates_admin:nights")
    return _form(request, form, title=str(found) if found else _("New theme"))


def _cities_of(user):
    """The cities whose nights that person may begin."""
    if user.has_perm(EVERY_CITY):
        return City.objects.all()
    return City.objects.filter(pk__in=user.desks.all())


def _is_kept(request: HttpRequest, form: Any, save) -> bool:
    """Write what the form says; where debates would lie outside of it, tell how many and which come first."""
    try:
        save(form.instance)
    except DebatesOutside as outside:
        number = len(outside.debates)
        sentence = ngettext(
            "%(number)d debate would lie outside of these hours: %(debates)s. First agree on another with its host.",
            "%(number)d debates would lie outside of these hours: %(debates)s. First agree on others with their hosts.",
            number,
        )
        named = ", ".join(f"“{debate}”" for debate in outside.debates[:NAMED])
        form.add_error(
            None, sentence % {"number": number, "debates": f"{named}…" if number > NAMED else named}
        )
        return False
    messages.success(request, _("It is kept."))
    return True


def _form(request: HttpRequest, form: Any, *, title: str, about: str = "") -> HttpResponse:
    way = ((_("Editions and nights"), reverse("debates_admin:nights")),)
    context = {"form": form, "about": about}
    return desk_screen(
        request, "form", context, title=title, here="", crumbs=way, status=422 if form.errors else 200
    )


urlpatterns = [
    path("nights/", nights, name="nights"),
    path("nights/<int:pk>/", night, name="night"),
    path("editions/new/", edition, name="new_edition"),
    path("editions/<slug:slug>/", edition, name="edition"),
    path("editions/<slug:slug>/nights/new/", add_night, name="add_night"),
    path("themes/new/", theme, name="new_theme"),
    path("themes/<slug:slug>/", theme, name="theme"),
]
