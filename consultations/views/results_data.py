"""The tables of the results as files: CSV, JSON, and the schema of their columns."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from consultations.publishing.results_data import TABLES, table_of
from consultations.views.following_data import written
from consultations.views.open_data import about, load


@never_cache
@require_safe
@gzip_page
def table(request, slug, table, kind):
    """One table, in the site's main language where a word is not told in all; absent until it is public."""
    consultation = load(slug)
    if table not in TABLES:
        raise Http404
    _make, waits = TABLES[table]
    if waits and not consultation.has_published_results(at=timezone.now()):
        raise Http404
    with translation.override(settings.LANGUAGE_CODE):
        made = table_of(consultation, table)
        schema = settings.SITE_URL + reverse("open_data:table", args=[slug, table, "schema.json"])
        return written(made, kind, about=about(consultation), schema=schema, name=f"{slug}-{table}")
