"""Which addresses have a language in them, and which never do."""

from __future__ import annotations

from django.middleware.locale import LocaleMiddleware

# Addresses for machines and staff. What is not found there is not found: a redirection to a language would only
# lead a program to a page for people.
UNPREFIXED = ("/cms/", "/api/", "/open-data/", "/documents/", "/media/", "/static/", "/debates.ics")


class LanguageMiddleware(LocaleMiddleware):
    """Django's own, which leads an address without a language to one with it; those of UNPREFIXED stay as they are."""

    def process_response(self, request, response):
        if response.status_code == 404 and request.path_info.startswith(UNPREFIXED):
            return response
        return super().process_response(request, response)
