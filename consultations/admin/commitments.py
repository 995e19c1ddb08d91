"""Screens where editors follow a charter: its commitments, late and silent ones first, and the yearly synthesis."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem

from consultations.admin.furniture import Crumb, conflict_screen, screen
from consultations.following import following_log, summarising, yearly
from consultations.following.committing import CommitmentConflict
from consultations.following.following_forms import CommitmentForm, IntroductionForm, UpdateForm
from consultations.following.standing import by_worry, commitments_of, standings, tally, today_in
from consultations.models import Charter, CharterVersion, Commitment
from consultations.reviews.refusals import Refused

PERMISSION = "consultations.change_charterversion"
ICON = "tasks"


class FollowUpMenuItem(MenuItem):
    """Shown to those who write charters."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


def menu_item() -> MenuItem:
    return FollowUpMenuItem(
        gettext_lazy("Follow-up"), reverse("consultations_admin:follow_ups"), icon_name=ICON, order=145
    )


@require_safe
@permission_required(PERMISSION)
def index(request: HttpRequest) -> HttpResponse:
    """The adopted charters, with how many of their commitments are late or silent."""
    charters = (
        Charter.objects.filter(versions__state=CharterVersion.PUBLISHED)
        .distinct()
        .select_related("city", "district")
        .prefetch_related("commitments__updates")
    )
    rows = []
    for charter in charters:
        found = standings(charter, charter.commitments.all(), on=today_in(charter))
        rows.append(
            {
                "charter": charter,
                "total": len(found),
                "late": sum(one.is_late for one in found),
                "silent": sum(one.is_silent for one in found),
            }
        )
    return _screen(request, "index", {"rows": rows}, title=_("Follow-up of the charters"))


