"""Importing for a host: its templates, a file, what it would do, and the yes."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from debates.hosting.hosted import open_nights
from debates.hosting.pages import crumbs_to
from debates.importing.columns import DEBATE, VENUE, columns_of
from debates.importing.forms import ImportForm
from debates.importing.known import Limits
from debates.importing.taking_over import Refused, dry_run, said, take_over
from debates.importing.template_files import csv_template, xlsx_template
from debates.models import Host, Night, WaitingImport
from kit.limits import within_limit_of

IMPORTS = {"times": 30, "seconds": 3600}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"places": VENUE, "debates": DEBATE}
SHOWN_AT_MOST = 200


def importing_host(person, slug: str) -> Host:
    """The host of that address, for those who act for it and for the desk of its city; 404 for everybody else."""
    theirs = Host.objects.of(person) | Host.objects.filter(
        city__in=Night.objects.of_desks(person).values("city")
    )
    return get_object_or_404(theirs.select_related("city"), slug=slug)


def limits_of(person, host: Host) -> Limits | None:
    """How many things that person may import for the host: a desk brings in whole programmes, without limits."""
    is_desk = Night.objects.of_desks(person).filter(city=host.city_id).exists()
    return None if is_desk else Limits()


@require_safe
@login_required
def template(request, name, ending):
    """A file to fill in."""
    if name not in KINDS:
        raise Http404
    make, content_type = (
        (xlsx_template, XLSX) if ending == "xlsx" else (csv_template, "text/csv; charset=utf-8")
    )
    response = HttpResponse(make(KINDS[name]), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_import(request, slug):
    """Send a file; what it would do is shown next."""
    host, now = importing_host(request.user, slug), timezone.now()
    nights = [night for night in open_nights(at=now) if night.city_id == host.city_id]
    form = ImportForm(request.POST or None, request.FILES or None, nights=nights)
    if request.method == "POST" and not within_limit_of(f"person {request.user.pk}", "import", **IMPORTS):
        form.add_error(None, _("That is a lot of files in an hour: come back a little later."))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        waiting = WaitingImport.objects.create(
            host=host,
            night=values["night"],
            by=request.user,
            name=values["file"].name[:200],
            rows=[row.as_json() for row in values["rows"]],
            at=now,
        )
        return redirect("debates:waiting_import", pk=waiting.pk)
    context = {"form": form, "host": host, "nights": nights, "crumbs": crumbs_to(host=host)}
    return render(request, "debates/importing/new.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def waiting_import(request, pk):
    """What the file would do, row by row; what is posted takes it over."""
    mine = WaitingImport.objects.filter(by=request.user).select_related(
        "host", "night__city", "night__edition"
    )
    waiting = get_object_or_404(mine, pk=pk)
    host = importing_host(request.user, waiting.host.slug)
    limits = limits_of(request.user, host)
    if request.method == "POST":
        try:
            done = take_over(waiting.read_rows(), host, waiting.night, at=timezone.now(), limits=limits)
        except Refused:
            messages.error(request, _("Nothing was imported: these rows need your attention first."))
        else:
            waiting.delete()
            messages.success(request, _("The import is done.") + " " + said(done))
            return redirect("debates:new_import", slug=host.slug)
    plan = dry_run(waiting.read_rows(), host, waiting.night, limits=limits)
    context = {
        "waiting": waiting,
        "host": host,
        "plan": plan,
        "rows": plan.rows[:SHOWN_AT_MOST],
        "labels": {one.name: one.label for kind in (VENUE, DEBATE) for one in columns_of(kind)},
        "crumbs": [*crumbs_to(host=host), (_("Import"), reverse("debates:new_import", args=[host.slug]))],
    }
    return render(
        request, "debates/importing/waiting.html", context, status=422 if request.method == "POST" else 200
    )
