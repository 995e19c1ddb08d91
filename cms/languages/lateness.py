"""Which pages say something else than what their translations were made from: told by their words, not by dates.

Publishing a page again, with another picture or nothing changed at all, leaves its translations as good as they were.
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


def outdated_since(pairs: Iterable[Pair]) -> dict[int, datetime]:
    """Since when each translation lags behind, by its id. Four queries at most, however many pages."""
    older = [pair for pair in pairs if pair.is_older]
    if not older:
        return {}
    then, now = _words_then(older), _words_now(older)
    return {
        pair.page.pk: pair.original.last_published_at
        for pair in older
        if pair.page.pk not in then or then[pair.page.pk] != now.get(pair.original.pk)
    }


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
            yield from _leaves(_parsed(value))


def _parsed(value: object) -> object:
    """The blocks of a stream, which is kept as JSON within JSON; any other value as it is."""
    if isinstance(value, str) and value.startswith("["):
        try:
            return json.loads(value)
        except ValueError:  # A text that happens to begin with a bracket.
            return value
    return value


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


def _words_now(pairs: list[Pair]) -> dict[int, list[str]]:
    """What each original says to its readers, by its id; without those that were published without a revision."""
    models = {pair.original.live_revision_id: pair.original for pair in pairs}
    kept = Revision.objects.filter(pk__in=[pk for pk in models if pk]).values_list("pk", "content")
    return {models[pk].pk: words_of(content, _model(models[pk])) for pk, content in kept}


def _words_then(pairs: list[Pair]) -> dict[int, list[str]]:
    """What each translation was made from, by the translation's id; without those of which nothing is known."""
    made_from: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.source:
            made_from[pair.source.pk].append(pair)
    kept = TranslationSource.objects.filter(pk__in=made_from).values_list("pk", "content_json")
    found = {
        pair.page.pk: words_of(json.loads(content), _model(pair.original))
        for pk, content in kept
        for pair in made_from[pk]
    }
    by_hand = [pair for pair in pairs if not pair.source]
    return found | (_words_at_the_time(by_hand) if by_hand else {})


def _words_at_the_time(pairs: list[Pair]) -> dict[int, list[str]]:
    """What the original's last revision said when its translation was last written by hand."""
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
    return {
        pair.page.pk: words_of(content, _model(pair.original))
        for pk, content in Revision.objects.filter(pk__in=read).values_list("pk", "content")
        for pair in read[pk]
    }


def _model(page: Page) -> type[Model]:
    return page.content_type.model_class() or Page
