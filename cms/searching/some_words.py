"""What has some of the words only, shown below what has them all: two words are often one more than the page says."""

from __future__ import annotations

from collections import defaultdict

from search.finding import Found, Result, find
from search.words import telling_words

# More words than these are a sentence, of which the search lets some be missing anyway.
MOST_WORDS = 3
MOST_RESULTS = 5


def with_some_words(typed: str, found: Found, *, language: str, kinds: list[str] | None) -> list[Result]:
    """The best results of each word alone, without those of ``found``, which are all on one page. A search a word.

    Empty when one word was typed, or when nothing has any.
    """
    words = list(dict.fromkeys(token.text for token in telling_words(typed, language)))
    if not found.results or not 2 <= len(words) <= MOST_WORDS:
        return []
    shown = {result.url for result in found.results}
    kept: dict[str, Result] = {}
    scores: dict[str, float] = defaultdict(float)
    for word in words:
        alone = find(word, language=language, kinds=kinds, limit=MOST_RESULTS + len(shown)).results
        for rank, result in enumerate((one for one in alone if one.url not in shown), start=1):
            kept.setdefault(result.url, result)
            scores[result.url] += 1 / rank
    return sorted(kept.values(), key=lambda one: (-scores[one.url], one.url))[:MOST_RESULTS]
