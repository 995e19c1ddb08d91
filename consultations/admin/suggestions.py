"""The articles that the engine suggests for a proposal: asked for by analysts, cited by those who write charters."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from consultations.admin.furniture import visible_proposal
from consultations.analysing import suggesting
from consultations.charters import charter_drafting as drafting
from consultations.charters.citing import add_citation
from consultations.models import ArticleVersion, Proposal
from consultations.proposals.citable import CITABLE
from consultations.reviews.refusals import Refused

DECIDES = "consultations.decide_proposals"
WRITES = "consultations.change_charterversion"


def context_for(request: HttpRequest, proposal: Proposal) -> dict:
    """What the proposal's screen shows of suggestions: rows (suggestion, whether it is cited, how to cite it)."""
    may_cite = request.user.has_perm(WRITES) and proposal.decision in CITABLE
    rows = []
    for suggestion in suggesting.suggestions_for(proposal):
        wording = suggestion.wording
        is_cited = proposal in wording.proposals.all()
        can_cite = may_cite and not is_cited and wording.version.is_draft
        seen = drafting.fingerprint(wording) if can_cite else ""
        rows.append({"suggestion": suggestion, "is_cited": is_cited, "seen": seen})
    is_done = "articles" in proposal.suggestions
    return {"suggested": rows, "is_asked": bool(proposal.suggestions), "is_suggested": is_done}


@require_POST
@permission_required(DECIDES)
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the engine look for articles."""
    proposal = visible_proposal(request, pk)
    try:
        suggesting.ask_for_articles(proposal, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The engine is looking for articles: open this page again in a minute."))
    return redirect("consultations_admin:proposal", proposal.pk)


@require_POST
@permission_required(WRITES)
def accept(request: HttpRequest, pk: int, wording: int) -> HttpResponse:
    """Cite the proposal in an article of a draft; which paragraph answers it is said on the article's screen."""
    proposal = get_object_or_404(Proposal, pk=pk)
    found = get_object_or_404(ArticleVersion.objects.select_related("version", "article"), pk=wording)
    try:
        add_citation(found, proposal, by=request.user, expected=request.POST.get("expected", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        sentence = _("“%(title)s” now answers proposal %(number)s. Say which of its paragraphs does.")
        messages.success(request, sentence % {"title": found.title, "number": proposal.number})
    return redirect("consultations_admin:charter_article", found.pk)


urlpatterns = [
    path("proposals/<int:pk>/articles/", ask, name="ask_for_articles"),
    path("proposals/<int:pk>/articles/<int:wording>/cite/", accept, name="accept_article"),
]
