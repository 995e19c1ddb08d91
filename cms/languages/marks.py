"""Since when the translations of records lag behind, looked at by the worker now and then.

A text changed in the main language and not in another is outdated from the first look that saw it. It is up to date
again once its own words change, or once somebody says that they need not.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType

from cms.languages.records import Record, all_records
from cms.models import LanguageMark
from kit.localized import content_languages

Key = tuple[int, int, str]


def look(*, at: datetime) -> int:
    """Compare every record with what was seen last; how many translations became outdated. Queries don't grow."""
    known = {_key(mark): mark for mark in LanguageMark.objects.all()}
    made, changed, fallen = [], [], 0
    seen = set()
    for record in all_records():
        for language in _others():
            now = _mark(record, language)
            seen.add(_key(now))
            before = known.get(_key(now))
            if before is None:
                made.append(now)
            elif _differ(before, now):
                was_late = before.outdated_since is not None
                _update(before, now, at=at)
                fallen += not was_late and before.outdated_since is not None
                changed.append(before)
    LanguageMark.objects.bulk_create(made, ignore_conflicts=True)
    LanguageMark.objects.bulk_update(changed, ["original_digest", "own_digest", "outdated_since"])
    LanguageMark.objects.filter(pk__in=[mark.pk for key, mark in known.items() if key not in seen]).delete()
    return fallen


def say_up_to_date(record: Record, language: str) -> None:
    """Somebody has read both: this language says what the main one says now."""
    now = _mark(record, language)
    LanguageMark.objects.update_or_create(
        content_type=now.content_type,
        object_id=now.object_id,
        language=language,
        defaults={
            "original_digest": now.original_digest,
            "own_digest": now.own_digest,
            "outdated_since": None,
        },
    )


def outdated() -> dict[Key, datetime]:
    """Since when each translation that lags behind does, by (content type, id, language). One query."""
    return {_key(mark): mark.outdated_since for mark in LanguageMark.objects.exclude(outdated_since=None)}


def key_of(record: Record, language: str) -> Key:
    """What ``outdated`` knows a record's language by. A questionnaire is looked at beside its consultation's texts."""
    return ContentType.objects.get_for_model(record.instance).pk, record.instance.pk, _part(record, language)


def _mark(record: Record, language: str) -> LanguageMark:
    return LanguageMark(
        content_type=ContentType.objects.get_for_model(record.instance),
        object_id=record.instance.pk,
        language=_part(record, language),
        original_digest=_digest(record.words_in(settings.LANGUAGE_CODE)),
        own_digest=_digest(record.words_in(language)),
    )


def _part(record: Record, language: str) -> str:
    """A consultation has two records, its texts and its questions, and one row: they are told apart here."""
    return f"{language}:q" if record.kind == "questionnaire" else language


def _key(mark: LanguageMark) -> Key:
    return mark.content_type_id, mark.object_id, mark.language


def _differ(before: LanguageMark, now: LanguageMark) -> bool:
    if before.own_digest != now.own_digest:
        return True
    is_behind = before.original_digest != now.original_digest
    return is_behind is (before.outdated_since is None)


def _update(before: LanguageMark, now: LanguageMark, *, at: datetime) -> None:
    if before.own_digest != now.own_digest:
        before.own_digest, before.original_digest = now.own_digest, now.original_digest
        before.outdated_since = None
    elif before.original_digest == now.original_digest:
        before.outdated_since = None
    else:
        before.outdated_since = at


def _digest(texts: list[str]) -> str:
    return hashlib.sha256(json.dumps(texts, ensure_ascii=False).encode()).hexdigest()


def _others() -> list[str]:
    return [code for code, _name in content_languages() if code != settings.LANGUAGE_CODE]
