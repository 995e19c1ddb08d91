"""Every public address for search engines, each with its other languages and the day of its last change.

Only what everyone may read, and only in languages that it exists in. Sections are counted in addresses, so that the
files stay far below the 50,000 of the protocol (sitemaps.org).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.urls import path, reverse
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cities.models import District
from consultations.charters.charter_reading import versions_in_force
from consultations.models import ArticleVersion, Consultation, Proposal
from debates.models import Debate

MOST_IN_A_FILE = 5000


@dataclass(frozen=True)
class Address:
    """One text: its address in each language that it exists in, and when it changed last."""

    by_language: dict[str, str]
    changed: datetime | None = None


class Addresses(Sitemap):
    """A section, from a function that lists its texts."""

    limit = MOST_IN_A_FILE

    def __init__(self, found: Callable[[], list[Address]]):
        self.found = found

    def items(self) -> list[Address]:
        return self.found()

    def get_latest_lastmod(self) -> datetime | None:
        return max((item.changed for item in self.items() if item.changed), default=None)

    def get_urls(self, page=1, site=None, protocol=None) -> list[dict]:
        """An entry for each language of each text, as Django's template wants them."""
        urls = [self._entry(item, code) for item in self.paginator.page(page) for code in item.by_language]
        changed = [url["lastmod"] for url in urls if url["lastmod"]]
        if changed:
            self.latest_lastmod = max(changed)
        return urls

    def _entry(self, item: Address, code: str) -> dict:
        alternates = [
            {"location": settings.SITE_URL + url, "lang_code": other}
            for other, url in item.by_language.items()
        ]
        main = item.by_language.get(settings.LANGUAGE_CODE) or next(iter(item.by_language.values()))
        alternates.append({"location": settings.SITE_URL + main, "lang_code": "x-default"})
        return {
            "item": item,
            "location": settings.SITE_URL + item.by_language[code],
            "lastmod": item.changed,
            "changefreq": None,
            "priority": "",
            "alternates": alternates,
        }


def page_addresses() -> list[Address]:
    """Pages and their translations; aliases say what another page says. Two queries, and those of the site's roots."""
    pages = Page.objects.live().public().filter(depth__gt=1, alias_of=None)
    groups: dict[object, list[Page]] = defaultdict(list)
    for page in pages.select_related("locale").order_by("path"):
        groups[page.translation_key].append(page)
    found = []
    for group in groups.values():
        urls = {page.locale.language_code: page.get_url() for page in group}
        urls = {code: url for code, url in urls.items() if url}
        changes = [page.last_published_at for page in group if page.last_published_at]
        if urls:
            found.append(Address(urls, max(changes, default=None)))
    return found


def consultation_addresses() -> list[Address]:
    """Published consultations, in the languages of their texts, and the list of them. Two queries."""
    listed = Consultation.objects.visible_to(AnonymousUser()).prefetch_related("texts")
    return [
        Address(in_languages(_every_language(), lambda: reverse("consultations:list"))),
        *(
            Address(
                in_languages([text.language for text in one.texts.all()], one.get_absolute_url),
                one.last_published_at,
            )
            for one in listed.order_by("pk")
        ),
    ]


def proposal_addresses() -> list[Address]:
    """Decided proposals of published results, in the languages of their statements. Two queries."""
    decided = Proposal.objects.visible_to(None).select_related("consultation").order_by("pk")
    return [
        Address(
            in_languages(
                one.statement,
                lambda one=one: reverse("consultations:proposal", args=[one.consultation.slug, one.number]),
            ),
            one.decided_at,
        )
        for one in decided
    ]


def charter_addresses() -> list[Address]:
    """Charters in force and their articles. Two queries."""
    versions = list(versions_in_force().select_related("charter").order_by("pk"))
    wordings = ArticleVersion.objects.filter(version__in=versions).select_related(
        "article__charter", "version"
    )
    return [
        Address(in_languages(_every_language(), lambda: reverse("consultations:charters"))),
        *(
            Address(in_languages(one.charter.title, one.charter.get_absolute_url), one.published_at)
            for one in versions
        ),
        *(
            Address(in_languages(one.title, one.article.get_absolute_url), one.version.published_at)
            for one in wordings.order_by("pk")
        ),
    ]


def district_addresses() -> list[Address]:
    """Districts and the list of them. One query."""
    districts = District.objects.select_related("city").order_by("pk")
    return [
        Address(in_languages(_every_language(), lambda: reverse("cms:districts"))),
        *(
            Address(
                in_languages(
                    _every_language(),
                    lambda one=one: reverse("cms:district", args=[one.city.slug, one.code]),
                )
            )
            for one in districts
        ),
    ]


def debate_addresses() -> list[Address]:
    """Debates that are shown, in the languages of their questions, and the list of them. One query."""
    debates = Debate.objects.public().order_by("pk")
    return [
        Address(in_languages(_every_language(), lambda: reverse("debates:list"))),
        *(Address(in_languages(one.question, one.get_absolute_url), one.updated_at) for one in debates),
    ]


def in_languages(codes, url: Callable[[], str]) -> dict[str, str]:
    """The address that ``url`` makes in each of these languages that the site speaks."""
    spoken = [code for code in _every_language() if code in codes]
    found = {}
    for code in spoken:
        with override(code):
            found[code] = url()
    return found


def _every_language() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


# Made anew for each request: Django keeps what it found on them.
SECTIONS: dict[str, Callable[[], Sitemap]] = {
    "pages": lambda: Addresses(page_addresses),
    "consultations": lambda: Addresses(consultation_addresses),
    "proposals": lambda: Addresses(proposal_addresses),
    "charters": lambda: Addresses(charter_addresses),
    "districts": lambda: Addresses(district_addresses),
    "debates": lambda: Addresses(debate_addresses),
}


def _served(view):
    return require_safe(cache_control(max_age=3600, public=True)(view))


urlpatterns = [
    path(
        "sitemap.xml",
        _served(sitemap_views.index),
        {"sitemaps": SECTIONS, "sitemap_url_name": "sitemap_section"},
        name="sitemap",
    ),
    path(
        "sitemap-<section>.xml",
        _served(sitemap_views.sitemap),
        {"sitemaps": SECTIONS},
        name="sitemap_section",
    ),
]
