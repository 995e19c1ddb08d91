"""The review of an analysis: its themes by size, where the work stands, and the texts that are in no theme."""

from __future__ import annotations

from operator import attrgetter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.paginator import WagtailPaginator

from consultations.admin import theme
from consultations.admin.furniture import Crumb, screen
from consultations.admin.presence import presence_line
from consultations.admin.text_pages import last_decision, text_page, where_they_were
from consultations.analysing.exclusions import sentence_for
from consultations.models import Analysis, Consultation, Theme
from consultations.reviews import theme_reading
from consultations.reviews.refusals import Refused
from consultations.reviews.text_decision_forms import PlaceForm

PERMISSION = "consultations.review_themes"
THEMES_A_PAGE = 30
LATE = "late"


@require_safe
@permission_required(PERMISSION)
def review(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """The themes of an analysis, the largest first."""
    analysis = visible_analysis(request, analysis_id)
    state = request.GET.get("state", "")
    state = state if state in dict(Theme.STATES) else ""
    words = request.GET.get("q", "").strip()[:100]
    found = theme_reading.rows(analysis, state=state, words=words)
    page = WagtailPaginator(found, THEMES_A_PAGE).get_page(request.GET.get("p"))
    context = {
        "analysis": analysis,
        "question": question_label(analysis),
        "rows": theme_reading.with_exemplars(page),
        "page": page,
        "progress": theme_reading.progress(analysis),
        "states": Theme.STATES,
        "state": state,
        "words": words,
        **presence_line(request, analysis, "review"),
    }
    title = _("Review of themes")
    return screen(
        request, "consultations/admin/review/review.html", context, title=title, crumbs=crumbs(analysis)[:-1]
    )


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def without_theme(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """The texts that are in no theme, by reason, and a way to put some of them in one."""
    analysis = visible_analysis(request, analysis_id)
    form = PlaceForm(request.POST or None, themes=list(analysis.themes.living()))
    if request.method == "POST" and form.is_valid():
        try:
            to = form.decide(by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The texts are in “%(title)s” now.") % {"title": to.title})
            return redirect(where_they_were(request))
    counted = theme_reading.reasons(analysis)
    reason, words = request.GET.get("reason", ""), request.GET.get("q", "").strip()[:100]
    answers = theme_reading.without_theme(analysis).filter(theme_reading.containing(words, "text"))
    if reason:
        answers = answers.filter(reason="" if reason == LATE else reason)
    answers = answers.select_related("contribution__district")
    context = {
        "analysis": analysis,
        "question": question_label(analysis),
        **text_page(request, answers, answer_of=attrgetter("pk")),
        "reasons": [(key or LATE, reason_label(key), texts) for key, texts in counted.items()],
        "reason": reason,
        "words": words,
        "form": form,
        "last": last_decision(request, analysis),
        **presence_line(request, analysis, "without_theme"),
    }
    title = _("Texts in no theme")
    return screen(
        request,
        "consultations/admin/review/without_theme.html",
        context,
        title=title,
        crumbs=crumbs(analysis),
    )


def visible_analysis(request: HttpRequest, analysis_id: int) -> Analysis:
    """The finished analysis, if its consultation may be seen by this person."""
    analyses = Analysis.objects.finished().filter(
        consultation__in=Consultation.objects.visible_to(request.user)
    )
    return get_object_or_404(analyses.select_related("consultation"), pk=analysis_id)


def question_label(analysis: Analysis) -> str:
    """The question as it was last asked. One query."""
    version = analysis.consultation.current_version()
    question = version.questionnaire.question(analysis.question_key) if version else None
    return str(question.label) if question else analysis.question_key


def reason_label(reason: str) -> str:
    """Why a text is in no theme, in a sentence; the empty reason is for texts that came after the analysis."""
    return sentence_for(reason) if reason else _("it came, or changed, after the analysis")


def crumbs(analysis: Analysis) -> list[Crumb]:
    return [
        (_("Themes"), reverse("consultations_admin:analyses")),
        (_("Review of themes"), reverse("consultations_admin:review", args=[analysis.pk])),
    ]


urlpatterns = [
    path("analyses/<int:analysis_id>/themes/", review, name="review"),
    path("analyses/<int:analysis_id>/without-theme/", without_theme, name="without_theme"),
    *theme.urlpatterns,
]
