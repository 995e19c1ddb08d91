"""What changed in the guide in a year: entries added, changed and withdrawn, told from what was published.

Read from Wagtail's log and revisions. The log says when an entry was published, taken down or deleted; the revision
that was published says what it said. Drafts never count, and an entry that is gone is named by its title alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import PageLogEntry, Revision

from cms.guide.entries import in_readers_language
from cms.guide.rewording import Change, Names, compare
from cms.models import GuideEntryPage
from kit.languages import address_for_reader

PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")
TAKEN_DOWN = ("wagtail.unpublish", "wagtail.unpublish.scheduled", "wagtail.delete")
ADDED, CHANGED, WITHDRAWN = "added", "changed", "withdrawn"


@dataclass(frozen=True)
class Told:
    """One entry that is not as it was when the year began. ``entry`` is None when nobody can read it any more.

    ``on`` is the day of the last step. ``language`` is that of its words; ``changes`` are for an entry that changed.
    """

    what: str
    key: str
    title: str
    language: str
    on: date
    entry: GuideEntryPage | None = None
    changes: tuple[Change, ...] = ()

    @property
    def foreign_language(self) -> str:
        """Its language when it is not the reader's, for ``lang``; empty otherwise."""
        return "" if self.language == get_language() else self.language

    @property
    def address(self) -> str:
        return address_for_reader(self.entry) if self.entry else ""


@dataclass(frozen=True)
class YearOfChanges:
    """A year of the guide, each list by title. ``checked`` entries were looked at again and stayed as they were."""

    year: int
    added: list[Told]
    changed: list[Told]
    withdrawn: list[Told]
    checked: int

    @property
    def everything(self) -> list[Told]:
        return [*self.added, *self.changed, *self.withdrawn]


@dataclass(frozen=True)
class _Step:
    """One line of the log: something was published (``revision``) or taken down (None)."""

    at: datetime
    page: int
    is_public: bool
    revision: int | None
    label: str


@dataclass(frozen=True)
class _Catalogue:
    """The pages of the log: which are translations of each other, and which one a reader is given.

    A page behind a password is absent, and so is one that was deleted after it had one.
    """

    families: dict[Any, list[int]]
    readable: dict[Any, GuideEntryPage]

    @classmethod
    def read(cls, steps: Iterable[int]) -> _Catalogue:
        """Six queries."""
        keys = dict(GuideEntryPage.objects.values_list("pk", "translation_key"))
        public = set(GuideEntryPage.objects.public().values_list("pk", flat=True))
        hidden = set(
            PageLogEntry.objects.filter(action__startswith="wagtail.view_restriction").values_list(
                "page_id", flat=True
            )
        )
        families: dict[Any, list[int]] = defaultdict(list)
        for pk in steps:
            if pk in public or (pk not in keys and pk not in hidden):
                families[keys.get(pk, pk)].append(pk)
        shown = GuideEntryPage.objects.shown().select_related("locale", "alias_of__locale")
        readable = {page.translation_key: page for page in in_readers_language(shown)}
        return cls(families, readable)

    def preferred(self, key: Any) -> int | None:
        page = self.readable.get(key)
        return page.pk if page else None


def years(*, until: date) -> list[int]:
    """The years that can be told of, the last first, from that of the first publication on. One query."""
    first = _log().order_by("timestamp").values_list("timestamp", flat=True).first()
    return list(range(until.year, timezone.localtime(first).year - 1, -1)) if first else []


def changes_of(year: int) -> YearOfChanges:
    """The year's account in the active language, by the site's clock. A dozen queries however much there is."""
    start, end = _moment(year), _moment(year + 1)
    steps = _steps(until=end)
    catalogue = _Catalogue.read(steps)
    found = []
    for key, members in catalogue.families.items():
        in_year = [step for pk in members for step in steps[pk] if step.at >= start]
        was = any(_is_public(steps[pk], until=start) for pk in members)
        is_now = any(_is_public(steps[pk], until=end) for pk in members)
        if in_year and (was or is_now):
            what = CHANGED if was and is_now else ADDED if is_now else WITHDRAWN
            order = [pk for pk in members if pk == catalogue.preferred(key)] + members
            compared = _compared(order, steps, start=start, end=end) if what == CHANGED else None
            mine = [step for step in in_year if step.page == compared] if compared else in_year
            if mine:
                pair = _revisions(steps[compared], start=start, end=end) if compared else None
                found.append((_told(what, key, members, mine, steps, catalogue), pair))
    return _account(year, found)