@require_safe
@permission_required(PERMISSION)
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """One charter's commitments: what is late, then what nobody spoke of for six months, then the rest."""
    charter = _charter(pk)
    today = today_in(charter)
    found = standings(charter, commitments_of(charter), on=today)
    years = yearly.years_of(charter, today=today)
    written = {one.year: one for one in charter.syntheses.all()}
    context = {
        "charter": charter,
        "standings": by_worry(found),
        "counts": [(dict(Commitment.STATUSES)[status], number) for status, number in tally(found).items()],
        "late": sum(one.is_late for one in found),
        "silent": sum(one.is_silent for one in found),
        "years": [(year, written.get(year)) for year in years],
    }
    return _screen(request, "follow_up", context, title=_("Follow-up: %(charter)s") % {"charter": charter})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a commitment."""
    charter = _charter(pk)
    form = CommitmentForm(request.POST or None, charter=charter)
    if form.is_bound and form.is_valid():
        try:
            made = form.write(by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, str(form.done))
            return redirect("consultations_admin:commitment", made.pk)
    context = {"form": form, "charter": charter}
    return _screen(request, "new", context, title=_("New commitment"), charter=charter)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """One commitment: its updates, the form for the next one, its words, its history."""
    found = get_object_or_404(
        Commitment.objects.select_related("charter__city", "article").prefetch_related("updates__by"), pk=pk
    )
    asked = request.POST.get("do")
    form = CommitmentForm(
        request.POST if asked == CommitmentForm.do else None, charter=found.charter, commitment=found
    )
    update = UpdateForm(request.POST if asked == UpdateForm.do else None, commitment=found)
    for one in (form, update):
        if one.is_bound and one.is_valid() and (response := _write(request, one)):
            return response
    today = today_in(found.charter)
    standing = next(iter(standings(found.charter, [found], on=today)), None)
    context = {
        "commitment": found,
        "standing": standing,
        "form": form,
        "update": update,
        "history": following_log.history(found),
    }
    return _screen(request, "commitment", context, title=_("Commitment"), charter=found.charter)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def synthesis(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """A year's account to the council: its introduction, its figures, and whether it is published."""
    charter = _charter(pk)
    today = today_in(charter)
    if year not in yearly.years_of(charter, today=today):
        raise Http404
    found = charter.syntheses.filter(year=year).first()
    form = IntroductionForm(request.POST or None, charter=charter, year=year, synthesis=found)
    if form.is_bound and form.is_valid():
        try:
            form.write(by=request.user)
        except summarising.SynthesisConflict as conflict:
            return _synthesis_conflict(request, conflict, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The introduction is kept."))
            return redirect("consultations_admin:synthesis", pk, year)
    counted = yearly.year_of(charter, year, today=today)
    context = {
        "charter": charter,
        "year": counted,
        "counts": [(dict(Commitment.STATUSES)[key], number) for key, number in counted.counts.items()],
        "synthesis": found,
        "is_over": today.year > year,
        "form": form,
        "history": following_log.history(found) if found else [],
    }
    title = _("Synthesis of %(year)s") % {"year": year}
    return _screen(request, "synthesis", context, title=title, charter=charter)


@require_POST
@permission_required(PERMISSION)
def show_synthesis(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Publish the synthesis, or take it back."""
    found = get_object_or_404(_charter(pk).syntheses, year=year)
    sent = request.POST.get("expected", "")
    expected = int(sent) if sent.isdecimal() else 0
    try:
        if request.POST.get("do") == "publish":
            summarising.publish(found, by=request.user, at=timezone.now(), expected=expected)
            messages.success(request, _("The synthesis is published."))
        else:
            summarising.take_back(found, by=request.user, expected=expected)
            messages.success(request, _("The synthesis is taken back: only the team sees it."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("consultations_admin:synthesis", pk, year)


def _write(request: HttpRequest, form: CommitmentForm | UpdateForm) -> HttpResponse | None:
    """Record the form; None when it is refused, with the reason on the form."""
    try:
        form.write(by=request.user, at=timezone.now())
    except CommitmentConflict as conflict:
        return _commitment_conflict(request, conflict, form)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, str(form.done))
    return redirect("consultations_admin:commitment", form.commitment.pk)


def _commitment_conflict(
    request: HttpRequest, conflict: CommitmentConflict, form: CommitmentForm | UpdateForm
) -> HttpResponse:
    now = conflict.commitment
    return conflict_screen(
        request,
        conflict,
        now=[
            (_("Article"), now.article.identifier),
            (_("Commitment"), now.statement),
            (_("Department in charge"), now.owner),
            (_("Begins"), now.starts_on),
            (_("Due"), now.due_on),
            (_("How it stands"), now.get_status_display()),
        ],
        yours=form.proposed(),
        since=conflict.since,
        expected=now.revision,
        back=reverse("consultations_admin:commitment", args=[now.pk]),
        crumbs=_crumbs(now.charter),
    )


def _synthesis_conflict(
    request: HttpRequest, conflict: summarising.SynthesisConflict, form: IntroductionForm
) -> HttpResponse:
    now = conflict.synthesis
    return conflict_screen(
        request,
        conflict,
        now=[(_("Introduction"), now.introduction)],
        yours=form.proposed(),
        since=conflict.since,
        expected=now.revision,
        back=reverse("consultations_admin:synthesis", args=[now.charter_id, now.year]),
        crumbs=_crumbs(now.charter),
    )


def _screen(request: HttpRequest, name: str, context: dict, *, title: str, charter=None) -> HttpResponse:
    crumbs = [] if name == "index" else _crumbs(charter)
    template = f"consultations/admin/commitments/{name}.html"
    return screen(request, template, context, title=title, crumbs=crumbs, icon=ICON)


def _crumbs(charter: Charter | None) -> list[Crumb]:
    trail = [(_("Follow-up of the charters"), reverse("consultations_admin:follow_ups"))]
    if charter is not None:
        trail.append((str(charter), reverse("consultations_admin:follow_up", args=[charter.pk])))
    return trail


def _charter(pk: int) -> Charter:
    adopted = Charter.objects.filter(versions__state=CharterVersion.PUBLISHED).distinct()
    return get_object_or_404(adopted.select_related("city", "district", "consultation"), pk=pk)


urlpatterns = [
    path("follow-up/", index, name="follow_ups"),
    path("follow-up/<int:pk>/", follow_up, name="follow_up"),
    path("follow-up/<int:pk>/new/", new, name="new_commitment"),
    path("follow-up/<int:pk>/synthesis/<int:year>/", synthesis, name="synthesis"),
    path("follow-up/<int:pk>/synthesis/<int:year>/show/", show_synthesis, name="show_synthesis"),
    path("follow-up/commitments/<int:pk>/", commitment, name="commitment"),
]
