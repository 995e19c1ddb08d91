"""The follow-up of a charter, and a year's synthesis, as files: CSV, JSON, and the schema of their columns."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from consultations.following import following_data, yearly
from consultations.following.standing import commitments_of, standings, today_in
from consultations.publishing import tables
from consultations.publishing.tables import Table
from consultations.views.following import load
from consultations.views.open_data import shared

FORMATS = ("csv", "json", "schema.json")


@never_cache
@require_safe
@gzip_page
def follow_up(request, slug, kind):
    """How the commitments stand now."""
    charter = load(slug)
    found = standings(charter, commitments_of(charter), on=today_in(charter))
    table = following_data.commitments_table(found, yearly.article_titles(charter))
    about = {"charter": slug, "title": dict(charter.title), "on": today_in(charter)}
    schema = _address("open_data:follow_up", slug)
    return written(table, kind, about=about, schema=schema, name=f"{slug}-follow-up")


@never_cache
@require_safe
@gzip_page
def synthesis(request, slug, year, kind):
    """How they stood at the end of that year; the JSON holds the year's figures and the introduction too."""
    charter = load(slug)
    found = get_object_or_404(charter.syntheses.published(), year=year)
    counted = yearly.year_of(charter, year, today=today_in(charter))
    table = following_data.commitments_table(counted.in_order, counted.titles)
    about = {
        "charter": slug,
        "title": dict(charter.title),
        "year": year,
        "on": counted.as_of,
        "published_at": found.published_at,
        "introduction": dict(found.introduction),
        "figures": following_data.figures_table(counted).rows,
        "figures_schema": tables.table_schema(following_data.FIGURE_COLUMNS, key=("part", "figure")),
    }
    schema = _address("open_data:synthesis", slug, year)
    return written(table, kind, about=about, schema=schema, name=f"{slug}-{year}")


@never_cache
@require_safe
def synthesis_figures(request, slug, year):
    """The figures of the year alone, as a table."""
    charter = load(slug)
    get_object_or_404(charter.syntheses.published(), year=year)
    table = following_data.figures_table(yearly.year_of(charter, year, today=today_in(charter)))
    return written(table, "csv", about={}, schema="", name=f"{slug}-{year}-figures")


def written(table: Table, kind: str, *, about: dict, schema: str, name: str) -> HttpResponse:
    """The table in one of FORMATS, as a file that pages of other sites may read."""
    match kind:
        case "csv":
            response = HttpResponse(tables.as_csv(table), content_type="text/csv; charset=utf-8")
        case "json":
            content = tables.as_json(table, about={**about, "schema": schema})
            response = HttpResponse(content, content_type="application/json")
        case "schema.json":
            described = tables.table_schema(table.columns, key=table.key)
            response = JsonResponse(described, json_dumps_params={"ensure_ascii": False, "indent": 2})
        case _:
            raise Http404
    return shared(response, f"{name}.{kind}")


def _address(name: str, *args) -> str:
    return settings.SITE_URL + reverse(name, args=[*args, "schema.json"])
