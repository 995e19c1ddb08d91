"""The guide's search by words: the site's own, narrowed to entries, in the reader's language and the main one."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language

from cms.models import GuideEntryPage
from cms.searching.kinds import GUIDE
from search.finding import Correction, find, matching_ids


def with_words(entries: list[GuideEntryPage], text: str) -> list[GuideEntryPage]:
    """Those of the entries that have these words, the best first. As many queries as the words need, twice at most."""
    ranks: dict[int, int] = {}
    for language in _languages():
        for pk in matching_ids(text, kind=GUIDE, language=language):
            ranks.setdefault(pk, len(ranks))
    return sorted((entry for entry in entries if entry.pk in ranks), key=lambda entry: ranks[entry.pk])


def corrections(text: str) -> list[Correction]:
    """What was typed that no text of the reader's language holds, with what was looked for instead."""
    return find(text, language=_languages()[0], kinds={GUIDE}, limit=1).corrections


def _languages() -> list[str]:
    """The reader's, then the site's main one, in which entries stand that are not translated."""
    return list(dict.fromkeys([get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE]))
