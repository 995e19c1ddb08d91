"""Screens where analysts start analyses, follow and cancel them, and choose the one that is in force."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem

from consultations import analysis as verbs
from consultations.analysing import moving
from consultations.analysing.clashes import clashes_of
from consultations.analysing.exclusions import sentence_for
from consultations.analysing.overview import free_text_states
from consultations.asking.finding import UnknownQuestion, free_text_question
from consultations.models import Analysis, Answer, Consultation
from jobs.models import Heartbeat
from jobs.reaping import LOST_AFTER

PERMISSION = "consultations.review_themes"
A_PAGE = 20
STEPS = {
    "reading": gettext_lazy("reading the answers"),
    "encoding": gettext_lazy("turning words into meaning"),
    "linking": gettext_lazy("finding answers that are close"),
    "grouping": gettext_lazy("grouping them"),
    "naming": gettext_lazy("naming the groups"),
    "clearing": gettext_lazy("looking for personal data"),
    "storing": gettext_lazy("storing the result"),
}


class ThemesMenuItem(MenuItem):
    """Shown to those who may review themes."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


def menu_item() -> MenuItem:
    return ThemesMenuItem(
        gettext_lazy("Themes"), reverse("consultations_admin:analyses"), icon_name="tag", order=120
    )


LANGUAGE_CHOICES = [("auto", gettext_lazy("Recognised for each answer")), *settings.LANGUAGES]


KEEP, AFRESH = "keep", "afresh"
BEGINNINGS = [
    (KEEP, gettext_lazy("Keep what people decided about the analysis in force")),
    (AFRESH, gettext_lazy("Start afresh, as if nobody had decided anything")),
]


