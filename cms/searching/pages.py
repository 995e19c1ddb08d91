"""What pages say to the search: their title, introduction and body, and of some kinds what else the public reads there.

Only columns that are named here are read. A page holds more than it shows: drafts of an opinion, internal notes.
"""

from __future__ import annotations

from collections.abc import Callable

from django.apps import apps
from django.db.models import QuerySet
from wagtail.models import Page

from cms.models import ConferencePage, GuideEntryPage
from cms.searching import kinds
from kit.pages import KitPage
from search.registry import Text, searchable

KIND_OF_MODEL = {
    "cms.guideentrypage": kinds.GUIDE,
    "cms.guideindexpage": kinds.GUIDE,
    "cms.conferencepage": kinds.CONFERENCE,
    "cms.conferenceindexpage": kinds.CONFERENCE,
}


def register() -> None:
    """Every kind of page of the site, whoever adds one."""
    for model in apps.get_models():
        if issubclass(model, KitPage):
            searchable(
                model,
                kind=KIND_OF_MODEL.get(model._meta.label_lower, kinds.PAGE),
                texts=page_texts,
                public=PUBLIC_PAGES.get(model, public_pages),
                url=Page.get_url,
            )


def public_pages(pages: QuerySet) -> QuerySet:
    """Published, without a password, and of their own: an alias says what another page says in its language."""
    return pages.live().public().filter(alias_of=None).select_related("locale")


def public_entries(entries: QuerySet) -> QuerySet:
    return public_pages(entries).prefetch_related("places", "topics", "districts")


PUBLIC_PAGES: dict[type, Callable[[QuerySet], QuerySet]] = {GuideEntryPage: public_entries}


def page_texts(page: KitPage) -> list[Text]:
    """What the page says, in its one language."""
    language = page.locale.language_code
    more, keywords = _more_of(page, language)
    body = " ".join([*more, *_body_of(page)])
    return [Text(language, page.title, introduction=page.introduction, body=body, keywords=keywords)]


def _body_of(page: KitPage) -> list[str]:
    """The texts of the blocks, without their tags."""
    stream = getattr(page, "body", None)
    return stream.stream_block.get_searchable_content(stream) if stream else []


def _more_of(page: KitPage, language: str) -> tuple[list[str], str]:
    """(what the page shows besides its body, what it is found by without being shown)."""
    if isinstance(page, ConferencePage):
        return _words_of_html([page.question, page.mandate, page.promise]), ""
    if isinstance(page, GuideEntryPage):
        places = [part for place in page.places.all() for part in (place.name, place.address) if part]
        named = [*page.topics.all(), *page.districts.all()]
        names = (one.name.in_language(language) for one in named)
        return [page.conditions, *places], " ".join(names)
    return [], ""


def _words_of_html(texts: list[str]) -> list[str]:
    from wagtail.rich_text import get_text_for_indexing

    return [get_text_for_indexing(text) for text in texts if text]
