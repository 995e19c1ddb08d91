"""From what was typed to ranked texts: each word becomes those of the index that may be meant, then texts are scored.

The score is BM25's (see search/indexing.py): each word's weight in the text times its rarity, the logarithm of
Robertson and Zaragoza kept above zero; it is lowered for each of the words that a text lacks.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import reduce
from itertools import chain
from operator import add
from typing import NamedTuple

from django.db.models import Case, IntegerField, Max, Q, QuerySet, When

from search.models import HEAD, IndexedText, Posting, Word
from search.tolerance import NearWord, near_words
from search.words import Token, stems, telling_words

LONGEST_QUERY = 200
MOST_WORDS = 8
MOST_FORMS = 400
MOST_BEGUN = 20
# So many texts are named one by one when they are read; more are found again by their words.
FEW = 500
# What a word counts for when it is the one that was typed, another form of it, one that begins so, or a likely one.
AS_TYPED, SAME_STEM, BEGUN, NEAR = 1.0, 0.9, 0.6, 0.5


@dataclass
class Wanted:
    """One word that was typed, with the words of the index that may be meant by it, by what each counts for."""

    token: Token
    meant: dict[int, float] = field(default_factory=dict)
    # Their spellings without accents, to mark them where they stand.
    forms: set[str] = field(default_factory=set)
    # Its likeliest spelling, when it was taken for a typing error.
    correction: str = ""


class Match(NamedTuple):
    """A text that was found."""

    label: str
    object_id: int
    kind: str
    score: float


def wanted_words(text: str, language: str) -> list[Wanted]:
    """What to look for, repeats and silent words left out. Two queries, and three for each word that nobody wrote."""
    wanted = _typed(text, language)
    if not wanted:
        return []
    _add_known(wanted, language)
    for one in wanted:
        if not one.meant and one is wanted[-1]:
            _add_begun(one, language)
        if not one.meant:
            _add_near(one, near_words(one.token.folded, language))
    return wanted


def matches(wanted: list[Wanted], language: str, *, kinds: Collection[str] = ()) -> list[Match]:
    """The texts with these words, the best first. Three queries, which read what the words' index holds and no more."""
    groups = [one for one in wanted if one.meant]
    if not groups:
        return []
    postings = _postings(groups, kinds)
    weights = _best_weights(groups, postings.values_list("indexed_id", "word_id", "weight"))
    enough = _with_enough(weights)
    if not enough:
        return []
    texts = IndexedText.objects.filter(language=language).count()
    scores = _scores(weights, enough, texts=texts)
    return _ranked(scores, postings)


def ids_query(wanted: list[Wanted], language: str, *, kind: str) -> QuerySet:
    """The ids of the records of a kind that `matches` finds, unordered, to stand as a subquery in another filter.

    No query for one word, one to learn how many of several words stand together in a text.
    """
    groups = [one for one in wanted if one.meant]
    texts = IndexedText.objects.filter(language=language, kind=kind)
    if not groups:
        return texts.none().values("object_id")
    if len(groups) == 1:
        return texts.filter(pk__in=_postings(groups, ()).values("indexed_id")).values("object_id")
    covered = reduce(add, [_has(one) for one in groups])
    of_kind = _postings(groups, (kind,)).order_by().values("indexed_id").annotate(covered=covered)
    most = of_kind.aggregate(most=Max("covered"))["most"] or 0
    counted = _postings(groups, ()).order_by().values("indexed_id").annotate(covered=covered)
    enough = counted.filter(covered__gte=_enough(most)).values("indexed_id")
    return texts.filter(pk__in=enough).values("object_id")


def _has(one: Wanted) -> Max:
    """1 for a text with that word, among postings grouped by text; 0 for one without."""
    return Max(Case(When(word_id__in=list(one.meant), then=1), default=0, output_field=IntegerField()))


def _postings(groups: list[Wanted], kinds: Collection[str]) -> QuerySet[Posting]:
    postings = Posting.objects.filter(word_id__in={pk for one in groups for pk in one.meant})
    return postings.filter(indexed__kind__in=kinds) if kinds else postings


