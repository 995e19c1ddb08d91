"""Two people read a sample blind: the draw, the readings, what a third person settles, and the figures.

Until both readers have finished, no page here shows what either of them, or the machine, made of a text.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from consultations.admin.furniture import Crumb, screen
from consultations.admin.review import crumbs as review_crumbs
from consultations.admin.review import question_label, visible_analysis
from consultations.double_reading import refusals, sampling, settling
from consultations.double_reading.agreement import MainThemes, agreement_of, confusion, read_by_both
from consultations.double_reading.forms import NONE, DrawForm, ThemeForm, advice
from consultations.double_reading.reading import (
    is_read_by_both,
    part_of,
    progress,
    read,
    texts_of,
    themes_to_choose,
)
from consultations.models import Analysis, BlindReading, Sample, SampledText
from consultations.reviews.presence import here
from consultations.reviews.refusals import Refused

PERMISSION = "consultations.review_themes"
FOLDER = "consultations/admin/double_reading"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def index(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """Where the double reading of an analysis stands; or, posted, one step of it: draw, close or give up."""
    analysis = visible_analysis(request, analysis_id)
    here(analysis, request.user, "double_reading", at=timezone.now())
    samples = list(analysis.samples.select_related("first_reader", "second_reader"))
    running = next((one for one in samples if one.closed_at is None), None)
    texts = sampling.population(analysis).count() if running is None else 0
    drawing = request.POST if request.method == "POST" and request.POST.get("do") == "draw" else None
    form = DrawForm(drawing, analysis=analysis, texts=texts)
    if request.method == "POST" and _step(request, running, form):
        return redirect(_index_url(analysis))
    themes = analysis.themes.living().top().count()
    context = {
        **_about(analysis),
        **(_running(request, running) if running else {}),
        "form": form,
        "texts": texts,
        "advice": advice(texts=texts, themes=themes),
        "closed": [one for one in samples if one.closed_at],
        "given_up": sampling.given_up(analysis),
    }
    return _screen(request, "index", context, title=_("Double reading"), crumbs=_crumbs(analysis)[:-1])


@require_safe
@permission_required(PERMISSION)
def figures(request: HttpRequest, analysis_id: int, sample_id: int) -> HttpResponse:
    """The figures of a double reading that is closed."""
    analysis = visible_analysis(request, analysis_id)
    closed = analysis.samples.exclude(closed_at=None)
    sample = get_object_or_404(closed.select_related("first_reader", "second_reader"), pk=sample_id)
    context = {**_about(analysis), "sample": sample, **_figures(sample)}
    return _screen(
        request, "sample", context, title=_("Figures of a double reading"), crumbs=_crumbs(analysis)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def blind(request: HttpRequest, analysis_id: int, sample_id: int) -> HttpResponse:
    """One text and the main themes, for one of the two readers; absent for everybody else."""
    analysis = visible_analysis(request, analysis_id)
    sample = get_object_or_404(analysis.samples.filter(closed_at=None), pk=sample_id)
    part = part_of(sample, request.user)
    if part is None:
        return _only_for_readers(request, analysis)
    here(analysis, request.user, "double_reading", at=timezone.now())
    themes = themes_to_choose(sample)
    form = ThemeForm(request.POST or None, themes=themes)
    if request.method == "POST" and form.is_valid():
        try:
            read(_sampled(sample, form), form.chosen(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(reverse("consultations_admin:blind_reading", args=[analysis.pk, sample.pk]))
    texts = list(texts_of(sample, part))
    wanted = request.POST.get("text") or request.GET.get("text", "")
    shown = next((text for text in texts if str(text.pk) == wanted), None)
    shown = shown or next((text for text in texts if not text.is_read), None)
    context = {
        **_about(analysis),
        "sample": sample,
        "mine": progress(sample)[part],
        "text": shown,
        "before": _before(texts, shown),
        "form": form,
        "themes": themes,
        "chosen": _chosen(form, shown, part),
    }
    return _screen(request, "blind", context, title=_("Blind reading"), crumbs=_crumbs(analysis))


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def settle(request: HttpRequest, analysis_id: int, sample_id: int) -> HttpResponse:
    """One text on which the readers differ, for a third person to decide; absent until both have finished."""
    analysis = visible_analysis(request, analysis_id)
    sample = get_object_or_404(analysis.samples.filter(closed_at=None), pk=sample_id)
    if not is_read_by_both(sample):
        messages.warning(request, str(refusals.NotReadByBoth()))
        return redirect(_index_url(analysis))
    if part_of(sample, request.user) is not None:
        messages.warning(request, str(refusals.ReadersDoNotSettle()))
        return redirect(_index_url(analysis))
    themes = themes_to_choose(sample)
    form = ThemeForm(request.POST or None, themes=themes)
    if request.method == "POST" and form.is_valid():
        try:
            settling.settle(_sampled(sample, form), form.chosen(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(request.path)
    waiting = settling.differences(sample)
    shown = waiting[0] if waiting else None
    named = MainThemes(analysis.pk)
    context = {
        **_about(analysis),
        "sample": sample,
        "text": shown.text if shown else None,
        "readings": [named.by_id.get(main) for main in (shown.first, shown.second)] if shown else [],
        "left": len(waiting),
        "form": form,
        "themes": themes,
        "chosen": request.POST.get("theme", ""),
    }
    title = _("What the two readers differ on")
    return _screen(request, "settle", context, title=title, crumbs=_crumbs(analysis))


def _step(request: HttpRequest, running: Sample | None, form: DrawForm) -> bool:
    """Take the step that was asked for; whether the person may go on to the page as it is now."""
    do = request.POST.get("do", "")
    try:
        if do == "draw" and form.is_valid():
            form.draw(by=request.user)
            messages.success(request, _("The sample is drawn: the two readers can begin."))
            return True
        if do == "close" and running is not None:
            settling.close(running, by=request.user)
            messages.success(
                request, _("The double reading is closed. Its figures go with the results from now on.")
            )
            return True
        if do == "give_up" and running is not None:
            sampling.give_up(running, by=request.user)
            messages.success(request, _("The double reading is given up. Its seed stays in the log."))
            return True
    except Refused as refusal:
        if do == "draw":
            form.add_error(None, str(refusal))
            return False
        messages.error(request, str(refusal))
        return True
    return do != "draw"


def _running(request: HttpRequest, sample: Sample) -> dict:
    """What may be told of an open double reading: figures only once nobody can be swayed by them."""
    by_part = progress(sample)
    is_done = all(one.is_done and one.total for one in by_part.values())
    part = part_of(sample, request.user)
    return {
        "sample": sample,
        "readers": [
            (sample.first_reader, by_part[BlindReading.FIRST]),
            (sample.second_reader, by_part[BlindReading.SECOND]),
        ],
        "mine": by_part[part] if part else None,
        "is_done": is_done,
        **(_figures(sample) if is_done else {}),
    }


def _figures(sample: Sample) -> dict:
    """The agreement and the table of who gave what. Eight queries."""
    themes = MainThemes(sample.analysis_id)
    done = read_by_both(sample, themes)
    order, cells = confusion((one.first, one.second) for one in done)
    names = [str(themes.by_id[pk].title) if pk else _("None of these") for pk in order]
    return {
        "agreement": agreement_of(sample),
        "names": names,
        "table": list(zip(names, cells, strict=True)),
        "to_settle": sum(not one.is_settled for one in done),
    }


def _sampled(sample: Sample, form: ThemeForm) -> SampledText:
    text = sample.texts.filter(pk=form.cleaned_data["text"]).first()
    if text is None:
        raise refusals.TextHasLeft
    return text


def _only_for_readers(request: HttpRequest, analysis: Analysis) -> HttpResponse:
    messages.warning(request, str(refusals.NotAReader()))
    return redirect(_index_url(analysis))


def _before(texts: list[SampledText], shown: SampledText | None) -> SampledText | None:
    """The text that comes before the one shown, to correct what was just said; the last one when all are read."""
    place = texts.index(shown) if shown in texts else len(texts)
    return texts[place - 1] if place else None


def _chosen(form: ThemeForm, text: SampledText | None, part: int) -> str:
    """The value of the theme that is ticked: what was just sent, else what this reader said before."""
    if form.is_bound:
        return form.data.get("theme", "")
    if text is None or not text.is_read:
        return ""
    return str(text.readings.get(reader=part).theme_id or NONE)


def _about(analysis: Analysis) -> dict:
    return {"analysis": analysis, "question": question_label(analysis)}


def _index_url(analysis: Analysis) -> str:
    return reverse("consultations_admin:double_reading", args=[analysis.pk])


def _crumbs(analysis: Analysis) -> list[Crumb]:
    return [*review_crumbs(analysis), (_("Double reading"), _index_url(analysis))]


def _screen(request: HttpRequest, template: str, context: dict, *, title: str, crumbs) -> HttpResponse:
    return screen(request, f"{FOLDER}/{template}.html", context, title=title, crumbs=crumbs, icon="view")


PREFIX = "analyses/<int:analysis_id>/double-reading/"
urlpatterns = [
    path(PREFIX, index, name="double_reading"),
    path(f"{PREFIX}<int:sample_id>/", figures, name="double_reading_figures"),
    path(f"{PREFIX}<int:sample_id>/read/", blind, name="blind_reading"),
    path(f"{PREFIX}<int:sample_id>/settle/", settle, name="settle_readings"),
]
