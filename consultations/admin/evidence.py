"""Where analysts look for the words behind a proposal, keep some for it or against it, and take them out again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from consultations.admin.furniture import proposal_crumbs, screen, visible_proposal
from consultations.models import Evidence
from consultations.proposals import arguments
from consultations.proposals.evidence import Stretch, drop_evidence, keep_evidence
from consultations.reviews.refusals import Refused

PERMISSION = "consultations.decide_proposals"


@require_safe
@permission_required(PERMISSION)
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of the proposal's themes: those that could speak against it, and those that are searched for."""
    proposal = visible_proposal(request, pk)
    words = request.GET.get("q", "").strip()
    context = {
        "proposal": proposal,
        "words": words,
        "opposed": [] if words else arguments.opposed(proposal),
        "found": arguments.search(proposal, words=words),
    }
    title = _("Words for and against")
    return screen(
        request,
        "consultations/admin/proposals/evidence.html",
        context,
        title=title,
        crumbs=proposal_crumbs(proposal),
        icon="openquote",
    )


@require_POST
@permission_required(PERMISSION)
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the ticked words, for the proposal or against it."""
    proposal = visible_proposal(request, pk)
    stretches = [one for one in map(_stretch, request.POST.getlist("words")) if one is not None]
    side = Evidence.AGAINST if request.POST.get("side") == "against" else Evidence.FOR
    try:
        kept = keep_evidence(proposal, stretches, side, by=request.user, expected=_expected(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("consultations_admin:proposal_evidence", proposal.pk)
    number = len(kept)
    sentence = ngettext("%(number)s passage is kept.", "%(number)s passages are kept.", number)
    messages.success(request, sentence % {"number": number})
    return redirect("consultations_admin:proposal", proposal.pk)


@require_POST
@permission_required(PERMISSION)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take words out of the proposal's evidence."""
    proposal = visible_proposal(request, pk)
    ids = [int(one) for one in request.POST.getlist("evidence") if one.isdecimal()]
    try:
        drop_evidence(proposal, ids, by=request.user, expected=_expected(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The passage is taken out."))
    return redirect("consultations_admin:proposal", proposal.pk)


def _stretch(key: str) -> Stretch | None:
    parts = key.split(":")
    return Stretch(*map(int, parts)) if len(parts) == 3 and all(map(str.isdecimal, parts)) else None


def _expected(request: HttpRequest) -> int:
    expected = request.POST.get("expected", "")
    return int(expected) if expected.isdecimal() else 0


urlpatterns = [
    path("proposals/<int:pk>/words/", look, name="proposal_evidence"),
    path("proposals/<int:pk>/words/keep/", keep, name="keep_evidence"),
    path("proposals/<int:pk>/words/drop/", drop, name="drop_evidence"),
]
