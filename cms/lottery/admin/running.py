"""Screens to run a lottery: candidates, the search for panels, publication, the draw, the panel and who leaves it."""

from __future__ import annotations

from collections import Counter

from defusedcsv import csv
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from cms.lottery import candidate_file, drawing, gathering, log, publishing, reading, searching
from cms.lottery.admin.forms import (
    CandidateFileForm,
    CommitmentsForm,
    PublicSourceForm,
    ReplaceForm,
    SecretsForm,
    SeedForm,
)
from cms.lottery.admin.setting_up import ICON, crumbs, own_lottery
from cms.lottery.narrowness import named, narrowness_of
from cms.lottery.pool import pool_of, published_candidates
from cms.lottery.refusals import Refused
from cms.lottery.repeat_draw import canonical, chances_of
from cms.lottery.tickets import TICKETS
from cms.models import Lottery
from cms.models.lottery import PERMISSION
from consultations.admin.furniture import screen

PAGE, MOST_PROBLEMS = 50, 200


def _screen(request, lottery: Lottery, template: str, context: dict, *, title: str, status: int = 200):
    return screen(
        request,
        f"cms/lottery/admin/{template}.html",
        {"lottery": lottery, **context},
        title=title,
        crumbs=crumbs(lottery),
        icon=ICON,
        status=status,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def candidates(request: HttpRequest, pk: int) -> HttpResponse:
    """Who put themselves forward, who shares an address, and a file of more."""
    lottery = own_lottery(request, pk)
    form = CandidateFileForm(request.POST or None, request.FILES or None)
    read, status = None, 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            read = candidate_file.read(lottery, form.cleaned_data["file"].read(candidate_file.LARGEST + 1))
            if not read.problems and (response := _import(request, lottery, read)):
                return response
            status = 422 if read.problems else 200
    numbers = {one.id: one.address for one in pool_of(lottery).people if one.address is not None}
    rows = lottery.candidates.select_related("person").order_by("-registered_at", "public_id")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "read": read,
        "problems": read.problems[:MOST_PROBLEMS] if read else [],
        "page": page,
        "rows": [(one, getattr(one, "person", None), numbers.get(one.public_id)) for one in page],
        "shared": sorted(Counter(numbers.values()).items()),
        "same_people": candidate_file.same_people(lottery),
        "columns": [
            "name",
            "email",
            "phone",
            "address",
            "postcode",
            "born",
            *lottery.categories.values_list("key", flat=True),
        ],
    }
    return _screen(request, lottery, "candidates", context, title=_("Candidates"), status=status)


