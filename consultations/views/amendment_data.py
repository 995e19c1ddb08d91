"""A discussion for machines: the same rows as CSV and as JSON, at addresses that never change."""

from __future__ import annotations

from django.http import JsonResponse, StreamingHttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from consultations.amending import amendment_data
from consultations.amending.amendment_schema import schema_of
from consultations.views.amendments import load


@never_cache
@require_safe
@gzip_page
def as_csv(request, slug, number):
    lines = amendment_data.csv_lines(load(slug, number))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    return _shared(response, f"{slug}-discussion-{number}.csv")


@never_cache
@require_safe
@gzip_page
def as_json(request, slug, number):
    told = amendment_data.as_json(load(slug, number))
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    return _shared(response, f"{slug}-discussion-{number}.json")


@never_cache
@require_safe
def schema(request, slug, number):
    load(slug, number)
    written = schema_of(amendment_data.columns())
    response = JsonResponse(written, json_dumps_params={"ensure_ascii": False, "indent": 2})
    return _shared(response, f"{slug}-discussion-{number}.schema.json")


def _shared(response, filename: str):
    """A file that pages of other sites may read too: it is the same for everyone and holds no session."""
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response
