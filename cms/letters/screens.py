"""The screen of a letter's sending: whom it reaches, a test to oneself, one person asks and another agrees."""

from __future__ import annotations

from collections import Counter

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages, widgets
from wagtail.admin.auth import permission_required

from cms.letters import sending
from cms.models import Letter, LetterReader, LetterSending
from consultations.admin.furniture import screen
from kit.localized import language_name

PERMISSION = "cms.send_letter"
ICON = "mail"


class AskForm(forms.Form):
    """When the letter leaves."""

    send_at = forms.DateTimeField(
        label=gettext_lazy("Leaves on"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("Leave empty to send it as soon as another person has agreed."),
    )


def header_buttons(page, user, view_name, next_url=None):
    """The way to the sending from a letter's own screens; for the hook ``register_page_header_buttons``."""
    if isinstance(page, Letter) and page.pk and user.has_perm(PERMISSION):
        yield widgets.Button(
            _("Send by e-mail"), reverse("cms_admin:letter", args=[page.pk]), icon_name=ICON, priority=55
        )


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """How the sending stands; or, posted, the next step of it."""
    found = get_object_or_404(Letter.objects.select_related("locale", "city"), pk=pk)
    form = AskForm(request.POST if request.POST.get("do") == "ask" else None)
    if request.method == "POST" and (form.is_valid() or not form.is_bound):
        try:
            STEPS.get(request.POST.get("do", ""), _nothing)(request, found, form)
        except sending.NotSendable as refusal:
            messages.error(request, str(refusal))
        return redirect("cms_admin:letter", pk=pk)
    return _show(request, found, form)


def _show(request: HttpRequest, found: Letter, form: AskForm) -> HttpResponse:
    asked = _sending_of(found)
    languages = Counter(language for _pk, language in readers_and_languages(found))
    written = [
        page.locale.language_code
        for page in found.get_translations(inclusive=True).live().select_related("locale")
    ]
    context = {
        "letter": found,
        "form": form,
        "sending": asked,
        "readers": [(language_name(code), number) for code, number in sorted(languages.items())],
        "total": sum(languages.values()),
        "written": [language_name(code) for code in written],
        "may_approve": asked is not None
        and asked.approved_at is None
        and asked.asked_by_id != request.user.pk,
        "mailbox": getattr(request.user, "email", ""),
    }
    crumbs = [(found.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[found.pk]))]
    status = 422 if form.is_bound else 200
    return screen(
        request,
        "cms/letters/admin/letter.html",
        context,
        title=_("Send by e-mail"),
        crumbs=crumbs,
        icon=ICON,
        status=status,
    )


def readers_and_languages(found: Letter):
    """(id, language) of whom the letter is for. Two queries."""
    return LetterReader.objects.of(found).values_list("pk", "language")


def _sending_of(found: Letter) -> LetterSending | None:
    sendings = LetterSending.objects.select_related("asked_by", "approved_by", "letter")
    return sendings.filter(letter_key=found.translation_key).first()


def _ask(request: HttpRequest, found: Letter, form: AskForm) -> None:
    now = timezone.now()
    sending.ask(found, by=request.user, send_at=form.cleaned_data["send_at"] or now, at=now)
    messages.success(request, _("Asked for. The letter leaves once another person has read it and agreed."))


def _approve(request: HttpRequest, found: Letter, form: AskForm) -> None:
    asked = _sending_of(found)
    if asked is not None:
        sending.approve(asked, by=request.user, at=timezone.now())
        messages.success(request, _("Agreed. The letter leaves at its time, with the words of this moment."))


def _take_back(request: HttpRequest, found: Letter, form: AskForm) -> None:
    asked = _sending_of(found)
    if asked is not None and sending.take_back(asked):
        messages.success(request, _("The letter does not leave. It can be asked for again."))
    else:
        messages.error(request, _("It is too late: the letter has begun to leave."))


def _test(request: HttpRequest, found: Letter, form: AskForm) -> None:
    address = getattr(request.user, "email", "")
    if sending.send_to_oneself(found, request.user):
        messages.success(request, _("Sent to %(address)s and to nobody else.") % {"address": address})
    else:
        messages.error(request, _("The e-mail could not be sent. Try again later."))


def _nothing(request: HttpRequest, found: Letter, form: AskForm) -> None:
    messages.error(request, _("Choose what to do with the letter."))


STEPS = {"ask": _ask, "approve": _approve, "take-back": _take_back, "test": _test}

urlpatterns = [path("letters/<int:pk>/", letter, name="letter")]
