"""Addresses of recommendations that stay when pages move, for links from elsewhere."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms.conferences.dossier import sub_address
from cms.models import ConferencePage, Recommendation


@require_safe
def recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    """To its page in the active language, or in another one that it is published in. Three queries."""
    found = get_object_or_404(Recommendation.objects.select_related("opinion"), pk=pk)
    pages = ConferencePage.objects.live().public().filter(translation_key=found.opinion.conference_key)
    by_language = {page.locale.language_code: page for page in pages.select_related("locale")}
    page = by_language.get(get_language() or "") or by_language.get(found.opinion.language)
    if page is None or page.get_url() is None:
        raise Http404
    return redirect(sub_address(page, "recommendation", found.number))


urlpatterns = [path("recommendations/<int:pk>/", recommendation, name="recommendation")]
