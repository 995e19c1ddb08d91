"""One page for a dossier that has several: that of the opinion's language, else of the site's main one."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404

from cms.models import ConferencePage, Opinion


def pages_by_key() -> dict[UUID, ConferencePage]:
    """Each dossier's page in the main language, or in another where that is missing, by its key. One query."""
    found: dict[UUID, ConferencePage] = {}
    for page in ConferencePage.objects.select_related("locale").order_by("path"):
        is_main = page.locale.language_code == settings.LANGUAGE_CODE
        if is_main or page.translation_key not in found:
            found[page.translation_key] = page
    return found


def page_of(opinion: Opinion) -> ConferencePage:
    """The page that the opinion was published from, or another of its dossier; Http404 when all are gone. One query."""
    pages = ConferencePage.objects.filter(translation_key=opinion.conference_key)
    found = list(pages.select_related("locale", "city").order_by("path"))
    if not found:
        raise Http404
    return next((page for page in found if page.locale.language_code == opinion.language), found[0])
