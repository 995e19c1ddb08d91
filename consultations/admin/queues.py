"""The queues of an analysis: how many texts wait in each and who is on it; one text after the other; closing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from consultations.admin.furniture import Crumb, screen
from consultations.admin.review import crumbs as review_crumbs
from consultations.admin.review import question_label, visible_analysis
from consultations.models import Analysis, Answer, QueueReading
from consultations.queues import closing, entries, kinds, verdicts, waiting
from consultations.queues.forms import VerdictForm, buttons
from consultations.queues.kinds import Queue
from consultations.reviews.presence import here
from consultations.reviews.refusals import Conflict, Refused

PERMISSION = "consultations.review_themes"
FOLDER = "consultations/admin/queues"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def index(request: HttpRequest, analysis_id: int) -> HttpResponse:
    """Every queue, what is left in it and who is on it; or, posted, the review closed or opened again."""
    analysis = visible_analysis(request, analysis_id)
    if request.method == "POST":
        _close_or_reopen(request, analysis)
        return redirect(request.path)
    now = timezone.now()
    here(analysis, request.user, "queues", at=now)
    people = entries.people_in(analysis, request.user, at=now)
    told = waiting.figures(analysis)
    context = {
        "analysis": analysis,
        "question": question_label(analysis),
        "queues": [(one, people.get(one.queue.key, [])) for one in told],
        "rare_left": next(one.left for one in told if one.queue.key == QueueReading.RARE),
    }
    return screen(request, f"{FOLDER}/index.html", context, title=_("Queues"), crumbs=review_crumbs(analysis))


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def queue(request: HttpRequest, analysis_id: int, key: str) -> HttpResponse:
    """The text to read now; or, posted, what the person makes of one, and then the next."""
    analysis = visible_analysis(request, analysis_id)
    found = kinds.queue(key)
    if found is None:
        raise Http404
    now = timezone.now()
    here(analysis, request.user, found.place, at=now)
    if request.method == "POST":
        return _decide(request, analysis, found)
    start = entries.start_for(analysis, found, request.user, at=now)
    answer = waiting.next_after(analysis, key, after=_number(request.GET.get("after")), start=start)
    return _show(request, analysis, found, answer)


@require_POST
@permission_required(PERMISSION)
def take_back(request: HttpRequest, analysis_id: int, reading_id: int) -> HttpResponse:
    """Take back one's own last verdict, and show the text again."""
    analysis = visible_analysis(request, analysis_id)
    reading = get_object_or_404(
        QueueReading.objects.select_related("analysis"), pk=reading_id, analysis=analysis, by=request.user
    )
    try:
        verdicts.take_back(reading, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your verdict is taken back: the text waits again."))
    # The text that waits again is the first one after the one before it.
    return redirect(f"{_url(analysis, reading.queue)}?after={reading.answer_id - 1}")


def _decide(request: HttpRequest, analysis: Analysis, found: Queue) -> HttpResponse:
    form = VerdictForm(request.POST, queue=found, themes=list(analysis.themes.all()))
    answer = (
        Answer.objects.select_related("contribution").filter(pk=_number(request.POST.get("answer"))).first()
    )
    if not form.is_valid():
        return _show(request, analysis, found, answer, refused=form)
    try:
        if answer is None:
            raise verdicts.refusals.TextGone
        verdicts.decide(analysis, found, answer, form.said(), by=request.user)
    except (verdicts.refusals.MovedMeanwhile, verdicts.refusals.ChooseATheme) as refusal:
        form.add_error(None, str(refusal))
        return _show(request, analysis, found, answer, refused=form)
    except (Conflict, verdicts.refusals.TextGone) as told:
        messages.warning(request, str(told))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, analysis, found, answer, refused=form)
    return redirect(f"{request.path}?after={form.cleaned_data['answer']}")


def _show(
    request: HttpRequest,
    analysis: Analysis,
    found: Queue,
    answer: Answer | None,
    *,
    refused: VerdictForm | None = None,
) -> HttpResponse:
    now = timezone.now()
    entry = entries.entry(analysis, found, answer) if answer is not None else None
    form = refused or (VerdictForm(queue=found, themes=entry.themes) if entry else None)
    context = {
        "analysis": analysis,
        "question": question_label(analysis),
        "queue": found,
        "figures": waiting.figures_of(analysis, found),
        "people": entries.people_in(analysis, request.user, at=now).get(found.key, []),
        "entry": entry,
        "form": form,
        "buttons": buttons(found),
        "last": verdicts.last_reading(analysis, found, request.user),
    }
    return screen(
        request,
        f"{FOLDER}/queue.html",
        context,
        title=str(found.title),
        crumbs=_crumbs(analysis),
        status=422 if refused else 200,
    )


def _close_or_reopen(request: HttpRequest, analysis: Analysis) -> None:
    try:
        if request.POST.get("do") == "reopen":
            closing.reopen(analysis, by=request.user)
            messages.success(request, _("The review is open again: decisions can be taken."))
        else:
            closing.close(analysis, by=request.user)
            messages.success(request, _("The review is closed. The results say so, with the date."))
    except Refused as refusal:
        messages.error(request, str(refusal))


def _number(value: str | None) -> int:
    """An id in an address; 0 for anything else."""
    return int(value) if value and value.isdecimal() and len(value) < 19 else 0


def _url(analysis: Analysis, key: str) -> str:
    return reverse("consultations_admin:queue", args=[analysis.pk, key])


def _crumbs(analysis: Analysis) -> list[Crumb]:
    url = reverse("consultations_admin:queues", args=[analysis.pk])
    return [*review_crumbs(analysis), (_("Queues"), url)]


PREFIX = "analyses/<int:analysis_id>/queues/"
urlpatterns = [
    path(PREFIX, index, name="queues"),
    path(f"{PREFIX}<slug:key>/", queue, name="queue"),
    path(f"{PREFIX}readings/<int:reading_id>/take-back/", take_back, name="take_back_reading"),
]
