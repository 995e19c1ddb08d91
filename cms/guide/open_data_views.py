"""The guide's files for machines: the same addresses in every language, and for ever."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from cms.guide import changes, open_data
from cms.guide.open_data_schema import TABLES, schema_of
from consultations.publishing.open_data_schema import LICENCE

STATE = ("entries", "places", "figures")


@require_safe
def table(request, table):
    if table not in STATE:
        raise Http404
    rows = open_data.rows_of(table, open_data.records())
    return _file(open_data.csv_text(table, rows), "text/csv; charset=utf-8", f"guide-{table}.csv")


@require_safe
def schema(request, table):
    if table not in TABLES:
        raise Http404
    return _json(schema_of(table), f"guide-{table}.schema.json")


@require_safe
def entries(request):
    """The whole guide as one document."""
    documents = [open_data.entry_document(record) for record in open_data.records()]
    return _json({**about("entries"), "entries": documents}, "guide-entries.json")


@require_safe
def places(request):
    """Where to go, as GeoJSON."""
    content = {
        "type": "FeatureCollection",
        **about("places"),
        "features": open_data.features(open_data.records()),
    }
    return _json(content, "guide-places.geojson", content_type="application/geo+json")


@require_safe
def year_of_changes(request, year, kind):
    if year not in changes.years(until=timezone.localdate()):
        raise Http404
    # The file has one language, that of the site: which one its reader speaks is not in its address.
    with override(settings.LANGUAGE_CODE):
        rows = list(open_data.change_rows(year))
    name = f"guide-changes-{year}.{kind}"
    if kind == "csv":
        return _file(open_data.csv_text("changes", rows), "text/csv; charset=utf-8", name)
    if kind == "json":
        content = {**about("changes"), "year": year, "language": settings.LANGUAGE_CODE, "changes": rows}
        return _json(content, name)
    raise Http404


def about(table: str) -> dict[str, Any]:
    """What a file says of itself."""
    return {
        "title": "Guide",
        "licence": LICENCE,
        "schema": settings.SITE_URL + reverse("guide_data:schema", args=[table]),
        "made_on": timezone.localdate().isoformat(),
    }


def _json(content: dict[str, Any], filename: str, *, content_type: str = "application/json") -> HttpResponse:
    written = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1}).content
    return _file(written, content_type, filename)


def _file(content: str | bytes, content_type: str, filename: str) -> HttpResponse:
    """A file that pages of other sites may read too: it is the same for everyone and holds no session."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


app_name = "guide_data"
urlpatterns = [
    path("entries.json", entries, name="entries"),
    path("places.geojson", places, name="places"),
    path("changes-<int:year>.<str:kind>", year_of_changes, name="changes"),
    path("<slug:table>.csv", table, name="table"),
    path("<slug:table>.schema.json", schema, name="schema"),
]
