"""What a page says in no language: years, telephone numbers, addresses, dates, topics, numbers in blocks.

Such facts are carried from the original to its translations when an editor takes over what is new. Until then readers
of a translation are told the old ones, though not a word is left to translate.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Field, Model
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, TranslatableField, get_translatable_fields

# Where a fact stands: names of fields, keys of rows, ids of blocks.
Path = tuple[str, ...]
# Blocks that hold a number, a date or a yes or no. A chosen page or picture is none: each language may have its own.
FACT_BLOCKS = (
    blocks.BooleanBlock,
    blocks.DateBlock,
    blocks.DateTimeBlock,
    blocks.DecimalBlock,
    blocks.FloatBlock,
    blocks.IntegerBlock,
    blocks.TimeBlock,
)


def are_behind(then: dict, now: dict, own: dict, model: type[Model]) -> bool:
    """Whether the original told another fact when its translation was made, and the translation tells another still.

    All are pages kept as JSON: ``then`` and ``now`` the original, ``own`` its translation. A fact that somebody gave
    the translation on purpose, such as another link, is behind only when the original's changed since.
    """
    before, after, here = (_values(content, model) for content in (then, now, own))
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    return any(here.get(path) != after.get(path) for path in changed)


def are_left(now: dict, own: dict, model: type[Model]) -> bool:
    """Whether the translation tells another fact where nobody may give it one of its own: it has yet to follow."""
    after = {one.path: one.value for one in facts_of(now, model) if one.is_bound}
    here = _values(own, model)
    return any(here.get(path) != value for path, value in after.items())


@dataclass(frozen=True)
class Fact:
    """One fact: where it stands, what it says, and whether it has to be the same in every language."""

    path: Path
    value: object
    is_bound: bool = False


def facts_of(content: dict, model: type[Model]) -> Iterator[Fact]:
    """Every fact of a page, or of a row of one, kept as JSON."""
    for one in get_translatable_fields(model):
        value, field = content.get(one.field_name), one.get_field(model)
        here = (one.field_name,)
        if field.one_to_many and isinstance(one, TranslatableField):
            for number, row in enumerate(value or ()):
                key = str(row.get("translation_key") or number)
                for fact in facts_of(row, field.related_model):
                    yield replace(fact, path=(*here, key, *fact.path))
        elif field.one_to_many:
            aside = {"pk", field.field.name}
            yield Fact(here, [{k: v for k, v in row.items() if k not in aside} for row in value or ()])
        elif isinstance(field, StreamField):
            yield from _in_blocks(parsed(value), field.stream_block, here)
        elif isinstance(one, SynchronizedField) and _is_told(field):
            yield Fact(here, sorted(value) if isinstance(value, list) else value, not one.overridable)


def parsed(value: object) -> object:
    """The blocks of a stream, which is kept as JSON within JSON; any other value as it is."""
    if isinstance(value, str) and value.startswith("["):
        try:
            return json.loads(value)
        except ValueError:  # A text that happens to begin with a bracket.
            return value
    return value


def _values(content: dict, model: type[Model]) -> dict[Path, object]:
    return {fact.path: fact.value for fact in facts_of(content, model)}


def _is_told(field: Field) -> bool:
    """Whether readers learn something by it: not by a picture, nor by where Wagtail shows a page."""
    is_picture = field.is_relation and issubclass(field.related_model, AbstractImage)
    return field.model is not Page and not is_picture


def _in_blocks(value, block: blocks.Block, path: Path) -> Iterator[Fact]:
    """The facts in a block's value and in the blocks within it. What is empty is none."""
    if isinstance(block, FACT_BLOCKS):
        if value not in (None, "", False):
            yield Fact(path, value)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _in_blocks((value or {}).get(name), child, (*path, name))
    elif isinstance(block, (blocks.StreamBlock, blocks.ListBlock)):
        for number, item in enumerate(value or ()):
            # Lists written before Wagtail gave their items ids hold the bare values.
            is_named = isinstance(item, dict) and "type" in item and "value" in item
            child = (
                block.child_block
                if isinstance(block, blocks.ListBlock)
                else block.child_blocks.get(item["type"])
            )
            if child is not None:
                key = str(item.get("id") or number) if is_named else str(number)
                yield from _in_blocks(item["value"] if is_named else item, child, (*path, key))
