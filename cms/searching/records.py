"""What consultations, proposals and charters say to the search: what everyone may read, in each language it is in."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from wagtail.rich_text import get_text_for_indexing

from cities.models import District
from cms.searching import kinds
from consultations.charters.charter_reading import versions_in_force
from consultations.models import (
    Article,
    ArticleVersion,
    Charter,
    CharterVersion,
    Consultation,
    ConsultationText,
    Proposal,
)
from search.registry import Text, searchable


def register() -> None:
    """Have them found."""
    searchable(
        Consultation,
        kind=kinds.CONSULTATION,
        texts=consultation_texts,
        public=public_consultations,
        url=Consultation.get_absolute_url,
        follows={ConsultationText: lambda text: [text.consultation]},
    )
    searchable(
        Proposal,
        kind=kinds.PROPOSAL,
        texts=proposal_texts,
        public=public_proposals,
        url=proposal_url,
        # Results that come out, or that are taken back, take their proposals along.
        follows={Consultation: lambda consultation: consultation.proposals.all()},
    )
    searchable(
        Article,
        kind=kinds.ARTICLE,
        texts=article_texts,
        public=public_articles,
        url=Article.get_absolute_url,
        follows={CharterVersion: lambda version: version.charter.articles.all()},
    )
    searchable(
        Charter,
        kind=kinds.ARTICLE,
        texts=charter_texts,
        public=public_charters,
        url=Charter.get_absolute_url,
        follows={CharterVersion: lambda version: [version.charter]},
    )
    searchable(
        District,
        kind=kinds.DISTRICT,
        texts=district_texts,
        public=lambda districts: districts.select_related("city"),
        url=district_url,
    )


def public_consultations(consultations: QuerySet) -> QuerySet:
    return consultations.visible_to(AnonymousUser()).prefetch_related("texts")


def consultation_texts(consultation: Consultation) -> list[Text]:
    return [
        Text(
            text.language,
            text.title,
            introduction=text.summary,
            body=" ".join(get_text_for_indexing(part) for part in (text.why, text.decision)),
        )
        for text in consultation.texts.all()
    ]


def public_proposals(proposals: QuerySet) -> QuerySet:
    return proposals.visible_to(None).select_related("consultation")


def proposal_texts(proposal: Proposal) -> list[Text]:
    return [
        Text(language, statement, body=proposal.reason.get(language, ""))
        for language, statement in proposal.statement.items()
        if statement
    ]


def proposal_url(proposal: Proposal) -> str:
    return reverse("consultations:proposal", args=[proposal.consultation.slug, proposal.number])


def public_articles(articles: QuerySet) -> QuerySet:
    """Those of charters in force, with their wording of today."""
    wordings = ArticleVersion.objects.filter(version__in=versions_in_force())
    in_force = Prefetch("wordings", queryset=wordings, to_attr="in_force")
    return (
        articles.filter(pk__in=wordings.values("article"))
        .select_related("charter")
        .prefetch_related(in_force)
    )


def article_texts(article: Article) -> list[Text]:
    """The wording in force. Queries once, unless it was fetched with the article."""
    wordings = getattr(article, "in_force", None)
    if wordings is None:
        wordings = article.wordings.filter(version__in=versions_in_force())
    return [text for wording in wordings for text in _wording_texts(wording)]


def _wording_texts(wording: ArticleVersion) -> Iterable[Text]:
    for language, title in wording.title.items():
        if title:
            yield Text(
                language,
                title,
                body=wording.body.get(language, ""),
                keywords=wording.chapter.get(language, ""),
            )


def public_charters(charters: QuerySet) -> QuerySet:
    in_force = Prefetch("versions", queryset=versions_in_force(), to_attr="in_force")
    return charters.filter(pk__in=versions_in_force().values("charter")).prefetch_related(in_force)


def charter_texts(charter: Charter) -> list[Text]:
    """Its title and preamble. Queries once, unless the version in force was fetched with it."""
    versions = getattr(charter, "in_force", None)
    if versions is None:
        versions = versions_in_force().filter(charter=charter)
    preamble = next((version.preamble for version in versions), {})
    return [
        Text(language, title, body=preamble.get(language, ""))
        for language, title in charter.title.items()
        if title
    ]


def district_texts(district: District) -> list[Text]:
    """Its name and its city's: Paris has a Belleville, and so have other cities."""
    return [
        Text(language, name, introduction=district.city.name.in_language(language), keywords=district.code)
        for language, name in district.name.items()
        if name
    ]


def district_url(district: District) -> str:
    return reverse("cms:district", args=[district.city.slug, district.code])
