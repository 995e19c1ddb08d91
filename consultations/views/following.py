"""What came of a charter's promises: the follow-up, its feed, and each year's synthesis as a page and a document."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from consultations.following import synthesis_pdf, yearly
from consultations.following.feed import FollowUpFeed
from consultations.following.standing import Standing, commitments_of, standings, tally, today_in
from consultations.models import Charter, CharterVersion, Commitment, Synthesis
from consultations.publishing.written_numbers import whole
from consultations.views.charters import crumbs_to


@require_safe
@gzip_page
def follow_up(request, slug):
    charter = load(slug)
    found = standings(charter, commitments_of(charter), on=today_in(charter))
    titles = yearly.article_titles(charter)
    status, article = request.GET.get("status", ""), request.GET.get("article", "")
    counts = tally(found)
    status = status if status in counts else ""
    articles = {one.commitment.article.identifier: titles[one.commitment.article_id] for one in found}
    chosen = [
        one
        for one in found
        if status in ("", one.status) and article in ("", one.commitment.article.identifier)
    ]
    context = {
        "crumbs": crumbs_to(charter),
        "charter": charter,
        "total": len(found),
        "late": [one for one in found if one.is_late],
        "rows": status_rows(counts),
        "groups": _by_article(chosen, titles),
        "shown": len(chosen),
        "statuses": [(key, dict(Commitment.STATUSES)[key], counts[key]) for key in counts if counts[key]],
        "articles": articles.items(),
        "status": status,
        "article": article,
        "article_title": articles.get(article) or _title_of(charter, article, titles),
        "syntheses": charter.syntheses.published(),
        "feed_url": reverse("consultations:follow_up_feed", args=[charter.slug]),
    }
    return render(request, "consultations/following/follow_up.html", context)


@require_safe
@gzip_page
def synthesis(request, slug, year):
    charter = load(slug)
    found = synthesis_of(request, charter, year)
    counted = yearly.year_of(charter, year, today=today_in(charter))
    context = {
        "crumbs": [
            *crumbs_to(charter),
            (_("Follow-up"), reverse("consultations:follow_up", args=[charter.slug])),
        ],
        "charter": charter,
        "synthesis": found,
        "year": counted,
        "rows": status_rows(counted.counts),
    }
    return render(request, "consultations/following/synthesis.html", context)


@require_safe
def synthesis_document(request, slug, year):
    """The same as a tagged PDF, in the language of the address."""
    charter = load(slug)
    found = synthesis_of(request, charter, year)
    counted = yearly.year_of(charter, year, today=today_in(charter))
    page = settings.SITE_URL + reverse("consultations:synthesis", args=[slug, year])
    content = synthesis_pdf.document(found, counted, address=page)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slug}-{year}-{get_language()}.pdf"'
    return response


def load(slug: str) -> Charter:
    """The charter of that address, once a version of it is published; absent before, whoever asks."""
    adopted = Charter.objects.filter(versions__state=CharterVersion.PUBLISHED).distinct()
    return get_object_or_404(adopted.select_related("city", "district"), slug=slug)


def synthesis_of(request, charter: Charter, year: int) -> Synthesis:
    visible = Synthesis.objects.visible_to(request.user)
    found = get_object_or_404(visible, charter=charter, year=year)
    found.charter = charter
    return found


def status_rows(counts: dict[str, int]) -> list[tuple[str, str, float]]:
    """Rows for the kit's bar chart: how many commitments stand where."""
    total = sum(counts.values())
    names = dict(Commitment.STATUSES)
    return [
        (str(names[status]).capitalize(), whole(number), number / total if total else 0.0)
        for status, number in counts.items()
    ]


def _by_article(found: list[Standing], titles) -> list[dict]:
    """The commitments under their articles, an article where its first commitment is."""
    groups: dict[int, dict] = {}
    for one in found:
        article = one.commitment.article
        group = groups.setdefault(
            article.pk, {"article": article, "title": titles[article.pk], "standings": []}
        )
        group["standings"].append(one)
    return list(groups.values())


def _title_of(charter: Charter, identifier: str, titles) -> object:
    """The title of an article that has no commitment; empty when there is no such article."""
    if not identifier:
        return ""
    pk = charter.articles.filter(identifier=identifier).values_list("pk", flat=True).first()
    return titles.get(pk, "")


urlpatterns = [
    path("charters/<slug:slug>/follow-up/", follow_up, name="follow_up"),
    path("charters/<slug:slug>/follow-up/feed/", FollowUpFeed(), name="follow_up_feed"),
    path("charters/<slug:slug>/synthesis/<int:year>/", synthesis, name="synthesis"),
    path("charters/<slug:slug>/synthesis/<int:year>/pdf/", synthesis_document, name="synthesis_pdf"),
]
