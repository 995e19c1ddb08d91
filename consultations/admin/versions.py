"""Screens of one version of a charter: its words, the order of its articles, what it changes."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import register_admin_url_finder
from wagtail.admin.auth import permission_required

from consultations.admin.draft_problems import problem_rows, warning_rows
from consultations.admin.furniture import charter_crumbs, conflict_screen, screen
from consultations.charters import charter_approval, charter_reading
from consultations.charters import charter_drafting as drafting
from consultations.charters.charter_forms import CommentForm, OrderForm, ScheduleForm, WordsForm
from consultations.charters.charter_refusals import NotPublishable
from consultations.charters.charter_warnings import warnings_of
from consultations.models import CharterVersion
from consultations.reviews.refusals import Refused

PERMISSION = "consultations.change_charterversion"
ICON = "doc-full"


@require_safe
@permission_required(PERMISSION)
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: the articles in order; and of a draft, all that can be done with it."""
    return show(request, load(pk))


@require_POST
@permission_required(PERMISSION)
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the preamble, and the summary of what the draft changes."""
    found = load(pk)
    form = WordsForm(request.POST, version=found)
    if not form.is_valid():
        return show(request, found, words=form)
    return attempt(
        request, found, lambda: form.write(by=request.user), done=_("The words are kept."), form=form
    )


@require_POST
@permission_required(PERMISSION)
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the articles in the order wanted."""
    found = load(pk)
    form = OrderForm(request.POST, version=found, wordings=wordings_of(found))
    if not form.is_valid():
        return show(request, found, order_form=form)
    expected = form.cleaned_data["expected"]
    return attempt(
        request,
        found,
        lambda: drafting.reorder(found, form.order(), by=request.user, expected=expected or 0),
        done=_("The articles are in their new order."),
        form=form,
    )


@require_POST
@permission_required(PERMISSION)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete the draft."""
    found = load(pk)
    try:
        drafting.discard_draft(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The draft is deleted."))
    return redirect("consultations_admin:charter", found.charter_id)


@require_safe
@permission_required(PERMISSION)
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What this version changes from the published one before it."""
    found = load(pk)
    before = found.charter.published_versions().filter(number__lt=found.number).order_by("-number").first()
    language = get_language() or ""
    compared = charter_reading.compare(
        wordings_of(before) if before else [], wordings_of(found), language=language
    )
    old = before.preamble if before else found.preamble
    context = {
        "version": found,
        "before": before,
        "changes": compared,
        "preamble": charter_reading.compare_texts(old, found.preamble, language=language),
    }
    title = _("What version %(number)s changes") % {"number": found.number}
    crumbs = charter_crumbs(found.charter, found)
    return screen(
        request, "consultations/admin/charters/changes.html", context, title=title, crumbs=crumbs, icon=ICON
    )


class VersionURLFinder:
    """Where Wagtail's own screens and mails find a version that waits for an approval."""

    def __init__(self, user):
        self.user = user

    def get_edit_url(self, version: CharterVersion) -> str | None:
        if not self.user.has_perm(PERMISSION):
            return None
        return reverse("consultations_admin:charter_version", args=[version.pk])


register_admin_url_finder(CharterVersion, VersionURLFinder)


def load(pk: int) -> CharterVersion:
    """The version with all that its screens say of it."""
    versions = CharterVersion.objects.select_related(
        "charter__city", "charter__workflow", "published_by", "scheduled_by"
    )
    return get_object_or_404(versions, pk=pk)


def wordings_of(version: CharterVersion) -> list:
    """The articles of a version in their order. Two queries."""
    rows = version.article_versions.select_related("article__charter").prefetch_related("proposals")
    return list(rows.order_by("sort_order", "pk"))


def attempt(
    request: HttpRequest, version: CharterVersion, decide: Callable, *, done: str, form=None
) -> HttpResponse:
    """Call the verb; say what happened, or why it was refused, on the version's page."""
    try:
        decide()
    except drafting.DraftConflict as conflict:
        return _show_conflict(request, conflict, form)
    except NotPublishable as refusal:
        for sentence, url, label in problem_rows(refusal.problems):
            link = format_html(' <a href="{}">{}</a>', url, label) if url else ""
            messages.error(request, format_html("{}{}", sentence, link))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("consultations_admin:charter_version", version.pk)


def _show_conflict(request: HttpRequest, conflict: drafting.DraftConflict, form) -> HttpResponse:
    now = conflict.version
    return conflict_screen(
        request,
        conflict,
        now=[
            (_("Preamble"), now.preamble),
            (_("What this version changes"), now.note),
            (_("Order"), "\n".join(str(wording.title) for wording in wordings_of(now))),
        ],
        yours=form.proposed(),
        since=(),
        expected=now.revision,
        back=reverse("consultations_admin:charter_version", args=[now.pk]),
        crumbs=charter_crumbs(now.charter, now),
    )


def show(
    request: HttpRequest,
    version: CharterVersion,
    *,
    words: WordsForm | None = None,
    order_form: OrderForm | None = None,
    schedule_form: ScheduleForm | None = None,
    comment: CommentForm | None = None,
) -> HttpResponse:
    wordings = wordings_of(version)
    order_form = order_form or OrderForm(version=version, wordings=wordings)
    has_older = version.charter.published_versions().filter(number__lt=version.number).exists()
    context = {
        "version": version,
        "rows": [(wording, order_form[f"place_{wording.pk}"]) for wording in wordings],
        "order": order_form,
        "has_older": has_older,
    }
    if version.is_draft:
        seen = {"expected": version.latest_revision_id}
        context |= {
            "words": words or WordsForm(version=version),
            "schedule": schedule_form or ScheduleForm(version=version),
            "comment": comment or CommentForm(initial=seen, auto_id="comment_%s"),
            "missing": problem_rows(drafting.what_is_missing(version)),
            "warnings": warning_rows(warnings_of(version)),
            "approval": charter_approval.approval_of(version),
            "may_approve": charter_approval.may_approve(version, request.user),
        }
    title = _("Version %(number)s") % {"number": version.number}
    crumbs = charter_crumbs(version.charter)
    return screen(
        request, "consultations/admin/charters/version.html", context, title=title, crumbs=crumbs, icon=ICON
    )


urlpatterns = [
    path("charters/versions/<int:pk>/", version, name="charter_version"),
    path("charters/versions/<int:pk>/summary/", describe, name="describe_draft"),
    path("charters/versions/<int:pk>/order/", order, name="order_articles"),
    path("charters/versions/<int:pk>/delete/", discard, name="discard_draft"),
    path("charters/versions/<int:pk>/changes/", changes, name="charter_changes"),
]
