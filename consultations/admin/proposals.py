"""Screens where analysts write proposals from reviewed themes and record what was decided, with the public reason."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem
from wagtail.admin.paginator import WagtailPaginator

from consultations.admin import evidence, suggestions
from consultations.admin.furniture import conflict_screen, proposal_crumbs, screen, visible_proposal
from consultations.charters.charter_reading import articles_citing
from consultations.models import Consultation, Proposal
from consultations.proposals import arguments, deciding, proposal_reading
from consultations.proposals.lacking import what_it_lacks
from consultations.proposals.proposal_forms import AssignmentForm, DecisionForm, ProposalForm
from consultations.proposals.proposal_telling import proposal_lines
from consultations.reviews import review_log
from consultations.reviews.refusals import Refused

PERMISSION = "consultations.decide_proposals"
PROPOSALS_A_PAGE = 30
ICON = "list-ul"
LACKING = "lacking"


class ProposalsMenuItem(MenuItem):
    """Shown to those who may decide on proposals."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


def menu_item() -> MenuItem:
    return ProposalsMenuItem(
        gettext_lazy("Proposals"), reverse("consultations_admin:proposals"), icon_name=ICON, order=130
    )


@require_safe
@permission_required(PERMISSION)
def index(request: HttpRequest) -> HttpResponse:
    """The proposals of the consultations that this person may see."""
    consultations = list(Consultation.objects.visible_to(request.user).for_listing())
    slug, decision = request.GET.get("consultation", ""), request.GET.get("decision", "")
    proposals = Proposal.objects.filter(
        consultation__in=[one for one in consultations if slug in ("", one.slug)]
    )
    if decision in dict(Proposal.DECISIONS):
        proposals = proposals.filter(decision=decision)
    elif decision == LACKING:
        proposals = proposals.lacking()
    today = timezone.localdate()
    proposals = proposals.overdue_first(on=today)
    page = WagtailPaginator(proposals, PROPOSALS_A_PAGE).get_page(request.GET.get("p"))
    by_key = {one.pk: one for one in consultations}
    for proposal in page:
        proposal.consultation = by_key[proposal.consultation_id]
        proposal.missing, proposal.is_late = what_it_lacks(proposal), proposal.is_overdue(on=today)
    context = {
        "rows": proposal_reading.rows(page),
        "page": page,
        "consultations": consultations,
        "slug": slug,
        "decisions": [(LACKING, _("Those that lack something")), *Proposal.DECISIONS],
        "held": [
            one
            for one in consultations
            if one.results_at and one.results_at <= timezone.now() and one.is_held_back
        ],
        "decision": decision,
    }
    return screen(
        request, "consultations/admin/proposals/index.html", context, title=_("Proposals"), icon=ICON
    )


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a proposal; ``?theme=`` ticks the theme that the person comes from."""
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user), slug=slug)
    sources = proposal_reading.sources(consultation)
    form = ProposalForm(
        request.POST or None, consultation=consultation, sources=sources, chosen=request.GET.getlist("theme")
    )
    if request.method == "POST" and form.is_valid():
        try:
            proposal = form.write(by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Proposal %(number)s is written.") % {"number": proposal.number})
            return redirect("consultations_admin:proposal", proposal.pk)
    context = {"consultation": consultation, "sources": sources, "form": form, "ticked": _ticked(form)}
    title = _("New proposal")
    return screen(
        request,
        "consultations/admin/proposals/new.html",
        context,
        title=title,
        crumbs=proposal_crumbs(),
        icon=ICON,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: what stands behind it, its statement, the decision."""
    found = visible_proposal(request, pk)
    themes = list(found.themes.select_related("analysis", "parent"))
    sources = proposal_reading.sources(found.consultation)
    revising = ProposalForm(
        request.POST if request.POST.get("do") == ProposalForm.do else None,
        consultation=found.consultation, sources=sources, proposal=found, resting_on=themes,
    )  # fmt: skip
    deciding_form, assigning = (
        kind(request.POST if request.POST.get("do") == kind.do else None, proposal=found)
        for kind in (DecisionForm, AssignmentForm)
    )
    for form in (revising, deciding_form, assigning):
        if form.is_bound and form.is_valid() and (response := _write(request, form)):
            return response
    context = {
        "proposal": found,
        "row": proposal_reading.rows([found])[0],
        "themes": themes,
        "sources": sources,
        "form": revising,
        "deciding": deciding_form,
        "assigning": assigning,
        "missing": what_it_lacks(found),
        "is_late": found.is_overdue(on=timezone.localdate()),
        "arguments": arguments.arguments_of([found]).get(found.pk, arguments.Arguments()),
        **suggestions.context_for(request, found),
        "ticked": _ticked(revising),
        "exemplars": proposal_reading.exemplars(themes),
        "articles": articles_citing([found.pk]).get(found.pk, []),
        "history": proposal_lines(review_log.proposal_history(found)),
    }
    title = _("Proposal %(number)s") % {"number": found.number}
    return screen(
        request,
        "consultations/admin/proposals/proposal.html",
        context,
        title=title,
        crumbs=proposal_crumbs(),
        icon=ICON,
    )


@require_POST
@permission_required(PERMISSION)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a proposal written by mistake."""
    found = visible_proposal(request, pk)
    expected = request.POST.get("expected", "")
    try:
        deciding.discard(found, by=request.user, expected=int(expected) if expected.isdecimal() else 0)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("consultations_admin:proposal", found.pk)
    messages.success(request, _("Proposal %(number)s is deleted.") % {"number": found.number})
    return redirect("consultations_admin:proposals")


def _write(request: HttpRequest, form: ProposalForm | DecisionForm | AssignmentForm) -> HttpResponse | None:
    """Record the form; None when it is refused, with the reason on the form."""
    try:
        written = form.write(by=request.user, at=timezone.now())
    except deciding.ProposalConflict as conflict:
        return _show_conflict(request, conflict, form)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, str(form.done))
    return redirect("consultations_admin:proposal", written.pk)


def _show_conflict(
    request: HttpRequest,
    conflict: deciding.ProposalConflict,
    form: ProposalForm | DecisionForm | AssignmentForm,
) -> HttpResponse:
    now = conflict.proposal
    return conflict_screen(
        request,
        conflict,
        now=[
            (_("Statement"), now.statement),
            (_("Themes it rests on"), ", ".join(str(theme.title) for theme in now.themes.all())),
            (_("Decision"), now.get_decision_display()),
            (_("Public reason"), now.reason),
            (_("Person or department in charge"), now.owner),
            (_("To be decided by"), now.due_on),
        ],
        yours=form.proposed(),
        since=proposal_lines(conflict.since),
        expected=now.revision,
        back=reverse("consultations_admin:proposal", args=[now.pk]),
        crumbs=proposal_crumbs(),
    )


def _ticked(form: ProposalForm) -> set[str]:
    return set(map(str, form["themes"].value() or []))


urlpatterns = [
    path("proposals/", index, name="proposals"),
    path("proposals/of/<slug:slug>/new/", propose, name="propose"),
    path("proposals/<int:pk>/", proposal, name="proposal"),
    path("proposals/<int:pk>/delete/", discard, name="discard_proposal"),
    *evidence.urlpatterns,
    *suggestions.urlpatterns,
]
