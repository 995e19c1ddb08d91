"""Words that look like a mistyped one, found through keys that both share, then measured.

Short words share a key when each, less one letter, is the same: the deletion neighbourhoods of T. Bocek, E. Hunt and
B. Stiller, “Fast Similarity Search in Large Dictionaries” (2007). Long ones share groups of three letters (E. Ukkonen,
“Approximate string-matching with q-grams”, 1992), which two errors leave enough of. The distance is Damerau's, with two
neighbours exchanged counted as one error.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, Count, Sum, Value, When
from rapidfuzz.distance import OSA

from search.models import Posting, Trace

SHORTEST = 4
LONG = 8
CANDIDATES = 60
# So many words of any language, of which those of the one that was typed are candidates.
LOOKED_AT = 8 * CANDIDATES
MOST_NEAR = 6
_LESS_A_LETTER = "-"
# A word that is the same but for a letter shares one or two such keys, a look-alike many groups of three.
_WORTH_OF_LESS_A_LETTER = 10


@dataclass(frozen=True)
class NearWord:
    """A word of the index that stands for a mistyped one."""

    id: int
    text: str
    folded: str
    errors: int


def keys_of(folded: str) -> set[str]:
    """The keys under which a word of the index is kept: some ten of them."""
    keys: set[str] = set()
    if SHORTEST - 1 <= len(folded) <= LONG:
        keys |= less_a_letter(folded)
    if len(folded) >= LONG - 1:
        keys |= threes(folded)
    return keys


def keys_to_try(folded: str) -> set[str]:
    """The keys that a mistyped word may share with the one that was meant: one letter shorter or longer than it."""
    keys: set[str] = set()
    if len(folded) <= LONG + 1:
        keys |= less_a_letter(folded)
    if len(folded) >= LONG - 2:
        keys |= threes(folded)
    return keys


def less_a_letter(folded: str) -> set[str]:
    """The word, and the word less each one of its letters."""
    parts = {folded[:place] + folded[place + 1 :] for place in range(len(folded))}
    return {_LESS_A_LETTER + part for part in parts | {folded}}


def threes(folded: str) -> set[str]:
    """Each group of three letters, with the word's beginning and end marked."""
    marked = f"^{folded}$"
    return {marked[place : place + 3] for place in range(len(marked) - 2)}


def errors_forgiven(folded: str) -> int:
    """How many errors a word of that length may hold: none in three letters, two in eight."""
    if len(folded) < SHORTEST or folded.isdigit():
        return 0
    return 1 if len(folded) < LONG else 2


def near_words(folded: str, language: str) -> list[NearWord]:
    """The words of published texts that are nearest to a mistyped one, the likeliest first. Two queries at most."""
    forgiven = errors_forgiven(folded)
    if not forgiven:
        return []
    worth = Case(When(key__startswith=_LESS_A_LETTER, then=Value(_WORTH_OF_LESS_A_LETTER)), default=Value(1))
    # The language is looked at here: asked for in the query, it made SQLite go through all words of that language.
    sharing = (
        Trace.objects.filter(key__in=keys_to_try(folded))
        .values_list("word_id", "word__text", "word__folded", "word__language")
        .annotate(shared=Sum(worth))
        .order_by("-shared", "word_id")[:LOOKED_AT]
    )
    candidates = [(pk, text, other) for pk, text, other, its, _shared in sharing if its == language]
    measured = [
        NearWord(pk, text, other, errors)
        for pk, text, other in candidates[:CANDIDATES]
        if 0 < (errors := OSA.distance(folded, other, score_cutoff=forgiven)) <= forgiven
    ]
    nearest = min((word.errors for word in measured), default=0)
    measured = [word for word in measured if word.errors == nearest]
    uses = dict(
        Posting.objects.filter(word_id__in=[word.id for word in measured])
        .values_list("word_id")
        .annotate(Count("pk"))
    )
    used = [word for word in measured if word.id in uses]
    used.sort(key=lambda word: (word.folded[0] != folded[0], -uses[word.id], word.text))
    return used[:MOST_NEAR]