def _told(what: str, key, members: list[int], in_year, steps, catalogue: _Catalogue) -> Told:
    entry = catalogue.readable.get(key)
    published = [step for pk in members for step in steps[pk] if step.is_public]
    # What the log calls an entry is its draft's title; at the moment of publication that is the published one.
    label = max(published, key=lambda step: step.at).label if published else ""
    return Told(
        what=what,
        key=str(key),
        title=entry.title if entry else label,
        language=entry.language if entry else settings.LANGUAGE_CODE,
        on=timezone.localdate(_day_of(what, in_year)),
        entry=entry,
    )


def _day_of(what: str, in_year: list[_Step]) -> datetime:
    """When it was added first, changed last, or taken down last."""
    published = [step.at for step in in_year if step.is_public]
    if what == ADDED:
        return min(published)
    taken_down = [step.at for step in in_year if not step.is_public]
    return max(taken_down if what == WITHDRAWN else published)


def _account(year: int, found: list[tuple[Told, tuple | None]]) -> YearOfChanges:
    revisions = Revision.objects.in_bulk({pk for _told, pair in found for pk in pair or () if pk})
    names = Names.read()
    lists: dict[str, list[Told]] = {ADDED: [], CHANGED: [], WITHDRAWN: []}
    checked = 0
    for told, pair in found:
        old, new = (revisions.get(pk) for pk in pair or (None, None))
        if told.what == CHANGED and old and new:
            changes = compare(old.content, new.content, names=names)
            checked += not changes
            if not changes:
                continue
            told = replace(told, changes=tuple(changes))
        lists[told.what].append(told)
    for ordered in lists.values():
        ordered.sort(key=lambda one: (one.title.casefold(), one.key))
    return YearOfChanges(year, lists[ADDED], lists[CHANGED], lists[WITHDRAWN], checked)


def _compared(order: list[int], steps, *, start: datetime, end: datetime) -> int | None:
    """The first of these pages that was public at both ends of the year."""
    return next(
        (pk for pk in order if _is_public(steps[pk], until=start) and _is_public(steps[pk], until=end)), None
    )


def _revisions(steps: list[_Step], *, start: datetime, end: datetime) -> tuple[int | None, int | None]:
    """Those in force at both ends of the year."""
    before, after = _last(steps, until=start), _last(steps, until=end)
    return before.revision if before else None, after.revision if after else None


def _last(steps: list[_Step], *, until: datetime) -> _Step | None:
    return next((step for step in reversed(steps) if step.at < until), None)


def _is_public(steps: list[_Step], *, until: datetime) -> bool:
    last = _last(steps, until=until)
    return last is not None and last.is_public


def _steps(*, until: datetime) -> dict[int, list[_Step]]:
    """By page, what was done to it in public before that moment, in order. One query."""
    found: dict[int, list[_Step]] = defaultdict(list)
    rows = _log().filter(timestamp__lt=until).order_by("timestamp", "pk")
    for row in rows.values_list("timestamp", "page_id", "action", "revision_id", "label"):
        at, page, action, revision, label = row
        found[page].append(_Step(at, page, action in PUBLISHED, revision, label))
    return found


def _log():
    """The lines of the log that say when an entry of the guide was public."""
    kind = ContentType.objects.get_for_model(GuideEntryPage)
    return PageLogEntry.objects.filter(content_type=kind, action__in=PUBLISHED + TAKEN_DOWN)


def _moment(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=timezone.get_default_timezone())