def _import(request: HttpRequest, lottery: Lottery, read: candidate_file.Reading) -> HttpResponse | None:
    """Take the people in unless only a check was asked for."""
    if request.POST.get("do") != "import":
        return None
    try:
        made = gathering.add(lottery, read.people, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("%(count)d candidate is added.", "%(count)d candidates are added.", len(made))
        messages.success(request, said % {"count": len(made)})
    return redirect("cms_admin:lottery_candidates", lottery.pk)


@require_POST
@permission_required(PERMISSION)
def remove_candidate(request: HttpRequest, pk: int, candidate_pk: int) -> HttpResponse:
    """Take somebody out who asked for it."""
    lottery = own_lottery(request, pk)
    candidate = get_object_or_404(lottery.candidates, pk=candidate_pk)
    gathering.withdraw(candidate, at=timezone.now(), by=request.user)
    messages.success(request, _("Candidate %(id)s is taken out.") % {"id": candidate.public_id})
    return redirect("cms_admin:lottery_candidates", lottery.pk)


@require_POST
@permission_required(PERMISSION)
def search(request: HttpRequest, pk: int) -> HttpResponse:
    """Start the search for panels, or stop it."""
    lottery = own_lottery(request, pk)
    try:
        if request.POST.get("do") == "cancel":
            searching.cancel_search(lottery, by=request.user, at=timezone.now())
            messages.success(request, _("The search stops within seconds. Nothing of it is kept."))
        else:
            searching.ask_search(lottery, by=request.user, at=timezone.now())
            messages.success(request, _("The worker looks for panels. Come back to this page to follow it."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("cms_admin:lottery", lottery.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found, who is alone with their answers, and the rule of the seed: then publish all of it."""
    lottery = own_lottery(request, pk)
    if lottery.state != Lottery.FOUND:
        return redirect("cms_admin:lottery", lottery.pk)
    kind = request.POST.get("do")
    source = PublicSourceForm(request.POST if kind == "source" else None)
    commitments = CommitmentsForm(request.POST if kind == "commitments" else None)
    for form in (source, commitments):
        if form.is_bound and form.is_valid():
            try:
                publishing.publish(lottery, form.seed(), by=request.user, at=timezone.now())
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The panels are published."))
                return redirect("cms_admin:lottery", lottery.pk)
    pool = pool_of(lottery)
    found = lottery.found
    candidates, categories = published_candidates(pool), publishing.published_categories(lottery)
    of = chances_of(found.panels, candidates)
    narrow = narrowness_of(found.panels, candidates, categories, TICKETS)
    names = reading.names_in({"categories": categories})
    profiles = Counter(canonical(one.answers) for one in pool.people)
    context = {
        "found_by": reading.found_in_words(found.found_by),
        "panels": len(found.panels),
        "smallest": min(of.values()) / TICKETS,
        "largest": max(of.values()) / TICKETS,
        "narrow": narrow,
        "full": named(narrow.full, names),
        "needed": named(narrow.needed, names),
        "alone": sum(number == 1 for number in profiles.values()),
        "people": len(pool.people),
        "source": source,
        "commitments": commitments,
    }
    status = 422 if source.errors or commitments.errors else 200
    return _screen(request, lottery, "publish", context, title=_("Publish the panels"), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the seed, once it is public: the panel follows from it."""
    lottery = own_lottery(request, pk)
    if lottery.state != Lottery.PUBLISHED:
        return redirect("cms_admin:lottery", lottery.pk)
    rule = reading.published_of(lottery)["seed_rule"]
    is_source = rule["kind"] == publishing.PUBLIC_SOURCE
    typed = request.POST or None
    form: SeedForm | SecretsForm
    if is_source:
        form = SeedForm(typed, initial={"url": rule["url"], "day": rule["day"]})
    else:
        form = SecretsForm(typed, holders=[one["who"] for one in rule["commitments"]])
    if form.is_bound and form.is_valid():
        try:
            form.draw(lottery, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The panel is drawn, and published."))
            return redirect("cms_admin:lottery_panel", lottery.pk)
    context = {"form": form, "rule": rule, "is_source": is_source}
    return _screen(
        request, lottery, "draw", context, title=_("Draw the panel"), status=422 if form.errors else 200
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel with names as long as they are kept, and who replaces whom."""
    lottery = own_lottery(request, pk)
    if lottery.state != Lottery.DRAWN:
        return redirect("cms_admin:lottery", lottery.pk)
    rows = _members(lottery)
    choices = [(one, f"{one} {person.name if person else ''}".strip()) for one, person in rows]
    form = ReplaceForm(request.POST or None, members=choices)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            made = drawing.replace(
                lottery, data["left"], reason=data["reason"], by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell(request, made)
            return redirect("cms_admin:lottery_panel", lottery.pk)
    context = {"rows": rows, "form": form, "replacements": lottery.replacements.all()}
    return _screen(
        request, lottery, "panel", context, title=_("The panel"), status=422 if form.errors else 200
    )


def _tell(request: HttpRequest, made) -> None:
    if not made.chosen:
        messages.warning(request, _("Nobody can follow: the seat stays empty."))
    elif made.unmet:
        messages.warning(
            request,
            _("%(id)s follows. Nobody could keep every quota: the public page says which one is missed.")
            % {"id": made.chosen},
        )
    else:
        messages.success(request, _("%(id)s follows, and all quotas are kept.") % {"id": made.chosen})


@never_cache
@require_safe
@permission_required(PERMISSION)
def panel_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel with names, to invite its members; that it was taken is logged."""
    lottery = own_lottery(request, pk)
    if lottery.state != Lottery.DRAWN:
        return redirect("cms_admin:lottery", lottery.pk)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{lottery.slug}-panel.csv"'
    writer = csv.writer(response)
    told = [_("Name"), _("E-mail address"), _("Telephone"), _("Postal address"), _("Postcode"), _("Born")]
    writer.writerow([_("Public number"), *told])
    for public_id, person in _members(lottery):
        kept = (
            [person.name, person.email, person.phone, person.address, person.postcode, person.born]
            if person
            else [""] * 6
        )
        writer.writerow([public_id, *kept])
    log.record(lottery, log.EXPORT, by=request.user, at=timezone.now())
    return response


def _members(lottery: Lottery) -> list[tuple]:
    """(public id, personal data or None) of the panel as it sits. Three queries."""
    members = drawing.seated(lottery.draw, list(lottery.replacements.all()))
    known = {
        one.public_id: getattr(one, "person", None)
        for one in lottery.candidates.filter(public_id__in=members).select_related("person")
    }
    return [(one, known.get(one)) for one in members]


urlpatterns = [
    path("lotteries/<int:pk>/candidates/", candidates, name="lottery_candidates"),
    path(
        "lotteries/<int:pk>/candidates/<int:candidate_pk>/remove/",
        remove_candidate,
        name="remove_lottery_candidate",
    ),
    path("lotteries/<int:pk>/search/", search, name="lottery_search"),
    path("lotteries/<int:pk>/publish/", publish, name="publish_lottery"),
    path("lotteries/<int:pk>/draw/", draw, name="draw_lottery"),
    path("lotteries/<int:pk>/panel/", panel, name="lottery_panel"),
    path("lotteries/<int:pk>/panel.csv", panel_csv, name="lottery_panel_csv"),
]
