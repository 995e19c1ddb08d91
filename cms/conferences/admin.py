"""Screens where a dossier goes on: opinion, corrections, answers, updates, entries in consultations."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from cms.conferences import opinion_publishing, refusals
from cms.conferences.finding import page_of, pages_by_key
from cms.conferences.forms import AnswerForm, EntryForm, ErratumForm, TakeBackForm, UpdateForm
from cms.conferences.listing import entries_of
from cms.conferences.standing import recommendations_of, standing, standings, tally
from cms.models import ConferencePage, Opinion, Recommendation
from consultations.admin.furniture import Crumb, screen
from consultations.asking.finding import NotFound
from consultations.reviews.refusals import Refused

PUBLISH, ANSWER, ENTER = (
    "cms.publish_conference_opinion",
    "cms.answer_recommendations",
    "cms.enter_recommendations",
)
ANY = (PUBLISH, ANSWER, ENTER)
ICON = "group"


class ConferencesMenuItem(MenuItem):
    """Shown to those who may do something with an opinion."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may(request.user, *ANY)


def menu_item() -> MenuItem:
    return ConferencesMenuItem(
        gettext_lazy("Conferences"), reverse("cms_admin:conferences"), icon_name=ICON, order=150
    )


def may(user, *permissions: str) -> bool:
    """Whether that person holds one of these."""
    return any(user.has_perm(permission) for permission in permissions)


def for_those_who_may(*permissions: str) -> Callable:
    """A view for whoever holds one of these; nobody else."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not may(request.user, *permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


@require_safe
@for_those_who_may(*ANY)
def index(request: HttpRequest) -> HttpResponse:
    """Every dossier once, whatever its languages, with what became of its opinion."""
    pages = pages_by_key()
    chosen = ConferencePage.objects.filter(pk__in=[page.pk for page in pages.values() if not page.is_body])
    entries = entries_of(chosen, on=timezone.localdate())
    shown = {entry.page.pk for entry in entries}
    drafts = [page for page in pages.values() if not page.is_body and page.pk not in shown]
    return _screen(request, "index", {"entries": entries, "drafts": drafts}, title=_("Conferences"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_may(*ANY)
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """One dossier: its opinion to be published, or published, recommendation by recommendation, and corrected."""
    page = get_object_or_404(ConferencePage.objects.select_related("city", "locale"), pk=pk)
    if page.is_body:
        raise Http404
    opinion = Opinion.objects.filter(conference_key=page.translation_key).first()
    if opinion is None:
        waiting = [
            child.value for child in page.opinion if child.block_type == opinion_publishing.RECOMMENDATION
        ]
        context = {
            "page": page,
            "recommendations": waiting,
            "wrote_it": opinion_publishing.wrote(opinion_publishing.pages_of(page).values(), request.user),
        }
        return _screen(request, "unpublished", context, title=page.title)
    form = ErratumForm(request.POST or None, page=page, recommendations=opinion.recommendations.all())
    if form.is_bound and not request.user.has_perm(PUBLISH):
        raise PermissionDenied
    if form.is_bound and form.is_valid() and _write(request, form):
        return redirect("cms_admin:conference", page.pk)
    found = standings(recommendations_of(opinion), on=page.today(), answer_due_on=page.answer_due_on)
    context = {
        "page": page,
        "opinion": opinion,
        "standings": found,
        "tally": tally(found),
        "errata": opinion.errata.select_related("recommendation"),
        "form": form if request.user.has_perm(PUBLISH) else None,
    }
    return _screen(request, "dossier", context, title=page.title, status=_status(form))


@require_POST
@for_those_who_may(PUBLISH)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the opinion."""
    page = get_object_or_404(ConferencePage, pk=pk)
    try:
        opinion_publishing.publish_opinion(page, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The opinion is published: from now on, errata alone correct it."))
    return redirect("cms_admin:conference", page.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_may(*ANY)
def recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    """One recommendation: its answer, what was done since, where it was entered, and the forms to add to each."""
    found = get_object_or_404(
        Recommendation.objects.select_related("opinion").prefetch_related("answers", "updates", "entries"),
        pk=pk,
    )
    page = page_of(found.opinion)
    forms_by_name = _forms(request, page, found)
    asked = forms_by_name.get(request.POST.get("do", ""))
    if request.method == "POST" and asked is None:
        raise PermissionDenied
    if asked is not None and asked.is_valid() and _write(request, asked):
        return redirect("cms_admin:recommendation", found.pk)
    context = {
        "page": page,
        "recommendation": found,
        "standing": standing(found, on=page.today(), answer_due_on=page.answer_due_on),
        "entries": found.entries.select_related("consultation", "contribution").prefetch_related(
            "consultation__texts"
        ),
        "forms": forms_by_name,
    }
    title = _("Recommendation %(number)s") % {"number": found.number}
    return _screen(request, "recommendation", context, title=title, page=page, status=_status(asked))


def _forms(request: HttpRequest, page: ConferencePage, found: Recommendation) -> dict[str, forms.Form]:
    """The forms that this person may send, by name; the one that was sent is bound."""
    asked = request.POST.get("do")
    user = request.user
    about: dict[str, Any] = {"page": page, "recommendation": found}
    made: dict[str, forms.Form] = {}
    if user.has_perm(ANSWER):
        made["answer"] = AnswerForm(request.POST if asked == "answer" else None, **about)
        made["report"] = UpdateForm(request.POST if asked == "report" else None, **about)
    if user.has_perm(ENTER):
        data = request.POST if asked == "enter" else None
        made["enter"] = EntryForm(data, **about, user=user, at=timezone.now())
        leaving = TakeBackForm(request.POST if asked == "take_back" else None, **about, user=user)
        if leaving.entries or leaving.is_bound:
            made["take_back"] = leaving
    return made


def _write(request: HttpRequest, form) -> bool:
    """Record the form, or say on it why it is refused; sent again, it then knows what is new."""
    try:
        form.write(by=request.user, at=timezone.now())
    except refusals.WrittenMeanwhile as conflict:
        form.data = form.data.copy()
        form.data["expected"] = form.initial["expected"]
        form.add_error(None, str(conflict))
        return False
    except (Refused, NotFound) as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, str(form.done))
    return True


def _status(form) -> int:
    return 422 if form is not None and form.is_bound and form.errors else 200


def _screen(request, name: str, context: dict, *, title: str, page=None, status: int = 200) -> HttpResponse:
    crumbs: list[Crumb] = []
    if name != "index":
        crumbs.append((_("Conferences"), reverse("cms_admin:conferences")))
    if page is not None:
        crumbs.append((page.title, reverse("cms_admin:conference", args=[page.pk])))
    context["may"] = {"publish": request.user.has_perm(PUBLISH), "answer": request.user.has_perm(ANSWER)}
    template = f"cms/conferences/admin/{name}.html"
    return screen(request, template, context, title=title, crumbs=crumbs, icon=ICON, status=status)


urlpatterns = [
    path("conferences/", index, name="conferences"),
    path("conferences/<int:pk>/", dossier, name="conference"),
    path("conferences/<int:pk>/publish/", publish, name="publish_opinion"),
    path("conferences/recommendations/<int:pk>/", recommendation, name="recommendation"),
]
