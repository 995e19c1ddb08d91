"""The log of an analysis: who decided what and when, to read, to take along as a file, and to take back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.paginator import WagtailPaginator

from consultations.admin.furniture import screen
from consultations.admin.presence import presence_line
from consultations.admin.review import crumbs, question_label, visible_analysis
from consultations.models import Analysis, ReviewEvent
from consultations.reviews import exporting, review_log, telling, undoing
from consultations.reviews.log_filter import LogFilter
from consultations.reviews.refusals import Refused

PERMISSION = "consultations.review_themes"
LINES_A_PAGE = 50
FILES = {
    "csv": (exporting.as_csv, "text/csv; charset=utf-8"),
    "jsonl": (exporting.as_json_lines, "application/jsonl; charset=utf-8"),
}


@require_safe
@permission_required(PERMISSION)
def log(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """The decisions, the latest first, narrowed down as asked."""
    analysis = visible_analysis(request, analysis_id)
    wanted = LogFilter(request.GET, analysis=analysis)
    page = WagtailPaginator(wanted.found().select_related("theme"), LINES_A_PAGE).get_page(
        request.GET.get("p")
    )
    asked = request.GET.copy()
    asked.pop("p", None)
    context = {
        "analysis": analysis,
        "question": question_label(analysis),
        "filter": wanted,
        "page": page,
        "lines": telling.log_lines(review_log.entries(page)),
        "files": [(kind, f"{_file_url(analysis, kind)}?{asked.urlencode()}") for kind in FILES],
        **presence_line(request, analysis, "log"),
    }
    return screen(
        request,
        "consultations/admin/review/log.html",
        context,
        title=_("Log of decisions"),
        crumbs=crumbs(analysis),
        icon="history",
    )


@never_cache
@require_safe
@permission_required(PERMISSION)
def log_file(request: HttpRequest, analysis_id: int, kind: str) -> HttpResponseBase:
    """The same decisions as a file, none left out by pages."""
    analysis = visible_analysis(request, analysis_id)
    if kind == "json":
        # One decision a line is what our JSON is; who guesses the other ending is led there.
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(_file_url(analysis, "jsonl") + query)
    if kind not in FILES:
        raise Http404
    write, content_type = FILES[kind]
    wanted = LogFilter(request.GET, analysis=analysis)
    response = StreamingHttpResponse(write(wanted.found()), content_type=content_type)
    name = f"{analysis.consultation.slug}-{analysis.question_key}-{analysis.pk}-log.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@permission_required(PERMISSION)
def undo(request: HttpRequest, analysis_id: int, event_id: int) -> HttpResponse:
    """Take one decision back, and say what could not be."""
    analysis = visible_analysis(request, analysis_id)
    event = get_object_or_404(ReviewEvent.objects.select_related("theme"), analysis=analysis, pk=event_id)
    try:
        undone = undoing.undo(event, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, telling.done(undone.event))
        if undone.stays:
            messages.warning(request, " ".join(undone.stays))
    return redirect(_back(request) or reverse("consultations_admin:log", args=[analysis.pk]))


def _back(request: HttpRequest) -> str:
    """The page that the person came from, if it is one of ours."""
    address = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if ours else ""


def _file_url(analysis: Analysis, kind: str) -> str:
    return reverse("consultations_admin:log_file", args=[analysis.pk, kind])


urlpatterns = [
    path("analyses/<int:analysis_id>/log/", log, name="log"),
    path("analyses/<int:analysis_id>/log/all.<str:kind>", log_file, name="log_file"),
    path("analyses/<int:analysis_id>/log/<int:event_id>/undo/", undo, name="undo"),
]