class SettingsForm(forms.Form):
    """What an analyst may choose; the rest is the site's. ``start`` is only asked where an analysis is in force."""

    start = forms.ChoiceField(
        label=gettext_lazy("What people decided so far"),
        choices=BEGINNINGS,
        initial=KEEP,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Kept: themes, names, mergers, texts moved or set aside, and proposals. Before the new analysis replaces "
            "anything, you read what would move."
        ),
    )
    max_themes = forms.IntegerField(
        label=gettext_lazy("Themes at most"),
        min_value=2,
        max_value=60,
        initial=verbs.SETTINGS["max_themes"],
        help_text=gettext_lazy("How many themes a reader is shown at the top level; each has sub-themes."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the answers"),
        choices=LANGUAGE_CHOICES,
        initial=verbs.SETTINGS["language"],
    )
    random_state = forms.IntegerField(
        label=gettext_lazy("Seed"),
        min_value=0,
        max_value=2**31 - 1,
        initial=verbs.SETTINGS["random_state"],
        help_text=gettext_lazy("The same seed on the same answers gives the same groups."),
    )

    def __init__(self, *args, follows: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not follows:
            del self.fields["start"]

    @property
    def settings(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "start"}

    @property
    def is_afresh(self) -> bool:
        return self.cleaned_data.get("start") == AFRESH


@require_safe
@permission_required(PERMISSION)
def index(request: HttpRequest) -> HttpResponse:
    """Every free-text question of the consultations that this person may see."""
    states = free_text_states(Consultation.objects.visible_to(request.user))
    return render(request, "consultations/admin/analyses/index.html", {"consultations": states})


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def question(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One question: start an analysis, and see those there are."""
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user), slug=slug)
    analyses = Analysis.objects.of_question(consultation, key).select_related("requested_by")
    form = SettingsForm(request.POST or None, follows=analyses.in_force().exists())
    try:
        asked = free_text_question(consultation, key)
        if request.method == "POST" and form.is_valid():
            started = verbs.request_analysis(
                consultation, key, by=request.user, settings=form.settings, afresh=form.is_afresh
            )
            return redirect("consultations_admin:analysis", started.pk)
    except UnknownQuestion as error:
        messages.error(request, str(error))
        return redirect("consultations_admin:analyses")
    except verbs.AnalysisError as error:
        messages.error(request, str(error))
    context = {
        "consultation": consultation,
        "question": asked,
        "answers": Answer.objects.to_question(consultation, key).with_words().count(),
        "active": analyses.active().first(),
        "analyses": Paginator(analyses, A_PAGE).get_page(request.GET.get("page")),
        "form": form,
    }
    return render(request, "consultations/admin/analyses/question.html", context)


@require_safe
@permission_required(PERMISSION)
def analysis(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """One analysis: how far it is, or what came out of it and how to repeat it."""
    context = _context(visible(request, analysis_id))
    return render(request, "consultations/admin/analyses/analysis.html", context)


@require_safe
@permission_required(PERMISSION)
def progress(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """The progress alone, for the page to replace its own."""
    context = _context(visible(request, analysis_id))
    return render(request, "consultations/admin/analyses/_progress.html", context)


@require_POST
@permission_required(PERMISSION)
def cancel(request: HttpRequest, analysis_id: int) -> HttpResponse:
    found = verbs.cancel(visible(request, analysis_id), by=request.user)
    if found.is_active:
        messages.success(request, _("The analysis stops at the end of the step that it is in."))
    return redirect("consultations_admin:analysis", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def adopt(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """Say what bringing this analysis into force does, and do it once confirmed."""
    found = visible(request, analysis_id)
    if request.method == "POST":
        try:
            verbs.adopt(found, by=request.user)
        except verbs.NotAdopted as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("This analysis is in force now: its themes can be reviewed."))
        return redirect("consultations_admin:analysis", found.pk)
    if found.adopted or found.state != Analysis.DONE:
        return redirect("consultations_admin:analysis", found.pk)
    replaced = Analysis.objects.of_question(found.consultation, found.question_key).in_force().first()
    if moving.is_to_approve(found, replaced):
        return redirect("consultations_admin:analysis_moves", found.pk)
    context = {
        **_context(found),
        "replaced": replaced,
        "comes_back": found.themes.exists(),
        "reviewed": replaced.themes.reviewed().count() if replaced else 0,
        "proposals": replaced.themes.filter(proposals__isnull=False).distinct().count() if replaced else 0,
    }
    return render(request, "consultations/admin/analyses/adopt.html", context)


def visible(request: HttpRequest, analysis_id: int) -> Analysis:
    """The analysis, if this person may see its consultation; else there is none."""
    consultations = Consultation.objects.visible_to(request.user)
    analyses = Analysis.objects.filter(consultation__in=consultations)
    chosen = analyses.select_related("consultation", "requested_by", "previous")
    return get_object_or_404(chosen, pk=analysis_id)


def _is_forsaken(found: Analysis, *, at: datetime) -> bool:
    """Whether the analysis waits for a worker while none gives a sign of life. One query at most."""
    since = at - LOST_AFTER
    if not found.is_active or (found.progressed_at and found.progressed_at >= since):
        return False
    return not Heartbeat.objects.beating(since=since).exists()


def question_label(found: Analysis) -> str:
    """The question that the analysis is of, as it is asked now. One query."""
    version = found.consultation.current_version()
    asked = version.questionnaire.question(found.question_key) if version else None
    return str(asked.label) if asked else found.question_key


def _context(found: Analysis) -> dict:
    counts = found.run.get("counts", {})
    excluded = counts.get("excluded", {})
    used = found.run.get("settings") or found.settings
    return {
        "analysis": found,
        "consultation": found.consultation,
        "question_label": question_label(found),
        "step": STEPS.get(found.step, found.step),
        "is_forsaken": _is_forsaken(found, at=timezone.now()),
        "counts": counts,
        "set_aside": [(sentence_for(reason), texts) for reason, texts in excluded.items()],
        "set_aside_texts": sum(excluded.values()),
        "seconds": [
            (STEPS.get(step, _("in all")), spent) for step, spent in found.run.get("seconds", {}).items()
        ],
        "used": used,
        "used_language": dict(LANGUAGE_CHOICES).get(used.get("language"), "–"),
        "versions": found.run.get("versions", {}),
        "clashes": clashes_of(found),
        "moves": moving.counts(found) if found.previous_id else None,
    }


urlpatterns = [
    path("analyses/", index, name="analyses"),
    path("analyses/of/<slug:slug>/<slug:key>/", question, name="analyses_of"),
    path("analyses/<int:analysis_id>/", analysis, name="analysis"),
    path("analyses/<int:analysis_id>/progress/", progress, name="analysis_progress"),
    path("analyses/<int:analysis_id>/cancel/", cancel, name="cancel_analysis"),
    path("analyses/<int:analysis_id>/adopt/", adopt, name="adopt_analysis"),
]
