"""A published opinion no longer changes in the page that it was published from."""

from __future__ import annotations

from typing import Any

from cms.conferences.opinion_publishing import MINORITY, RECOMMENDATION
from cms.models import ConferencePage, Opinion
from consultations.charters.differences import settled

VOTES = ("votes_for", "votes_against", "votes_blank")


def departs_from_opinion(page: ConferencePage) -> bool:
    """Whether the page, in the opinion's language, says anything else than what was published. Three queries at most.

    Line ends and kinds of spaces, which a browser changes by itself, say nothing. Pages in other languages may depart:
    their words are translations.
    """
    opinion = Opinion.objects.filter(conference_key=page.translation_key).first()
    if opinion is None or page.locale.language_code != opinion.language:
        return False
    return _written(page) != _published(opinion)


def _written(page: ConferencePage) -> list[Any]:
    recommendations = [
        (
            settled(child.value["title"]),
            settled(child.value["text"]),
            *(child.value[name] for name in VOTES),
            [(settled(one["text"]), one["carried_by"]) for one in child.value["minorities"]],
        )
        for child in page.opinion
        if child.block_type == RECOMMENDATION
    ]
    minorities = [
        (settled(child.value["text"]), child.value["carried_by"])
        for child in page.opinion
        if child.block_type == MINORITY
    ]
    return [*recommendations, settled(page.opinion_introduction), *minorities]


def _published(opinion: Opinion) -> list[Any]:
    language = opinion.language
    recommendations = [
        (
            settled(one.title.get(language, "")),
            settled(one.text.get(language, "")),
            *(getattr(one, name) for name in VOTES),
            _minorities(one.minorities, language),
        )
        for one in opinion.recommendations.order_by("number")
    ]
    introduction = settled(opinion.introduction.get(language, ""))
    return [*recommendations, introduction, *_minorities(opinion.minorities, language)]


def _minorities(stored: list[dict[str, Any]], language: str) -> list[tuple[str, int]]:
    return [(settled(one["text"].get(language, "")), one["carried_by"]) for one in stored]
