"""Which addresses have a language in them, and which never do."""

from __future__ import annotations

from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

# Addresses for machines and staff. What is not found there is not found: a redirection to a language would only
# lead a program to a page for people.
UNPREFIXED = ("/cms/", "/api/", "/open-data/", "/documents/", "/media/", "/static/", "/debates.ics")


class LanguageMiddleware(LocaleMiddleware):
    """Django's own, which leads an address without a language to one with it; those of UNPREFIXED stay as they are.

    Pages for people below those speak the language that ``?lang=`` names, so that it is kept while moving there.
    """

    def process_request(self, request):
        super().process_request(request)
        asked = request.GET.get("lang", "")
        if request.path_info.startswith(UNPREFIXED) and asked in dict(settings.LANGUAGES):
            translation.activate(asked)
            request.LANGUAGE_CODE = asked

    def process_response(self, request, response):
        if response.status_code == 404 and request.path_info.startswith(UNPREFIXED):
            return response
        if response.has_header("Content-Language"):
            # A view that says its language has it from the address: it is the same for every reader.
            return response
        return super().process_response(request, response)
