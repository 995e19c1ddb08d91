"""Proof of being counted: the lists for machines, the page that explains them, and one's own proof."""

from __future__ import annotations

import re
from datetime import date

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from consultations.answering import visiting
from consultations.inclusion import lists
from consultations.inclusion.looking_up import Found, look_up
from consultations.inclusion.sealing import canonical
from consultations.models import Consultation

SOON = "public, max-age=300"
FOR_EVER = "public, max-age=31536000, immutable"
SHOWN = 31
DIGEST = re.compile(r"[0-9a-f]{64}")


@require_safe
def latest(request, slug):
    """The last list. Its address is that of another list tomorrow."""
    found = lists.latest(_load(slug))
    if found is None:
        raise Http404
    return _plain(request, found.lines, found.sha256, cached=SOON)


@require_safe
def on_day(request, slug, day):
    """The list of one day, the same for ever."""
    consultation = _load(slug)
    try:
        found = lists.on_day(consultation, date.fromisoformat(day))
    except ValueError as error:
        raise Http404 from error
    if found is None or found.day.isoformat() != day:
        raise Http404
    return _plain(request, found.lines, found.sha256, cached=FOR_EVER)


@require_safe
def removed(request, slug):
    """What counts no more: day, digest and reason, a line each."""
    body = lists.removed(_load(slug))
    return _plain(request, body, lists.digest_of(body), cached=SOON)


@require_safe
def explained(request, slug):
    """What the lists are for, where they are, how to check them, and whether a digest is in the last one."""
    consultation = _load(slug)
    asked = "".join(request.GET.get("digest", "").split()).lower()
    is_digest = bool(DIGEST.fullmatch(asked))
    context = {
        "consultation": consultation,
        "text": consultation.text,
        "latest": lists.latest(consultation),
        "lists": lists.all_of(consultation)[:SHOWN],
        "asked": asked[:64],
        "is_mistyped": bool(asked) and not is_digest,
        "found": look_up(consultation, asked) if is_digest else None,
        "states": Found,
        "list_address": settings.SITE_URL + reverse("open_data:inclusion_latest", args=[slug]),
        "program": render_to_string("consultations/inclusion/check.txt"),
    }
    return render(request, "consultations/inclusion/explained.html", context)


@never_cache
@require_safe
def proof(request):
    """What was digested, byte for byte, for the person who opened their contribution: nobody else has the salt."""
    own = visiting.opened_contribution(request, at=timezone.now())
    if own is None:
        return redirect("consultations:receipt")
    if not own.inclusion_digest:
        raise Http404
    response = HttpResponse(canonical(own, own.answers.all()), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{own.consultation.slug}-proof.json"'
    return response


def _load(slug: str) -> Consultation:
    found = lists.listed_consultations(at=timezone.now()).select_related("city").prefetch_related("texts")
    return get_object_or_404(found, slug=slug)


def _plain(request, body: str, sha256: str, *, cached: str):
    """Lines that pages of other sites may read too, with the digest of the whole; nothing when it is known there."""
    response = HttpResponse(body, content_type="text/plain; charset=utf-8")
    response["X-Digest-SHA256"] = sha256
    response["ETag"] = f'"{sha256}"'
    response["Cache-Control"] = cached
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "X-Digest-SHA256"
    return get_conditional_response(request, etag=response["ETag"], response=response)


urlpatterns = [
    path("consultations/<slug:slug>/inclusion/", explained, name="inclusion"),
    path("my-contribution/proof/", proof, name="proof"),
]
