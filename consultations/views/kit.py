"""The kit with which anyone can repeat the analysis of a question."""

from __future__ import annotations

from django.http import FileResponse, Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from consultations.publishing.kit import PublicKit, kits_of
from consultations.views.open_data import load

SOON = 600


@never_cache
@require_safe
def take(request, slug, key):
    """The kit as a file; a page that says to come back while its next edition is being made."""
    consultation = load(slug)
    found = next((one for one in kits_of(consultation, at=timezone.now()) if one.key == key), None)
    if found is None:
        raise Http404
    try:
        content = found.archive.open("rb") if found.archive else None
    except FileNotFoundError:  # somebody left it at this very moment
        content = None
    if content is None:
        return _come_back(request, consultation, found)
    name = f"{slug}-{key}-{found.kit.edition}.zip"
    response = FileResponse(content, as_attachment=True, filename=name, content_type="application/zip")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _come_back(request, consultation, found: PublicKit):
    context = {"consultation": consultation, "question": found.question, "kit": found.kit}
    response = render(request, "consultations/results/kit_to_come.html", context, status=503)
    response["Retry-After"] = str(SOON)
    return response
