"""Which pages say something else than what their translations were made from: told by what they say, not by dates.

That is words, and facts that are the same in every language (cms/languages/facts.py). Publishing a page again, with
another picture or nothing changed at all, leaves its translations as good as they were.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from wagtail.models import Page, Revision
from wagtail_localize.fields import TranslatableField, get_translatable_fields
from wagtail_localize.models import TranslationSource

from cms.languages.facts import are_behind, are_left, parsed

# What tells one block from another, and is not read.
NO_WORDS = frozenset({"id", "type"})


@dataclass(frozen=True)
class Pair:
    """An original and its translation; ``source`` is what the editor of translations made it from, if it did."""

    original: Page
    page: Page
    source: TranslationSource | None

    @property
    def seen_at(self) -> datetime | None:
        """When the translation was last given the original's words, as far as anybody noted it."""
        return self.source.last_updated_at if self.source else self.page.latest_revision_created_at

    @property
    def is_older(self) -> bool:
        """Whether the original was published since: only then can it say something new."""
        published = self.original.last_published_at
        return bool(published and self.seen_at and published > self.seen_at)

    @property
    def is_unpublished(self) -> bool:
        """Whether the editor of translations took over what is new, and the page was not published since."""
        published = self.page.last_published_at
        return bool(self.source and published and self.source.last_updated_at > published)


def outdated_since(pairs: Iterable[Pair]) -> dict[int, datetime]:
    """Since when each translation lags behind, by its id. Four queries at most, however many pages."""
    older = [pair for pair in pairs if pair.is_older or pair.is_unpublished]
    if not older:
        return {}
    then, now = _contents_then(older), _contents_now(older)
    return {
        pair.page.pk: pair.original.last_published_at
        for pair in older
        if pair.original.last_published_at
        and _lags(pair, then.get(pair.page.pk), now.get(pair.original.pk), now.get(pair.page.pk))
    }


def _lags(pair: Pair, then: dict | None, now: dict | None, own: dict | None) -> bool:
    """Whether the original says now what it did not say then, and the translation does not say either."""
    if then is None or now is None:
        # Nothing is known of then, or the original was published without a revision.
        return pair.is_older
    model = _model(pair.original)
    if words_of(then, model) != words_of(now, model):
        return True
    if own is None:
        return False
    return are_behind(then, now, own, model) or (pair.source is not None and are_left(now, own, model))


def words_of(content: dict, model: type[Model]) -> list[str]:
    """Every text to translate in a page, or in a child of one, kept as JSON, in order."""
    return list(_words(content, model))


def _words(content: dict, model: type[Model]) -> Iterator[str]:
    for one in get_translatable_fields(model):
        if not isinstance(one, TranslatableField):
            continue
        value, field = content.get(one.field_name), one.get_field(model)
        if field.one_to_many:
            for child in value or ():
                yield from _words(child, field.related_model)
        else:
            yield from _leaves(parsed(value))


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, child in value.items():
            if key not in NO_WORDS or not isinstance(child, str):
                yield from _leaves(child)
    elif isinstance(value, list):
        for child in value:
            yield from _leaves(child)
    elif isinstance(value, str) and value:
        yield value


def _contents_now(pairs: list[Pair]) -> dict[int, dict]:
    """What originals and translations are, by page id; without those that were published without a revision."""
    pages = [page for pair in pairs for page in (pair.original, pair.page)]
    of = {page.live_revision_id or page.latest_revision_id: page.pk for page in pages}
    kept = Revision.objects.filter(pk__in=[pk for pk in of if pk]).values_list("pk", "content")
    return {of[pk]: content for pk, content in kept}


def _contents_then(pairs: list[Pair]) -> dict[int, dict]:
    """What each translation was made from, by the translation's id; without those of which nothing is known."""
    made_from: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.source:
            made_from[pair.source.pk].append(pair)
    kept = TranslationSource.objects.filter(pk__in=made_from).values_list("pk", "content_json")
    found = {pair.page.pk: json.loads(content) for pk, content in kept for pair in made_from[pk]}
    by_hand = [pair for pair in pairs if not pair.source]
    return found | (_contents_at_the_time(by_hand) if by_hand else {})


def _contents_at_the_time(pairs: list[Pair]) -> dict[int, dict]:
    """What the original's last revision was when its translation was last written by hand."""
    revisions = Revision.page_revisions.filter(object_id__in=[str(pair.original.pk) for pair in pairs])
    dated: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
    for pk, of, at in revisions.order_by("created_at", "pk").values_list("pk", "object_id", "created_at"):
        dated[of].append((at, pk))
    read: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        history = dated[str(pair.original.pk)]
        before = bisect_right([at for at, _pk in history], pair.seen_at)
        if before:
            read[history[before - 1][1]].append(pair)
    kept = Revision.objects.filter(pk__in=read).values_list("pk", "content")
    return {pair.page.pk: content for pk, content in kept for pair in read[pk]}


def _model(page: Page) -> type[Model]:
    return page.content_type.model_class() or Page
