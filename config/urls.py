"""Addresses of the site. Those without a language prefix are for machines and never change."""

from __future__ import annotations

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve as serve_file
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.views import to_login
from debates.calendars.api import api
from kit.serving import serve
from kit.views import source_archive

PICTURES = (
    r"^media/(?P<path>(?:avatar_images|images|original_images)/[^/]+"
    r"\.(?:avif|gif|jpe?g|png|webp|AVIF|GIF|JPE?G|PNG|WEBP))$"
)

urlpatterns = [
    # All logins go through one door, with its limits and second factor.
    path("cms/login/", to_login),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("open-data/guide/", include("cms.guide.open_data_views")),
    path("open-data/", include("consultations.publishing.open_data_urls")),
    path("source.tar.gz", source_archive, name="source"),
    path("", include("kit.urls")),
    path("", include("cms.sitemap")),
    path("", include("debates.machine_urls")),
    path("api/v1/", api.urls),
    *(
        # Django's `static()` answers nothing without DEBUG, under which this site does not run. Pictures alone: a
        # document has an address of its own, which asks who may read it.
        [re_path(PICTURES, serve_file, {"document_root": settings.MEDIA_ROOT})]
        if not settings.PRODUCTION
        else []
    ),
    *i18n_patterns(
        path("accounts/", include("accounts.urls")),
        # Wagtail's own login form for protected pages counts no attempts.
        path("_util/login/", to_login),
        path("", include("consultations.urls")),
        path("", include("debates.urls")),
        path("", include("cms.urls")),
        re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
        path("", include(wagtail_urls)),
    ),
]

handler400 = "kit.views.bad_request"
handler403 = "kit.views.permission_denied"
handler404 = "kit.views.page_not_found"
handler500 = "kit.views.server_error"
