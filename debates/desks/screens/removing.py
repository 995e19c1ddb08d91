"""Deleting an edition, a night or a theme: asked once more, or told why it cannot be."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from debates.desks import removing
from debates.desks.reading import EVERY_CITY, PERMISSION, desk_night
from debates.desks.screens.frame import desk_screen
from debates.models import DebateTheme, Edition


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(EVERY_CITY)
def remove_edition(request: HttpRequest, slug: str) -> HttpResponse:
    """Delete an edition in which nothing was begun."""
    found = get_object_or_404(Edition, slug=slug)
    hangs = removing.what_hangs_on_nights(list(found.nights.all()))
    about = _("Its cities’ nights go with it, with their hours and rules.")
    return _ask(
        request,
        str(found),
        hangs,
        lambda: removing.remove_edition(found),
        about=about,
        done=_("The edition is deleted."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def remove_night(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a city of one's desk out of an edition."""
    found = desk_night(request.user, pk)
    hangs = removing.what_hangs_on_nights([found])
    about = _("The city no longer takes part in this edition; its hours and rules are deleted.")
    return _ask(
        request,
        str(found),
        hangs,
        lambda: removing.remove_night(found),
        about=about,
        done=_("The night is deleted."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(EVERY_CITY)
def remove_theme(request: HttpRequest, slug: str) -> HttpResponse:
    """Delete a theme that no debate has."""
    found = get_object_or_404(DebateTheme, slug=slug)
    hangs = removing.what_hangs_on_theme(found)
    return _ask(
        request,
        str(found),
        hangs,
        lambda: removing.remove_theme(found),
        about="",
        done=_("The theme is deleted."),
    )


def _ask(
    request: HttpRequest, name: str, hangs: list[str], remove: Callable[[], None], *, about: str, done: str
) -> HttpResponse:
    if request.method == "POST":
        try:
            remove()
        except removing.StillUsed as used:
            hangs = used.sentences
        else:
            messages.success(request, done)
            return redirect("debates_admin:nights")
    way = ((_("Editions and nights"), reverse("debates_admin:nights")),)
    context = {"name": name, "hangs": hangs, "about": about}
    title = _("Delete “%(name)s”") % {"name": name}
    status = 409 if request.method == "POST" else 200
    return desk_screen(request, "remove", context, title=title, here="", crumbs=way, status=status)


urlpatterns = [
    path("nights/<int:pk>/delete/", remove_night, name="remove_night"),
    path("editions/<slug:slug>/delete/", remove_edition, name="remove_edition"),
    path("themes/<slug:slug>/delete/", remove_theme, name="remove_theme"),
]
