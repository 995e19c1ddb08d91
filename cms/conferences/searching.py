"""What a published recommendation says to the search: each is found by its own words, at an address that stays."""

from __future__ import annotations

from django.db.models import QuerySet

from cms.conferences.dossier import stable_address
from cms.models import ConferencePage, Opinion, Recommendation
from cms.searching import kinds
from search.registry import Text, searchable


def register() -> None:
    """Recommendations follow their opinion, and the pages that show it."""
    searchable(
        Recommendation,
        kind=kinds.CONFERENCE,
        texts=recommendation_texts,
        public=public_recommendations,
        url=stable_address,
        follows={Opinion: of_opinion, ConferencePage: of_page},
    )


def recommendation_texts(recommendation: Recommendation) -> list[Text]:
    """Its title and text in each language that it was published in."""
    return [
        Text(
            code,
            recommendation.title[code],
            body=recommendation.text.get(code, ""),
        )
        for code in recommendation.title
    ]


def public_recommendations(recommendations: QuerySet) -> QuerySet:
    """Those of opinions whose dossier everyone may read in some language."""
    pages = ConferencePage.objects.live().public()
    return recommendations.filter(opinion__conference_key__in=pages.values("translation_key"))


def of_opinion(opinion: Opinion) -> QuerySet:
    return opinion.recommendations.all()


def of_page(page: ConferencePage) -> QuerySet:
    return Recommendation.objects.filter(opinion__conference_key=page.translation_key)
