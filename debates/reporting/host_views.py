"""The hosts' side of a report: write it, give it pictures, send its statements to consultations."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from consultations.models import Consultation
from debates.hosting.pages import crumbs_to, posted
from debates.hosting.venue_views import UPLOADS
from debates.models import Debate, Report, Sending
from debates.models.report import PICTURES_AT_MOST, due
from debates.reporting import sending, writing
from debates.reporting.attendance import counted_at_the_door
from debates.reporting.forms import HandInForm, ReportForm, ReportPictureForm, SendForm
from kit.limits import within_limit_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Write the report: a draft that is kept, or handed in."""
    debate = _debate(request, code)
    if not writing.can_report(debate, at=timezone.now()):
        return render(request, "debates/reporting/not_over.html", _context(debate))
    told = _report_of(debate)
    is_whole = "hand_in" in request.POST or told.submitted_at is not None
    form = (HandInForm if is_whole else ReportForm)(posted(request), report=told)
    if request.method == "POST" and form.is_valid() and _saved(request, debate, form):
        return redirect("debates:report", code=code)
    context = _context(debate) | {"form": form, "report": told}
    return render(request, "debates/reporting/report.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def pictures(request: HttpRequest, code: str) -> HttpResponse:
    """The pictures of the report, and one more."""
    told = _stored_report(request, code)
    form = ReportPictureForm(posted(request), request.FILES or None)
    if request.method == "POST" and not within_limit_of(f"person {request.user.pk}", "upload", **UPLOADS):
        form.add_error(None, _("That is a lot of pictures in an hour: come back a little later."))
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("alternative_text", "credit")}
        try:
            writing.add_picture(told, form.cleaned_data["picture"], by=request.user, **words)
        except writing.TooManyPictures:
            sentence = _("A report has %(most)d pictures at most: remove one first.")
            form.add_error(None, sentence % {"most": PICTURES_AT_MOST})
        else:
            messages.success(request, _("The picture is in the report."))
            return redirect("debates:report_pictures", code=code)
    kept = list(told.pictures.select_related("image"))
    context = _context(told.debate) | {"form": form, "report": told, "pictures": kept}
    return render(request, "debates/reporting/pictures.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
@login_required
def remove_picture(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a picture out."""
    told = _stored_report(request, code)
    writing.remove_picture(get_object_or_404(told.pictures.select_related("image"), pk=pk))
    messages.success(request, _("The picture is removed."))
    return redirect("debates:report_pictures", code=code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sendings(request: HttpRequest, code: str) -> HttpResponse:
    """Where the statements count, where a desk asks for them, and one more consultation to send them to."""
    told = _stored_report(request, code)
    now = timezone.now()
    may_send = told.submitted_at is not None and told.consented_at is not None
    choices = sending.questions_of(sending.open_to(told, at=now)) if may_send else []
    form = SendForm(posted(request), choices=choices) if choices else None
    if request.method == "POST" and form is None:
        raise Http404
    if request.method == "POST" and form.is_valid():
        consultation, key = form.cleaned_data["question"]
        try:
            sending.send(told, Consultation.objects.get(pk=consultation), key, by=request.user, at=now)
        except sending.CannotSend:
            messages.error(request, _CANNOT_SEND)
        else:
            messages.success(request, _("Your statements count in this consultation."))
        return redirect("debates:report_sendings", code=code)
    context = _context(told.debate) | {
        "form": form,
        "report": told,
        "may_send": may_send,
        "sendings": told.sendings.select_related("consultation").prefetch_related("consultation__texts"),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "debates/reporting/sendings.html", context, status=status)


@never_cache
@require_POST
@login_required
def answer_sending(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Agree to what the desk asks, or withdraw."""
    told = _stored_report(request, code)
    one = get_object_or_404(Sending, pk=pk, report=told)
    try:
        if "agree" in request.POST:
            sending.agree(one, by=request.user, at=timezone.now())
            messages.success(request, _("Your statements count in this consultation."))
        elif "withdraw" in request.POST:
            sending.withdraw(one, at=timezone.now())
            messages.success(request, _("Your statements count no more in this consultation."))
        else:
            raise Http404
    except sending.NothingToAnswer:
        messages.error(request, _("This was answered meanwhile: here is where it stands."))
    except sending.CannotSend:
        messages.error(request, _CANNOT_SEND)
    return redirect("debates:report_sendings", code=code)


@never_cache
@require_POST
@login_required
def withdraw_consent(request: HttpRequest, code: str) -> HttpResponse:
    """Take the consent back for every consultation."""
    sending.withdraw_all(_stored_report(request, code), at=timezone.now())
    messages.success(request, _("Your statements count in no consultation any more."))
    return redirect("debates:report_sendings", code=code)


_CANNOT_SEND = gettext_lazy(
    "The statements were not sent: the consultation has closed, or has them already. Look at what stands below."
)


def _debate(request: HttpRequest, code: str) -> Debate:
    own = Debate.objects.of(request.user).select_related(
        "night__city", "night__edition", "host", "room__venue"
    )
    return get_object_or_404(own, code=code)


def _stored_report(request: HttpRequest, code: str) -> Report:
    own = Report.objects.of(request.user).select_related("debate__night__city", "debate__host")
    return get_object_or_404(own.select_related("debate__room__venue"), debate__code=code)


def _report_of(debate: Debate) -> Report:
    """The stored report, or one to begin with: the door's count is proposed to the host, who may know better."""
    stored = Report.objects.filter(debate=debate).first()
    if stored is not None:
        stored.debate = debate
        return stored
    language = debate.question.language() or get_language()
    return Report(debate=debate, language=language, present=counted_at_the_door(debate))


def _saved(request: HttpRequest, debate: Debate, form: ReportForm) -> bool:
    now = timezone.now()
    hands_in = "hand_in" in request.POST
    verb = writing.hand_in if hands_in else writing.save_draft
    try:
        verb(debate, form.told, seen_revision=form.seen_revision, at=now)
    except writing.ChangedMeanwhile:
        form.add_error(
            None,
            _(
                "Somebody else saved this report meanwhile. Open it in another tab, compare, then save again there."
            ),
        )
        return False
    if hands_in and now > due(debate):
        messages.success(
            request, _("Your report is handed in. It came after the 72 hours, and is published.")
        )
    elif hands_in:
        messages.success(request, _("Your report is handed in and published. Thank you."))
    else:
        messages.success(request, _("Your report is saved."))
    return True


def _context(debate: Debate) -> dict:
    is_over = debate.ends is not None
    return {
        "debate": debate,
        "due": due(debate) if is_over else None,
        "is_overdue": is_over and timezone.now() > due(debate),
        "crumbs": [*crumbs_to(host=debate.host, debate=debate)],
        "report_url": reverse("debates:report", args=[debate.code]),
    }
