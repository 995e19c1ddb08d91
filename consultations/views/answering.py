"""A citizen answers: the consultation's page, the entry, one page a section, the check, sending."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.answering import visiting
from consultations.answering.answer_summary import summary_of
from consultations.answering.contributing import (
    AlreadyContributed,
    ConsultationClosed,
    InvalidAnswers,
    begin,
    keep,
    send,
    sent_with,
)
from consultations.answering.forms import EntryForm, all_typed, questionnaire_form, typed_answers
from consultations.answering.mail import send_receipt
from consultations.answering.section_pages import SectionPage
from consultations.asking.presenting import PHASE_TAGS, consultation_context
from consultations.models import Consultation


def load(request, slug: str) -> Consultation:
    visible = Consultation.objects.visible_to(request.user).for_listing()
    return get_object_or_404(visible, slug=slug)


@require_safe
def consultation_list(request):
    now = timezone.now()
    consultations = Consultation.objects.filter(live=True).for_listing()
    rows = [
        {
            "consultation": one,
            "phase_name": Consultation.PHASES[phase],
            "phase_tag": PHASE_TAGS[phase],
            "phase": phase,
        }
        for one in consultations
        for phase in [one.phase(at=now)]
    ]
    order = [Consultation.OPEN, Consultation.UPCOMING, Consultation.ANALYSIS, Consultation.PUBLISHED]
    rows.sort(key=lambda row: order.index(row["phase"]))
    return render(request, "consultations/list.html", {"rows": rows})


@require_safe
def detail(request, slug):
    consultation = load(request, slug)
    context = consultation_context(consultation, at=timezone.now())
    draft = visiting.draft_of(request, consultation) if context["is_open"] else None
    return render(request, "consultations/consultation.html", {**context, "draft": draft})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request, slug):
    """Before the first question: may this person answer, where do they live, do they consent."""
    consultation, now = load(request, slug), timezone.now()
    if not consultation.is_open(at=now):
        return not_open(request, consultation)
    participant = visiting.participant_of(request, consultation)
    if participant is None:
        return who_are_you(request, consultation)
    if earlier := visiting.own_contribution(request, consultation):
        return already(request, earlier)
    if request.method != "POST" and visiting.draft_of(request, consultation):
        return redirect(first_section(consultation))
    form = EntryForm(consultation, request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = request.session.pop(visiting.SESSION_TYPED, {}).get(str(consultation.pk))
        try:
            _draft, token = begin(
                consultation,
                participant,
                language=get_language(),
                district=form.cleaned_data["district"],
                at=now,
                typed=typed,
            )
        except AlreadyContributed as error:
            return already(request, error.contribution)
        return visiting.remember_draft(redirect(first_section(consultation)), consultation, token)
    context = {**consultation_context(consultation, at=now), "form": form}
    return render(request, "consultations/entry.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def section(request, slug, key):
    """One page of the questionnaire. Whatever is posted is kept first, and only then looked at."""
    consultation = load(request, slug)
    draft = visiting.draft_of(request, consultation)
    if draft is None:
        return without_draft(request, consultation)
    page = SectionPage(consultation.current_version().questionnaire, draft.data, key)
    if request.method == "POST":
        keep(draft, typed_answers(request.POST, page.asked))
        page = SectionPage(page.questionnaire, draft.data, key)
    if not consultation.is_open():
        return not_open(request, consultation, draft=draft)
    if request.headers.get("X-Autosave"):
        return HttpResponse(status=204)
    if visiting.needs_login(request, draft):
        return redirect_to_login(request.get_full_path())
    if page.section is None:
        return redirect(first_section(consultation))
    if "back" in request.POST and page.before:
        return redirect(_section_url(consultation, page.before))
    is_judged = request.method == "POST" or "errors" in request.GET
    form = page.judged_form() if is_judged else page.typed_form()
    if request.method == "POST" and form.is_valid():
        return redirect(_next_page(consultation, page.after(form.values)))
    context = {"consultation": consultation, "page": page, "form": form, "draft": draft}
    return render(request, "consultations/section.html", context, status=422 if form.errors else 200)


def _section_url(consultation, key: str) -> str:
    return reverse("consultations:section", args=[consultation.slug, key])


def _next_page(consultation, key: str) -> str:
    return (
        _section_url(consultation, key) if key else reverse("consultations:check", args=[consultation.slug])
    )


def first_section(consultation) -> str:
    questionnaire = consultation.current_version().questionnaire
    return _section_url(consultation, questionnaire.sections[0].key)


@never_cache
@require_safe
def check(request, slug):
    """Everything at a glance before sending, each answer beside its link to change it."""
    consultation = load(request, slug)
    draft = visiting.draft_of(request, consultation)
    if draft is None:
        return without_draft(request, consultation)
    if visiting.needs_login(request, draft):
        return redirect_to_login(request.get_full_path())
    if not consultation.is_open(at=timezone.now()):
        return not_open(request, consultation, draft=draft)
    questionnaire = consultation.current_version().questionnaire
    form = questionnaire_form(questionnaire, draft.data)
    form.is_valid()
    context = {
        "consultation": consultation,
        "draft": draft,
        "form": form,
        "summary": summary_of(questionnaire, form),
        "errors": errors_of(consultation, questionnaire, form),
        "has_answers": bool(form.answers),
    }
    return render(request, "consultations/check.html", context)


@never_cache
@require_POST
def send_view(request, slug):
    consultation, now = load(request, slug), timezone.now()
    token = visiting.token_of(request, consultation)
    draft = visiting.draft_of(request, consultation)
    if draft is None:
        return without_draft(request, consultation)
    if visiting.needs_login(request, draft):
        return redirect_to_login(reverse("consultations:check", args=[slug]))
    try:
        sent = send(consultation, draft, token, at=now)
    except ConsultationClosed:
        return not_open(request, consultation, draft=draft)
    except AlreadyContributed as error:
        return already(request, error.contribution)
    except InvalidAnswers:
        messages.error(request, _("Some answers need another look before you can send."))
        return redirect("consultations:check", slug=slug)
    if sent.is_new and (draft.email or draft.user):
        address = draft.email or draft.user.email
        if not send_receipt(sent.contribution, sent.code, address):
            messages.warning(request, _("We could not send the receipt by e-mail. Write your code down now."))
    if not sent.code:
        visiting.open_contribution(request, sent.contribution, at=now)
        messages.success(request, _("Your contribution is corrected."))
        return redirect("consultations:contribution")
    return _receipt(request, sent)


def _receipt(request, sent):
    now = timezone.now()
    if not visiting.shows_receipt(request, sent.contribution, at=now):
        messages.info(
            request, _("You have already answered from this browser. Type your receipt code to open it.")
        )
        return redirect("consultations:receipt")
    visiting.open_contribution(request, sent.contribution, at=now)
    return redirect("consultations:sent", slug=sent.contribution.consultation.slug)


def errors_of(consultation, questionnaire, form) -> list[tuple[str, str]]:
    """The errors of a whole questionnaire as (sentence, link), each leading to its section."""
    found = []
    for part in questionnaire.sections:
        for question in part.questions:
            names = [f"q-{question.key}", f"q-{question.key}-other"]
            for error in (error for name in names for error in form.errors.get(name, [])):
                link = f"{_section_url(consultation, part.key)}?errors=1#id_q-{question.key}"
                found.append((f"{question.label} – {error}", link))
    return found


def who_are_you(request, consultation):
    """Say, before the first question, what is needed to answer, and where to get it."""
    if consultation.access == Consultation.EMAIL:
        return redirect("consultations:address", slug=consultation.slug)
    context = {**consultation_context(consultation, at=timezone.now()), "next": request.path}
    return render(request, "consultations/account_needed.html", context)


def already(request, contribution):
    visiting.open_contribution(request, contribution, at=timezone.now())
    messages.info(
        request, _("You have already answered. Here is your contribution: you can correct or withdraw it.")
    )
    return redirect("consultations:contribution")


def not_open(request, consultation, *, draft=None):
    """The consultation takes no answers now; whatever was typed is given back to who typed it."""
    if draft and visiting.needs_login(request, draft):
        return redirect_to_login(request.get_full_path())
    questionnaire = consultation.current_version().questionnaire if draft else None
    form = questionnaire_form(questionnaire, draft.data) if draft else None
    if form:
        form.is_valid()
    context = consultation_context(consultation, at=timezone.now())
    typed = summary_of(questionnaire, form) if form else []
    return render(
        request, "consultations/not_open.html", {**context, "typed": typed}, status=409 if draft else 200
    )


def without_draft(request, consultation):
    """The browser has no draft (cookies cleared, other device): keep what it posted until consent is given again."""
    token = visiting.token_of(request, consultation)
    if sent := sent_with(consultation, token):
        return _receipt(request, sent)
    version = consultation.current_version()
    typed = all_typed(request.POST, version.questionnaire) if version else {}
    own = visiting.opened_contribution(request, at=timezone.now())
    if own is not None and own.consultation_id == consultation.pk and not typed:
        # A correction sent twice: the first sending made the draft go.
        return redirect("consultations:contribution")
    if typed:
        request.session[visiting.SESSION_TYPED] = {str(consultation.pk): typed}
        messages.warning(
            request, _("We no longer know this browser. What you typed is kept: confirm below to go on.")
        )
    return redirect("consultations:entry", slug=consultation.slug)


urlpatterns = [
    path("consultations/", consultation_list, name="list"),
    path("consultations/<slug:slug>/", detail, name="detail"),
    path("consultations/<slug:slug>/answer/", entry, name="entry"),
    path("consultations/<slug:slug>/answer/check/", check, name="check"),
    path("consultations/<slug:slug>/answer/send/", send_view, name="send"),
    path("consultations/<slug:slug>/answer/section/<slug:key>/", section, name="section"),
]