def _best_weights(groups: list[Wanted], rows: Iterable[tuple[int, int, float]]) -> list[dict[int, float]]:
    """For each word that was typed, what its best spelling weighs in each text that has one."""
    weights: list[dict[int, float]] = [{} for _one in groups]
    meanings: dict[int, list[tuple[dict[int, float], float]]] = {}
    for place, one in enumerate(groups):
        for word, worth in one.meant.items():
            meanings.setdefault(word, []).append((weights[place], worth))
    for indexed, word, weight in rows:
        for best, worth in meanings[word]:
            if weight * worth > best.get(indexed, 0.0):
                best[indexed] = weight * worth
    return weights


def _with_enough(weights: list[dict[int, float]]) -> dict[int, int]:
    """The texts that are not left out for the words that they lack, with how many they have."""
    covered = Counter(chain.from_iterable(weights))
    enough = _enough(max(covered.values(), default=0))
    return {indexed: covers for indexed, covers in covered.items() if covers >= enough}


def _enough(most: int) -> int:
    """All the words when a text has them all; of a whole sentence one may be missing."""
    return most if most < 3 else most - 1


def _scores(weights: list[dict[int, float]], covered: dict[int, int], *, texts: int) -> dict[int, float]:
    rarity = [
        math.log(1 + max(texts - len(its), 0) / (len(its) + 0.5) + 0.5 / (len(its) + 0.5)) for its in weights
    ]
    weighed = list(zip(weights, rarity, strict=True))
    return {
        indexed: covers / len(weights) * sum(its.get(indexed, 0.0) * rare for its, rare in weighed)
        for indexed, covers in covered.items()
    }


def _ranked(scores: dict[int, float], postings: QuerySet[Posting]) -> list[Match]:
    """The texts of these scores, the best first. One query: by their ids when they are few, else by their words."""
    ids = scores if len(scores) <= FEW else postings.values("indexed_id")
    rows = IndexedText.objects.filter(pk__in=ids).values_list("pk", "label", "object_id", "kind")
    ranked = sorted(
        (-scores[pk], label, object_id, kind) for pk, label, object_id, kind in rows if pk in scores
    )
    return [Match(label, object_id, kind, -score) for score, label, object_id, kind in ranked]


def _typed(text: str, language: str) -> list[Wanted]:
    words: dict[str, Token] = {}
    for token in telling_words(text[:LONGEST_QUERY], language):
        words.setdefault(token.folded, token)
    return [Wanted(token) for token in list(words.values())[:MOST_WORDS]]


def _add_known(wanted: list[Wanted], language: str) -> None:
    """The words with the same stem, written with or without accents. Queries once."""
    by_stem: dict[str, list[Wanted]] = {}
    for one in wanted:
        for stem in set(stems(one.token.text, language)):
            by_stem.setdefault(stem, []).append(one)
    # Each side names the language: its index is then used, where SQLite would go through all words of the language.
    same = Q(language=language, stem__in=by_stem) | Q(language=language, plain__in=by_stem)
    rows = Word.objects.filter(same)
    for pk, folded, stem, plain in rows.values_list("pk", "folded", "stem", "plain")[:MOST_FORMS]:
        for one in {id(one): one for key in (stem, plain) for one in by_stem.get(key, [])}.values():
            one.meant[pk] = AS_TYPED if folded == one.token.folded else SAME_STEM
            one.forms.add(folded)


def _add_begun(one: Wanted, language: str) -> None:
    """The shortest words that begin like the one that may still be being typed. Queries once."""
    typed = one.token.folded
    if len(typed) < HEAD:
        return
    begun = Word.objects.filter(language=language, head=typed[:HEAD], folded__startswith=typed)
    rows = begun.order_by("folded").values_list("pk", "folded")[: 10 * MOST_BEGUN]
    for pk, folded in sorted(rows, key=lambda row: (len(row[1]), row[1]))[:MOST_BEGUN]:
        one.meant[pk] = BEGUN
        one.forms.add(folded)


def _add_near(one: Wanted, near: list[NearWord]) -> None:
    for word in near:
        one.meant[word.id] = NEAR
        one.forms.add(word.folded)
    if near:
        one.correction = near[0].text
