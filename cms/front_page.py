"""What the front page shows of the other apps, the same for everybody: asked once until something public changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from django.contrib.contenttypes.models import ContentType
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count, QuerySet, Subquery, Value
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.guide.asking import situations
from cms.models.conference import ConferencePage
from cms.models.guide import GuideIndexPage
from cms.models.night import NightPage
from cms.models.topic import Topic
from consultations.asking.presenting import PHASE_TAGS
from consultations.models import Article, Charter, Consultation, Contribution, Proposal
from debates.finding.coming import Coming, coming, told
from kit.page_cache.remembered import remember
from kit.reading import open_to_all

MOST_CONSULTATIONS, MOST_CHARTERS, MOST_CONFERENCES, MOST_SITUATIONS, MOST_DEBATES = 6, 4, 3, 6, 3
ORDER = [Consultation.OPEN, Consultation.UPCOMING, Consultation.ANALYSIS, Consultation.PUBLISHED]


@dataclass(frozen=True)
class Asked:
    """One consultation, and where it stands."""

    consultation: Consultation
    phase: str

    @property
    def phase_name(self):
        return Consultation.PHASES[self.phase]

    @property
    def phase_tag(self) -> str:
        return PHASE_TAGS[self.phase]


@dataclass(frozen=True)
class FrontPage:
    """``situations`` are (question, its language, end of address), ``figures`` (number, what it counts).

    ``conferences`` and ``nights``, the pages of cities' nights of debates, are (title, address).
    """

    consultations: list[Asked]
    charters: list[Charter]
    figures: list[tuple[str, str]]
    guide_url: str
    situations: list[tuple[str, str, str]]
    conferences: list[tuple[str, str]]
    debates: list[Coming]
    nights: list[tuple[str, str]]


def front_page() -> FrontPage:
    """The front page's contents in the language being read. Seven queries, or none when nothing has changed."""
    return remember("cms.front_page", _made)


def _made() -> FrontPage:
    pages = _pages()
    guide_url = next((url for _title, url in pages[GuideIndexPage]), "")
    topics = _of_each_facet(Topic.objects.situations()) if guide_url else []
    return FrontPage(
        consultations=_consultations(),
        charters=list(Charter.objects.filter(versions__state="published").distinct()[:MOST_CHARTERS]),
        figures=figures(),
        guide_url=guide_url,
        situations=situations(topics)[:MOST_SITUATIONS],
        conferences=pages[ConferencePage][:MOST_CONFERENCES],
        debates=[told(debate) for debate in coming(at=timezone.now())[:MOST_DEBATES]],
        nights=sorted(pages[NightPage]),
    )


def _of_each_facet(topics: Iterable[Topic]) -> list[Topic]:
    """The first of each facet, then the second of each: what one wants, who one is, how much time one has."""
    by_facet: dict[str, list[Topic]] = {facet: [] for facet in (Topic.GOAL, Topic.AUDIENCE, Topic.TIME)}
    for topic in topics:
        by_facet.get(topic.facet, []).append(topic)
    return [topic for row in zip_longest(*by_facet.values()) for topic in row if topic is not None]


def _consultations() -> list[Asked]:
    now = timezone.now()
    found = Consultation.objects.filter(live=True).for_listing()[: 2 * MOST_CONSULTATIONS]
    rows = [Asked(one, one.phase(at=now)) for one in found]
    return sorted(rows, key=lambda row: ORDER.index(row.phase))[:MOST_CONSULTATIONS]


def _pages() -> dict[type[Page], list[tuple[str, str]]]:
    """The guide, the conferences that stand for themselves and cities' nights, as (title, address). One query."""
    kinds = ContentType.objects.get_for_models(GuideIndexPage, ConferencePage, NightPage)
    pages = Page.objects.live().filter(locale__language_code=get_language(), content_type__in=kinds.values())
    found = list(open_to_all(pages).order_by("-first_published_at", "path"))
    by_kind = {
        kind: [page for page in found if page.content_type_id == row.pk] for kind, row in kinds.items()
    }
    # A session's or a body's conference lies below another one.
    top = min((page.depth for page in by_kind[ConferencePage]), default=0)
    by_kind[ConferencePage] = [page for page in by_kind[ConferencePage] if page.depth == top]
    return {kind: [(page.title, page.get_url() or "") for page in rows] for kind, rows in by_kind.items()}


def figures() -> list[tuple[str, str]]:
    """What the whole site adds up to, as (number, what it counts). One query."""
    published = Article.objects.filter(charter__versions__state="published").distinct()
    counted = Page.objects.filter(depth=1).values(
        contributions=_number_of(Contribution.objects.sent()),
        proposals=_number_of(Proposal.objects.visible_to(None)),
        articles=_number_of(published),
    )
    row = counted.first() or {}
    return [
        (intcomma(row.get("contributions") or 0), _("contributions received")),
        (intcomma(row.get("proposals") or 0), _("proposals decided, each with its reason")),
        (intcomma(row.get("articles") or 0), _("articles of charters")),
    ]


def _number_of(queryset: QuerySet) -> Subquery:
    """How many rows a QuerySet has, as a part of another query."""
    everything = queryset.order_by().annotate(all=Value(1)).values("all")
    return Subquery(everything.annotate(number=Count("pk", distinct=True)).values("number"))
