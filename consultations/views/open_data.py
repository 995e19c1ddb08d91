"""Open data for machines, and the one page for people that lists it."""

from __future__ import annotations

from django.conf import settings
from django.http import JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from consultations.models import Consultation
from consultations.publishing import open_data
from consultations.publishing.open_data_schema import LICENCE, schema_of


@require_safe
def index(request):
    consultations = open_data.published(at=timezone.now()).for_listing()
    return render(
        request, "consultations/results/open_data.html", {"consultations": consultations, "licence": LICENCE}
    )


@never_cache
@require_safe
@gzip_page
def as_csv(request, slug):
    consultation = load(slug)
    lines = open_data.csv_lines(consultation, at=timezone.now())
    return shared(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), f"{slug}.csv")


@never_cache
@require_safe
@gzip_page
def as_json(request, slug):
    consultation = load(slug)
    pieces = open_data.json_pieces(consultation, at=timezone.now(), about=about(consultation))
    return shared(StreamingHttpResponse(pieces, content_type="application/json"), f"{slug}.json")


@never_cache
@require_safe
def schema(request, slug):
    consultation = load(slug)
    districts = consultation.city.districts.all()
    written = schema_of(open_data.columns_for(consultation), districts=districts)
    response = JsonResponse(written, json_dumps_params={"ensure_ascii": False, "indent": 2})
    return shared(response, f"{slug}.schema.json")


def load(slug: str) -> Consultation:
    """The consultation of that address, if its open data may be taken now; absent otherwise, whoever asks."""
    consultations = open_data.published(at=timezone.now()).for_listing()
    return get_object_or_404(consultations, slug=slug)


def about(consultation: Consultation) -> dict:
    """What the JSON file says of itself."""
    return {
        "consultation": consultation.slug,
        "city": consultation.city.slug,
        "title": {text.language: text.title for text in consultation.texts.all()},
        "licence": LICENCE,
        "schema": settings.SITE_URL + reverse("open_data:schema", args=[consultation.slug]),
        "opens_at": consultation.opens_at,
        "closes_at": consultation.closes_at,
        "results_at": consultation.results_at,
    }


def shared(response, filename: str):
    """A file that pages of other sites may read too: it is the same for everyone and holds no session."""
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response
