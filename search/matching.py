"""From what was typed to ranked texts: each word becomes those of the index that may be meant, then texts are scored.

The score is BM25's (see search/indexing.py): each word's weight in the text times its rarity, the logarithm of
Robertson and Zaragoza kept above zero; it is lowered for each of the words that a text lacks.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Case, F, FloatField, Max, Q, Value, When

from search.models import HEAD, IndexedText, Posting, Word
from search.tolerance import NearWord, near_words
from search.words import Token, stems, telling_words

LONGEST_QUERY = 200
MOST_WORDS = 8
MOST_FORMS = 400
MOST_BEGUN = 20
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


@dataclass(frozen=True)
class Match:
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
    """The texts with these words, the best first. Two queries."""
    groups = [one for one in wanted if one.meant]
    if not groups:
        return []
    postings = Posting.objects.filter(word_id__in={pk for one in groups for pk in one.meant})
    if kinds:
        postings = postings.filter(indexed__kind__in=kinds)
    scores = {f"word_{place}": _weight_of(one) for place, one in enumerate(groups)}
    rows = list(
        postings.values_list("indexed__label", "indexed__object_id", "indexed__kind").annotate(**scores)
    )
    texts = IndexedText.objects.filter(language=language).count()
    return _ranked(rows, len(groups), texts)


def _ranked(rows: list[tuple], groups: int, texts: int) -> list[Match]:
    """Rows of (label, id, kind, weight of each word) as matches; those with too few of the words are left out."""
    found_in = [sum(row[3 + place] > 0 for row in rows) for place in range(groups)]
    rarity = [math.log(1 + max(texts - n, 0) / (n + 0.5) + 0.5 / (n + 0.5)) for n in found_in]
    covered = [sum(weight > 0 for weight in row[3:]) for row in rows]
    most = max(covered, default=0)
    # All the words when a text has them all; of a whole sentence one may be missing.
    enough = most if most < 3 else most - 1
    found = [
        Match(*row[:3], score=covers / groups * sum(map(math.prod, zip(row[3:], rarity, strict=True))))
        for row, covers in zip(rows, covered, strict=True)
        if covers >= enough
    ]
    return sorted(found, key=lambda match: (-match.score, match.label, match.object_id))


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
    rows = Word.objects.filter(language=language).filter(Q(stem__in=by_stem) | Q(plain__in=by_stem))
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


def _weight_of(one: Wanted):
    """What a text's best spelling of that word weighs, as a column of the database; 0 when it has none."""
    worths = sorted(set(one.meant.values()))
    cases = [
        When(word_id__in=[pk for pk, its in one.meant.items() if its == worth], then=F("weight") * worth)
        for worth in worths
    ]
    return Max(Case(*cases, default=Value(0.0), output_field=FloatField()))
