"""A desk's screens on reports: what is missing, a reminder, and the question whether statements may be sent."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from consultations.models import Consultation
from debates.desks.reading import PERMISSION, nights_of
from debates.desks.screens.frame import desk_screen
from debates.models import Debate, Report
from debates.reporting import reminding, sending
from debates.reporting.forms import QuestionChoiceForm
from debates.reporting.missing import DRAFT, MISSING, counts, lines, over_at_desk

PER_PAGE = 40


@require_safe
@permission_required(PERMISSION)
def reports(request: HttpRequest) -> HttpResponse:
    """Every debate that is over with the state of its report; of the latest night unless another is asked for."""
    now = timezone.now()
    nights = [one for one in nights_of(request.user) if one.starts <= now]
    wanted = request.GET.get("night", "")
    night = next((one for one in nights if str(one.pk) == wanted), nights[0] if nights else None)
    told = lines(over_at_desk(request.user, at=now).filter(night=night), at=now)
    context = {
        "nights": nights,
        "night": night,
        "counts": counts(told),
        "query": f"night={night.pk}&" if night is not None else "",
        "page": Paginator(told, PER_PAGE).get_page(request.GET.get("page")),
    }
    return desk_screen(request, "reports", context, title=_("Reports of debates"), here="reports")


@require_POST
@permission_required(PERMISSION)
def remind(request: HttpRequest, code: str) -> HttpResponse:
    """Write to the hosts of one debate whose report is missing."""
    now = timezone.now()
    debates = over_at_desk(request.user, at=now).select_related("host", "night__city", "room__venue")
    debate = get_object_or_404(debates, code=code)
    line = lines(Debate.objects.filter(pk=debate.pk), at=now)[0]
    if line.state not in (MISSING, DRAFT):
        messages.warning(request, _("This report is handed in already."))
        return _back(debate)
    try:
        sent = reminding.remind_by_desk(debate, at=now)
    except reminding.RemindedBefore:
        messages.warning(request, _("The desk reminded these hosts already: call them, or write to them."))
    else:
        if sent:
            messages.success(request, _("The hosts of “%(debate)s” are reminded.") % {"debate": debate})
        else:
            messages.error(
                request, _("No mail left: nobody acts for this host any more, or the mail server failed.")
            )
    return _back(debate)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def report(request: HttpRequest, code: str) -> HttpResponse:
    """One report, where its statements count, and the question to its host about one more consultation."""
    now = timezone.now()
    told = _report(request, code)
    may_ask = told.submitted_at is not None and told.consented_at is not None
    choices = sending.questions_of(sending.never_asked(told, at=now)) if may_ask else []
    form = QuestionChoiceForm(request.POST or None, choices=choices) if choices else None
    if request.method == "POST" and form is None:
        raise Http404
    if request.method == "POST" and form.is_valid():
        consultation, key = form.cleaned_data["question"]
        try:
            sending.ask(told, Consultation.objects.get(pk=consultation), key, at=now)
        except sending.CannotSend:
            messages.error(request, _("The host was asked already, or the consultation has closed."))
        else:
            messages.success(
                request, _("The host finds your question beside the report. Nothing is sent without a yes.")
            )
        return redirect("debates_admin:report", code=code)
    context = {
        "report": told,
        "form": form,
        "may_ask": may_ask,
        "statements": told.statements.all(),
        "sendings": told.sendings.select_related("consultation").prefetch_related("consultation__texts"),
    }
    return desk_screen(
        request,
        "report",
        context,
        title=str(told.debate),
        here="reports",
        crumbs=((_("Reports of debates"), reverse("debates_admin:reports")),),
        status=422 if form is not None and form.errors else 200,
    )


def _report(request: HttpRequest, code: str) -> Report:
    """A report that was handed in: a draft is its host's own."""
    over = over_at_desk(request.user, at=timezone.now())
    handed_in = Report.objects.submitted().filter(debate__in=over)
    return get_object_or_404(
        handed_in.select_related("debate__night__city", "debate__host"), debate__code=code
    )


def _back(debate: Debate) -> HttpResponse:
    return redirect(f"{reverse('debates_admin:reports')}?night={debate.night_id}")


urlpatterns = [
    path("reports/", reports, name="reports"),
    path("reports/<slug:code>/", report, name="report"),
    path("reports/<slug:code>/remind/", remind, name="remind_of_report"),
]
