"""How each page and each record stands in each language: missing, draft, outdated, ready or published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.languages import marks
from cms.languages.lateness import Pair, outdated_since
from cms.languages.records import KIND_NAMES, Record, all_records
from kit.localized import content_languages

MISSING, DRAFT, OUTDATED, READY, PUBLISHED = "missing", "draft", "outdated", "ready", "published"
STATES = {
    MISSING: _("missing"),
    DRAFT: _("draft"),
    OUTDATED: _("outdated"),
    READY: _("up to date, not published"),
    PUBLISHED: _("published"),
}
# What is left to do for a translator.
UNTRANSLATED = frozenset({MISSING, DRAFT, OUTDATED})


@dataclass(frozen=True)
class State:
    """One language: ``url`` is where to work on it, ``since`` since when it lags behind."""

    language: str
    key: str
    url: str = ""
    since: datetime | None = None
    is_original: bool = False

    @property
    def name(self):
        return STATES[self.key]


@dataclass(frozen=True)
class Row:
    """One page or record, in each language of the site, the main one first. ``mark`` names a record to the screen."""

    kind: str
    title: str
    url: str
    states: list[State] = field(hash=False)
    mark: str = ""

    @property
    def is_untranslated(self) -> bool:
        return any(state.key in UNTRANSLATED and not state.is_original for state in self.states)


def rows(user) -> list[Row]:
    """Everything translatable that this person may change: pages first, then records. Queries don't grow with it."""
    return [*page_rows(user), *record_rows(user)]


def untranslated(user, *, limit: int | None = None) -> list[Row]:
    """What is missing, unfinished or outdated in some language, of what this person may change."""
    return [row for row in rows(user) if row.is_untranslated][:limit]


def page_rows(user) -> list[Row]:
    """Each page once, in the order of the tree. Ten queries at most, and those of the person's permissions."""
    editable = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    pages = editable.filter(depth__gt=1).select_related("locale", "content_type").order_by("path")
    families: dict[UUID, dict[str, Page]] = defaultdict(dict)
    for page in pages.defer_streamfields():
        families[page.translation_key][page.locale.language_code] = page
    sources = {
        (source.object_id, source.locale_id): source
        for source in TranslationSource.objects.defer("content_json")
    }
    unfinished = _unfinished()
    late = outdated_since(_pairs(families.values(), sources, unfinished))
    return [_page_row(family, sources, unfinished, late) for family in families.values()]


def _pairs(families: Iterable[dict[str, Page]], sources: dict, unfinished: dict) -> Iterator[Pair]:
    """Every original with each of its translations, and with what the editor made it from when it was made there."""
    for family in families:
        original = _original(family)
        source = sources.get((original.translation_key, original.locale_id))
        for page in family.values():
            if page.pk != original.pk and not page.alias_of_id:
                is_side_by_side = (page.translation_key, page.locale_id) in unfinished
                yield Pair(original, page, source if is_side_by_side else None)


def _original(family: dict[str, Page]) -> Page:
    return family.get(settings.LANGUAGE_CODE) or min(family.values(), key=lambda page: page.pk)


def record_rows(user) -> list[Row]:
    """Each record once, by kind. Queries don't grow with their number."""
    late = marks.outdated()
    return [_record_row(record, late) for record in all_records(user)]


def _unfinished() -> dict[tuple[UUID, int], bool]:
    """Whether strings are left to translate, by (translation key, locale) of what the editor translates. One query."""
    translated = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=OuterRef("into"),
        has_error=False,
    )
    left = (
        StringSegment.objects.filter(source_id=OuterRef("source_id"))
        .annotate(into=OuterRef("target_locale_id"))
        .filter(~Exists(translated))
    )
    known = Translation.objects.filter(enabled=True).annotate(is_unfinished=Exists(left))
    return {
        (key, locale): is_unfinished
        for key, locale, is_unfinished in known.values_list(
            "source__object_id", "target_locale_id", "is_unfinished"
        )
    }


def _page_row(family: dict[str, Page], sources: dict, unfinished: dict, late: dict[int, datetime]) -> Row:
    original = _original(family)
    source = sources.get((original.translation_key, original.locale_id))
    states = [
        _page_state(code, original, family.get(code), source, unfinished, late)
        for code, _name in content_languages()
    ]
    return Row(
        kind=str(original.content_type.name),
        title=original.get_admin_display_title(),
        url=reverse("wagtailadmin_pages:edit", args=[original.pk]),
        states=states,
    )


def _page_state(
    code: str, original: Page, page: Page | None, source, unfinished: dict, late: dict[int, datetime]
) -> State:
    if page is None or page.alias_of_id:
        ask = reverse("wagtail_localize:submit_page_translation", args=[original.pk])
        return State(code, MISSING, f"{ask}?select_locale={code}")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if page.pk == original.pk:
        return State(code, PUBLISHED if page.live else DRAFT, url, is_original=True)
    is_unfinished = unfinished.get((page.translation_key, page.locale_id))
    if since := late.get(page.pk):
        if is_unfinished is not None and source is not None:
            url = reverse("wagtail_localize:update_translations", args=[source.pk])
        return State(code, OUTDATED, url, since)
    if is_unfinished:
        # The original's new words are there to be translated, and readers see the old ones.
        return State(
            code, OUTDATED if page.live else DRAFT, url, source.last_updated_at if page.live else None
        )
    if page.live:
        return State(code, PUBLISHED, url)
    return State(code, READY if is_unfinished is False else DRAFT, url)


def _record_row(record: Record, late: dict[marks.Key, datetime]) -> Row:
    main = settings.LANGUAGE_CODE
    states = []
    for code, _name in content_languages():
        since = late.get(marks.key_of(record, code))
        if code == main:
            key = PUBLISHED if record.is_public else DRAFT
        elif not any(record.words_in(code)):
            key = MISSING
        elif record.missing(code, main=main):
            key = DRAFT
        elif since:
            key = OUTDATED
        else:
            key = PUBLISHED if record.is_public else READY
        states.append(
            State(code, key, record.edit_url, since if key == OUTDATED else None, is_original=code == main)
        )
    return Row(
        kind=str(KIND_NAMES[record.kind]),
        title=record.title,
        url=record.edit_url,
        states=states,
        mark=f"{record.kind}-{record.instance.pk}",
    )
