"""A published opinion in the reader's language: what was frozen, else a translation made since, else the original."""

from __future__ import annotations

from typing import Any

from cms.conferences.opinion_publishing import RECOMMENDATION
from cms.models import ConferencePage, Opinion, Recommendation
from kit.localized import LocalizedText


class Translations:
    """What the page in the reader's language adds to frozen words that lack it. Queries nothing.

    A block that only repeats the original, as a page does that waits for its translator, adds nothing.
    """

    def __init__(self, page: ConferencePage, opinion: Opinion):
        self.language = page.locale.language_code
        self.original = opinion.language
        self.introduction = self._with(opinion.introduction, page.opinion_introduction)
        self._values = {} if self.language == self.original else _values(page)

    def title(self, recommendation: Recommendation) -> LocalizedText:
        return self._part(recommendation, "title")

    def text(self, recommendation: Recommendation) -> LocalizedText:
        return self._part(recommendation, "text")

    def is_translated(self, recommendation: Recommendation) -> bool:
        """Whether the words shown are a translation of those that the panel voted."""
        return self.text(recommendation).language() != self.original

    def _part(self, recommendation: Recommendation, name: str) -> LocalizedText:
        value = self._values.get(str(recommendation.key))
        return self._with(getattr(recommendation, name), value[name] if value is not None else "")

    def _with(self, frozen: LocalizedText, said: str) -> LocalizedText:
        if self.language in frozen or not said or said == frozen.get(self.original):
            return frozen
        return LocalizedText({**frozen, self.language: said})


def _values(page: ConferencePage) -> dict[str, Any]:
    return {child.id: child.value for child in page.opinion if child.block_type == RECOMMENDATION}
