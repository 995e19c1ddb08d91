"""The log of a desk: every step of its debates, to read and to take along."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.auth import permission_required

from debates.desks.exporting import messages_as_csv, steps_as_csv
from debates.desks.history import events_of, steps
from debates.desks.reading import PERMISSION
from debates.desks.screens.frame import desk_screen

PER_PAGE = 50


@require_safe
@permission_required(PERMISSION)
def log(request: HttpRequest) -> HttpResponse:
    """Every step, the latest first."""
    page = Paginator(events_of(request.user).defer("snapshot"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "steps": list(steps(page.object_list))}
    return desk_screen(request, "log", context, title=_("Log"), here="log")


@never_cache
@require_safe
@permission_required(PERMISSION)
def log_file(request: HttpRequest) -> StreamingHttpResponse:
    return _file(steps_as_csv(request.user), "debates-log.csv")


@never_cache
@require_safe
@permission_required(PERMISSION)
def messages_file(request: HttpRequest) -> StreamingHttpResponse:
    return _file(messages_as_csv(request.user), "debates-messages.csv")


def _file(lines: Iterator[str], name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


urlpatterns = [
    path("log/", log, name="log"),
    path("log.csv", log_file, name="log_file"),
    path("messages.csv", messages_file, name="messages_file"),
]
