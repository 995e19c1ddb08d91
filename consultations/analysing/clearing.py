"""Make the words that the public may read: private data replaced by its kind, the rest as the person wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultations.models import Answer

BATCH = 1000

# (texts, language code) → for each text, the (start, end, kind) of the private data in it.
FindPrivate = Callable[[Sequence[str], str], list[list[tuple[int, int, str]]]]


def clear_answers(
    answers, *, find_private: FindPrivate, progress: Callable[[float], None] | None = None
) -> int:
    """Set ``public_text`` of those answers that have none, a thousand at a time; say how many were set.

    An answer that is corrected while its words are looked at stays uncleared: what was not looked at is not shown.
    """
    ids = answers.with_words().filter(public_text=None).order_by("pk").values_list("pk", flat=True)
    waiting, done = list(ids), 0
    for start in range(0, len(waiting), BATCH):
        done += _clear(waiting[start : start + BATCH], find_private)
        if progress is not None:
            progress(min(1.0, (start + BATCH) / len(waiting)))
    return done


def redacted(text: str, spans: Sequence[tuple[int, int, str]], *, language: str) -> str:
    """The text with each stretch replaced by the name of its kind, in that language."""
    if not spans:
        return text
    with override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        names = _kinds()
    pieces, at = [], 0
    for start, end, kind in sorted(spans):
        pieces += [text[at:start], f"[{names.get(kind, names['OTHER'])}]"]
        at = end
    return "".join([*pieces, text[at:]])


def _clear(ids: list[int], find_private: FindPrivate) -> int:
    seen = list(
        Answer.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "text", "contribution__language")
    )
    private: dict[int, str] = {}
    for language, rows in _by_language(seen):
        found = find_private([text for _pk, text, _language in rows], language)
        for (pk, text, _language), spans in zip(rows, found, strict=True):
            if spans:
                private[pk] = redacted(text, spans, language=language)
    with transaction.atomic():
        locked = Answer.objects.select_for_update().filter(pk__in=ids).order_by("pk")
        now = dict(locked.values_list("pk", "text"))
        same = [pk for pk, text, _language in seen if now.get(pk) == text]
        Answer.objects.filter(pk__in=[pk for pk in same if pk not in private]).update(public_text=F("text"))
        for pk in same:
            if pk in private:
                Answer.objects.filter(pk=pk).update(public_text=private[pk])
    return len(same)


def _by_language(rows: list[tuple[int, str, str]]) -> Iterator[tuple[str, list[tuple[int, str, str]]]]:
    for language in sorted({language for _pk, _text, language in rows}):
        yield language, [row for row in rows if row[2] == language]


def _kinds() -> dict[str, str]:
    """What stands in the place of private data, in the active language."""
    return {
        "PERSON": _("name"),
        "EMAIL": _("e-mail address"),
        "PHONE": _("phone number"),
        "ADDRESS": _("postal address"),
        "IBAN": _("bank account"),
        "SSN": _("social security number"),
        "OTHER": _("personal data"),
    }
