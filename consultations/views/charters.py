"""Charters in public: the text in force, one article with what is behind it, what changed between two versions."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from consultations.amending.amendment_reading import credit_of_all, credits_of
from consultations.charters.charter_reading import (
    UNCHANGED,
    Step,
    chapters,
    compare,
    compare_texts,
    history_of,
    order_changed,
    proposals_cited_by,
    versions_in_force,
    versions_visible_to,
)
from consultations.charters.citation_reading import shown_paragraphs
from consultations.models import Article, ArticleVersion, Charter, CharterVersion, Proposal, Theme
from consultations.publishing.voices import quotations


@require_safe
@gzip_page
def charter_list(request):
    versions = (
        versions_in_force()
        .select_related("charter__city", "charter__district")
        .annotate(articles=Count("article_versions"))
        .order_by("charter__city", "charter__district__position", "charter")
    )
    return render(
        request, "consultations/charters/list.html", {"versions": [_dated(one) for one in versions]}
    )


@require_safe
@gzip_page
def charter(request, slug):
    charter, versions = load(request, slug)
    in_force = next((one for one in versions if one.is_published), None)
    version = _version_numbered(versions, request.GET.get("version"), default=in_force or versions[0])
    articles = list(_wordings(version))
    cited = proposals_cited_by(articles, user=request.user)
    credited = credits_of(version)
    for article in articles:
        article.cited = cited.get(article.pk, [])
        article.credit = credited.get(article.article_id)
    context = {
        "crumbs": crumbs_to(),
        "charter": charter,
        "version": version,
        "in_force": in_force,
        "versions": versions,
        "published": [one for one in versions if one.is_published],
        "chapters": chapters(articles),
        "articles": articles,
        "credit": credit_of_all(credited),
    }
    return render(request, "consultations/charters/charter.html", context)


@require_safe
@gzip_page
def article(request, slug, identifier):
    charter, versions = load(request, slug)
    article = get_object_or_404(
        Article.objects.select_related("charter"), charter=charter, identifier=identifier
    )
    wordings = list(
        article.wordings.filter(version__in=versions).select_related("version").order_by("-version__number")
    )
    if not wordings:
        raise Http404
    in_force = next((one for one in versions if one.is_published), versions[0])
    wanted = _version_numbered(versions, request.GET.get("version"), default=in_force)
    wording = next((one for one in wordings if one.version_id == wanted.pk), None)
    steps = history_of(versions, wordings)
    shown = wording or wordings[0]
    proposals = proposals_cited_by([shown], user=request.user).get(shown.pk, [])
    context = {
        "crumbs": crumbs_to(charter),
        "permanent_url": request.build_absolute_uri(request.path),
        "charter": charter,
        "article": article,
        "wording": shown,
        "version": next(one for one in versions if one.pk == shown.version_id),
        "in_force": in_force,
        "removal": _removal(steps) if wording is None else None,
        "steps": steps,
        "proposals": with_themes(proposals),
        "paragraphs": shown_paragraphs(shown, user=request.user),
        "credit": credits_of(shown.version).get(article.pk),
    }
    return render(request, "consultations/charters/article.html", context)


@require_safe
@gzip_page
def comparison(request, slug):
    charter, versions = load(request, slug)
    context = {"crumbs": crumbs_to(charter), "charter": charter, "versions": versions}
    if len(versions) < 2:
        return render(request, "consultations/charters/compare.html", context)
    new = _version_numbered(versions, request.GET.get("to"), default=versions[0])
    earlier = [one for one in versions if one.number < new.number]
    old = _version_numbered(versions, request.GET.get("from"), default=earlier[0] if earlier else new)
    wordings = list(_wordings(old)), list(_wordings(new))
    changes = compare(*wordings, language=get_language())
    preamble = compare_texts(old.preamble, new.preamble, language=get_language())
    cited = proposals_cited_by([change.wording for change in changes], user=request.user)
    context |= {
        "old": old,
        "new": new,
        "changes": [(change, cited.get(change.wording.pk, [])) for change in changes],
        "counts": {
            kind: sum(one.kind == kind for one in changes) for kind in ("added", "removed", "reworded")
        },
        "unchanged": [change for change in changes if change.kind == UNCHANGED],
        "preamble": preamble,
        "is_reordered": order_changed(*wordings),
    }
    says_the_same = all(change.kind == UNCHANGED for change in changes)
    context["is_same"] = says_the_same and not (context["is_reordered"] or preamble.is_changed)
    return render(request, "consultations/charters/compare.html", context)


def crumbs_to(charter: Charter | None = None) -> list[tuple[str, str]]:
    """The way down to the list of charters, and to one of them."""
    crumbs = [(_("Charters"), reverse("consultations:charters"))]
    return [*crumbs, (str(charter), charter.get_absolute_url())] if charter else crumbs


def load(request, slug: str) -> tuple[Charter, list[CharterVersion]]:
    """The charter and the versions that this person may read, the newest first; absent when there are none."""
    charter = get_object_or_404(Charter.objects.select_related("city", "district", "consultation"), slug=slug)
    versions = list(versions_visible_to(request.user, charter))
    if not versions:
        raise Http404
    for version in versions:
        version.charter = charter
        _dated(version)
    return charter, versions


def with_themes(proposals: list[Proposal]) -> list[dict]:
    """Each proposal with the public themes that it rests on and their quotations. Four queries."""
    links = list(
        Proposal.themes.through.objects.filter(proposal__in=proposals).values_list("proposal_id", "theme_id")
    )
    themes = (
        Theme.objects.public()
        .select_related("analysis__consultation")
        .in_bulk({theme for _one, theme in links})
    )
    quoted = quotations(themes.values())
    return [
        {
            "proposal": proposal,
            "themes": [
                {"theme": themes[pk], "quotations": quoted.get(pk, [])}
                for owner, pk in links
                if owner == proposal.pk and pk in themes
            ],
        }
        for proposal in proposals
    ]


def _wordings(version: CharterVersion):
    return ArticleVersion.objects.filter(version=version).select_related("article__charter")


def _version_numbered(
    versions: list[CharterVersion], number: str | None, *, default: CharterVersion
) -> CharterVersion:
    """The version that the address asks for, among those that may be read; a number that is none of them is absent."""
    if not number:
        return default
    for version in versions:
        if str(version.number) == number:
            return version
    raise Http404


def _removal(steps: list[Step]) -> Step | None:
    """The step that took the article out of the version in force."""
    return next((step for step in steps if step.wording is None and step.version.is_published), None)


def _dated(version: CharterVersion) -> CharterVersion:
    """Add ``published_on`` and ``discussed_until_on``, days by the city's clock; empty where there is none."""
    version.published_on = _day(version, version.published_at)
    version.discussed_until_on = _day(version, version.discussed_until)
    return version


def _day(version: CharterVersion, at: datetime | None) -> str:
    return formats.date_format(timezone.localtime(at, version.charter.city.zone), "DATE_FORMAT") if at else ""


urlpatterns = [
    path("charters/", charter_list, name="charters"),
    path("charters/<slug:slug>/", charter, name="charter"),
    path("charters/<slug:slug>/compare/", comparison, name="compare"),
    path("charters/<slug:slug>/articles/<slug:identifier>/", article, name="article"),
]
