"""Who else is in the analysis: one line on the screens of its review, renewed while the screen stays open."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.auth import permission_required

from consultations.models import Analysis, Consultation
from consultations.reviews import presence

PERMISSION = "consultations.review_themes"


def presence_line(request: HttpRequest, analysis: Analysis, place: str) -> dict:
    """Note where the person is, and what ``admin/review/presence.html`` shows: the other people. Three queries.

    A screen merges this into its context, includes that template and loads ``consultations/admin/presence.js``.
    """
    now = timezone.now()
    presence.here(analysis, request.user, place, at=now)
    address = reverse("consultations_admin:presence", args=[analysis.pk])
    return {
        "present": presence.others(analysis, request.user, at=now),
        "presence_url": f"{address}?place={place}",
    }


@never_cache
@require_safe
@permission_required(PERMISSION)
def who_is_here(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """The words of the line alone, for the script that asks every half minute."""
    analyses = Analysis.objects.filter(consultation__in=Consultation.objects.visible_to(request.user))
    analysis = get_object_or_404(analyses, pk=analysis_id)
    try:
        context = presence_line(request, analysis, request.GET.get("place", ""))
    except presence.NotAPlace:
        return HttpResponseBadRequest(_("There is no such place in an analysis."))
    return render(request, "consultations/admin/review/present.html", context)


urlpatterns = [path("analyses/<int:analysis_id>/presence/", who_is_here, name="presence")]
