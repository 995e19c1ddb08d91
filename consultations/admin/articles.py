"""Screens where editors write the articles of a draft."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from consultations.admin.furniture import charter_crumbs, conflict_screen, screen
from consultations.analysing.suggesting import suggested_to
from consultations.charters import charter_drafting as drafting
from consultations.charters.charter_forms import ArticleForm
from consultations.charters.charter_refusals import VersionIsDiscussed
from consultations.charters.charter_warnings import lagging_sentence, say_languages_fit
from consultations.charters.citation_forms import CitationsForm
from consultations.charters.paragraphs import changed_paragraphs
from consultations.models import ArticleVersion, CharterVersion
from consultations.reviews.refusals import Refused, VersionIsPublished

PERMISSION = "consultations.change_charterversion"
ICON = "doc-full"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a new article at the end of a draft."""
    version = get_object_or_404(CharterVersion.objects.select_related("charter"), pk=pk)
    form = ArticleForm(request.POST or None, version=version)
    if request.method == "POST" and (response := _write(request, form)):
        return response
    return _show(request, form, title=_("New article"))


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """Reword an article of a draft."""
    wording = _wording(pk)
    form = ArticleForm(request.POST or None, version=wording.version, wording=wording)
    if request.method == "POST" and (response := _write(request, form)):
        return response
    return _show(request, form, title=str(wording.title) or wording.article.identifier)


@require_POST
@permission_required(PERMISSION)
def cite(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which proposals each changed paragraph answers."""
    wording = _wording(pk)
    form = CitationsForm(request.POST, wording=wording, changed=changed_paragraphs(wording))
    if form.is_valid():
        try:
            form.write(by=request.user)
        except drafting.WordingConflict as conflict:
            return _show_conflict(request, conflict, form, back=wording)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("What the paragraphs answer is kept."))
            return redirect("consultations_admin:charter_article", wording.pk)
    article_form = ArticleForm(version=wording.version, wording=wording)
    return _show(request, article_form, title=str(wording.title), citations=form)


@require_POST
@permission_required(PERMISSION)
def languages_fit(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that every language of the article says the same."""
    wording = _wording(pk)
    try:
        say_languages_fit(wording, by=request.user, expected=request.POST.get("expected", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Thank you: the languages of this article are said to fit together."))
    return redirect("consultations_admin:charter_article", wording.pk)


@require_POST
@permission_required(PERMISSION)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an article out of a draft."""
    wording = _wording(pk)
    try:
        drafting.remove_article(wording, by=request.user, expected=request.POST.get("expected", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("consultations_admin:charter_article", wording.pk)
    messages.success(request, _("“%(title)s” is taken out of the draft.") % {"title": wording.title})
    return redirect("consultations_admin:charter_version", wording.version_id)


def _write(request: HttpRequest, form: ArticleForm) -> HttpResponse | None:
    """Keep the article; None when the form is refused, with the reason on it."""
    if not form.is_valid():
        return None
    try:
        written = form.write(by=request.user)
    except drafting.WordingConflict as conflict:
        return _show_conflict(request, conflict, form, back=form.wording)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("“%(title)s” is kept.") % {"title": written.title})
    if written.citations.exists() or not changed_paragraphs(written).digests:
        return redirect("consultations_admin:charter_version", form.version.pk)
    return redirect(reverse("consultations_admin:charter_article", args=[written.pk]) + "#citations-heading")


def _show(
    request: HttpRequest, form: ArticleForm, *, title: str, citations: CitationsForm | None = None
) -> HttpResponse:
    version = form.version
    if not version.is_draft:
        messages.error(request, str(VersionIsPublished() if version.is_published else VersionIsDiscussed()))
        return redirect("consultations_admin:charter_version", version.pk)
    cited = {str(getattr(one, "pk", one)) for one in form["proposals"].value() or []}
    context = {"form": form, "version": version, "wording": form.wording, "cited": cited}
    if form.wording is not None:
        citations = citations or CitationsForm(wording=form.wording, changed=changed_paragraphs(form.wording))
        context |= {
            "citations": citations,
            "suggested": suggested_to(form.wording),
            "lagging": lagging_sentence(form.wording),
        }
    crumbs = charter_crumbs(version.charter, version)
    return screen(
        request, "consultations/admin/charters/article.html", context, title=title, crumbs=crumbs, icon=ICON
    )


def _show_conflict(
    request: HttpRequest,
    conflict: drafting.WordingConflict,
    form: ArticleForm | CitationsForm,
    *,
    back: ArticleVersion,
) -> HttpResponse:
    now = conflict.wording
    return conflict_screen(
        request,
        conflict,
        now=[
            (_("Chapter"), now.chapter),
            (_("Title"), now.title),
            (_("Text"), now.body),
            (_("Proposals"), ", ".join(str(proposal.number) for proposal in now.proposals.all())),
        ],
        yours=form.proposed(),
        since=(),
        expected=drafting.fingerprint(now),
        back=reverse("consultations_admin:charter_article", args=[now.pk]),
        crumbs=charter_crumbs(back.version.charter, back.version),
    )


def _wording(pk: int) -> ArticleVersion:
    return get_object_or_404(ArticleVersion.objects.select_related("version__charter", "article"), pk=pk)


urlpatterns = [
    path("charters/versions/<int:pk>/articles/new/", new, name="new_charter_article"),
    path("charters/articles/<int:pk>/", article, name="charter_article"),
    path("charters/articles/<int:pk>/citations/", cite, name="cite_in_article"),
    path("charters/articles/<int:pk>/languages-fit/", languages_fit, name="languages_fit"),
    path("charters/articles/<int:pk>/remove/", remove, name="remove_charter_article"),
]
