"""What nights of debates add to Wagtail's admin. This file only lists: each thing lives in the folder of its idea."""

from __future__ import annotations

from django.urls import include, path
from wagtail import hooks

from debates.desks.screens import (
    clashes,
    debate,
    duplicates,
    frame,
    gaps,
    log,
    messages,
    nights,
    queue,
    removing,
)
from debates.gatherings import menu as gatherings_menu
from debates.gatherings import screens as gatherings
from debates.reporting import desk_screens as reports

# Modules of screens: each has its ``urlpatterns``, by address below /cms/debates/.
SCREENS: tuple = (
    queue, debate, gaps, clashes, duplicates, messages, log, nights, removing, reports, gatherings,
)  # fmt: skip


@hooks.register("register_admin_urls")
def admin_urls():
    """Everything of ours in the admin is under /cms/debates/, in the namespace ``debates_admin``."""
    patterns = [pattern for screen in SCREENS for pattern in screen.urlpatterns]
    return [path("debates/", include((patterns, "debates_admin")))]


hooks.register("register_admin_menu_item", frame.menu_item)
hooks.register("register_admin_menu_item", gatherings_menu.menu_item)
