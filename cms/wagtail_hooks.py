"""What the site's pages add to Wagtail's admin. This file only lists: each thing lives in the folder of its idea."""

from __future__ import annotations

from django.urls import include, path
from wagtail import hooks

# Modules of screens: each has its ``urlpatterns``, by address below /cms/site/.
SCREENS: tuple = ()


@hooks.register("register_admin_urls")
def admin_urls():
    """Everything of ours in the admin is under /cms/site/, in the namespace ``cms_admin``."""
    patterns = [pattern for screen in SCREENS for pattern in screen.urlpatterns]
    return [path("site/", include((patterns, "cms_admin")))]
