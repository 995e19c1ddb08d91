"""Two pages that say the same in two languages, made into source and translation for the side-by-side editor.

Pages that were written apart (by hand, by a demonstration, before the editor existed) share a translation key and
nothing else. Pairing reads both, lays the words of one beside the words of the other, and from then on the second is
translated sentence by sentence, with what changed in the first shown as still to translate.
"""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationLog,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


@transaction.atomic
def pair(original: Page, translation: Page) -> bool:
    """Make ``translation`` the side-by-side translation of ``original``; False, and nothing done, when they differ.

    They differ when their blocks are not of the same kinds in the same order, or when a text of one has more
    paragraphs than its counterpart: whose translation a paragraph is could only be guessed. About five queries a
    paragraph.
    """
    original, translation = original.specific, translation.specific
    if type(original) is not type(translation) or original.translation_key != translation.translation_key:
        return False
    if not _align(original, translation):
        return False
    theirs = _words_by_path(translation)
    ours = _words_by_path(original)
    if any(len(theirs.get(path, ())) not in (0, len(words)) for path, words in ours.items()):
        return False
    revision = translation.save_revision()
    if translation.live:
        revision.publish()
    source, _made = TranslationSource.update_or_create_from_instance(original)
    _store(source, theirs, translation)
    Translation.objects.update_or_create(
        source=source, target_locale=translation.locale, defaults={"enabled": True}
    )
    TranslationLog.objects.create(source=source, locale=translation.locale, revision=revision)
    return True


def pair_all(*, main: str) -> tuple[int, list[Page]]:
    """Pair every page with its original in the language ``main``; how many were, and the pages that differ.

    Translations that the editor knows already are left alone.
    """
    known = set(Translation.objects.values_list("source__object_id", "target_locale_id"))
    originals = {
        page.translation_key: page
        for page in Page.objects.filter(locale__language_code=main, depth__gt=1).specific()
    }
    others = (
        Page.objects.exclude(locale__language_code=main).filter(depth__gt=1, alias_of=None).order_by("path")
    )
    paired, different = 0, []
    for page in others.specific():
        original = originals.get(page.translation_key)
        if original is None or (page.translation_key, page.locale_id) in known:
            continue
        if pair(original, page):
            paired += 1
        else:
            different.append(page)
    return paired, different


def _align(original: Page, translation: Page) -> bool:
    """Give the translation's blocks and children the ids of the original's, by which the editor knows them.

    False if they differ.
    """
    for relation in get_all_child_relations(original):
        if issubclass(relation.related_model, TranslatableMixin):
            name = relation.get_accessor_name()
            ours, theirs = list(getattr(original, name).all()), list(getattr(translation, name).all())
            if len(ours) != len(theirs):
                return False
            for our, their in zip(ours, theirs, strict=True):
                their.translation_key, their.locale = our.translation_key, translation.locale
            getattr(translation, name).set(theirs)
    for field in original._meta.get_fields():
        if isinstance(field, StreamField):
            ours, theirs = _with_ids(original, field.name), _with_ids(translation, field.name)
            if not _same_ids(ours, theirs):
                return False
            setattr(original, field.name, field.to_python(ours))
            setattr(translation, field.name, field.to_python(theirs))
            # What was not written in the editor may lack ids inside of lists: they have to be the same ever after.
            type(original).objects.filter(pk=original.pk).update(
                **{field.name: getattr(original, field.name)}
            )
    return True


def _with_ids(page: Page, name: str) -> list:
    """The blocks of a stream as plain data, read through, so that each has an id down to the items of lists."""
    stream = getattr(page, name)
    return [
        {"type": child.block_type, "value": child.get_prep_value()["value"], "id": child.id}
        for child in stream
    ]


def _same_ids(ours: object, theirs: object) -> bool:
    """Copy block ids from ours to theirs, in place, all the way down."""
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(_same_ids, ours, theirs))
    if not (isinstance(ours, dict) and isinstance(theirs, dict)):
        return True
    if "type" in ours and "value" in ours:
        if ours["type"] != theirs.get("type"):
            return False
        if "id" in ours:
            theirs["id"] = ours["id"]
        return _same_ids(ours["value"], theirs["value"])
    return all(_same_ids(value, theirs.get(name)) for name, value in ours.items())


def _words_by_path(page: Page) -> dict[str, list[str]]:
    """The strings that the editor shows of a page, in order, by the path of their field or block."""
    found: dict[str, list[str]] = defaultdict(list)
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            found[segment.path].append(segment.string.data)
    return found


def _store(source: TranslationSource, words: dict[str, list[str]], translation: Page) -> None:
    """Write each string's translation, taken from the same place of the other page. Two queries."""
    places: dict[str, int] = defaultdict(int)
    rows = {}
    segments = (
        StringSegment.objects.filter(source=source).order_by("order").select_related("context", "string")
    )
    for segment in segments:
        path = segment.context.path
        number, places[path] = places[path], places[path] + 1
        if number < len(words.get(path, ())):
            rows[segment.string_id, segment.context_id] = words[path][number]
    now = timezone.now()
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                translation_of_id=string,
                context_id=context,
                locale=translation.locale,
                data=data,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                created_at=now,
            )
            for (string, context), data in rows.items()
        ],
        ignore_conflicts=True,
    )
