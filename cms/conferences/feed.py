"""A dossier as an Atom feed: the opinion, its corrections, each answer and update, so that anyone is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from cms.conferences.dossier import sub_address
from cms.models import (
    ConferencePage,
    Erratum,
    Opinion,
    RecommendationAnswer,
    RecommendationUpdate,
)

LATEST = 50


@dataclass(frozen=True)
class News:
    """One thing that happened; ``key`` names it for ever."""

    key: str
    title: str
    words: str
    link: str
    at: datetime


class ConferenceFeed(Feed):
    """The last things that happened, the latest first, in the page's language. Four queries."""

    feed_type = Atom1Feed

    def __init__(self, page: ConferencePage):
        self.page = page

    def title(self) -> str:
        return _("What became of it: %(conference)s") % {"conference": self.page.title}

    def subtitle(self) -> str:
        return _("The opinion, each answer to a recommendation, and what was done since.")

    def link(self) -> str:
        return self.page.get_url() or "/"

    def items(self) -> list[News]:
        return news_of(self.page)[:LATEST]

    def item_title(self, news: News) -> str:
        return news.title

    def item_description(self, news: News) -> str:
        return news.words

    def item_link(self, news: News) -> str:
        return news.link

    def item_guid(self, news: News) -> str:
        return f"tag:palabre,{news.key}"

    def item_pubdate(self, news: News) -> datetime:
        return news.at

    item_updateddate = item_pubdate


def news_of(page: ConferencePage) -> list[News]:
    """Everything that was written once about this dossier, the latest first. Four queries."""
    opinion = Opinion.objects.filter(conference_key=page.translation_key).first()
    if opinion is None:
        return []
    of_it = {"recommendation__opinion": opinion}
    answers = RecommendationAnswer.objects.filter(**of_it).select_related("recommendation")
    updates = RecommendationUpdate.objects.filter(**of_it).select_related("recommendation")
    errata = opinion.errata.select_related("recommendation")
    found = chain(
        [_published(page, opinion)],
        (_answered(page, one) for one in answers.order_by("-written_at")[:LATEST]),
        (_updated(page, one) for one in updates.order_by("-written_at")[:LATEST]),
        (_corrected(page, one) for one in errata),
    )
    return sorted(found, key=lambda news: news.at, reverse=True)


def _published(page: ConferencePage, opinion: Opinion) -> News:
    return News(
        f"opinion:{opinion.pk}",
        _("The opinion is published"),
        str(opinion.introduction),
        page.get_url() or "/",
        opinion.published_at,
    )


def _answered(page: ConferencePage, one: RecommendationAnswer) -> News:
    title = f"{one.recommendation} – {one.get_decision_display()}"
    link = sub_address(page, "recommendation", one.recommendation.number)
    return News(f"recommendation-answer:{one.pk}", title, str(one.reason), link, one.written_at)


def _updated(page: ConferencePage, one: RecommendationUpdate) -> News:
    title = f"{one.recommendation} – {one.get_status_display()}"
    link = sub_address(page, "recommendation", one.recommendation.number)
    return News(f"recommendation-update:{one.pk}", title, str(one.note), link, one.written_at)


def _corrected(page: ConferencePage, one: Erratum) -> News:
    about = one.recommendation
    title = _("Correction: %(about)s") % {"about": about or page.title}
    link = sub_address(page, "recommendation", about.number) if about else page.get_url() or "/"
    return News(f"erratum:{one.pk}", title, str(one.text), link, one.written_at)
