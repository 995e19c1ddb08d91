"""Finding: words in, published records out, found alike on SQLite and PostgreSQL.

Accents and endings are forgiven, and so are typing errors, of which the reader is told. What was typed is bounded
(200 characters, eight words), is never part of a pattern, and is kept nowhere. The number of queries depends on what
was typed and on how many kinds of records are shown, never on how many there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import QuerySet

from search.excerpts import Stretch, excerpt, marked
from search.matching import Match, Wanted, ids_query, matches, wanted_words
from search.registry import Text, searchable_of

MOST_RESULTS = 50


@dataclass(frozen=True)
class Result:
    """A record that was found, with its title and a piece of its text, the words that were looked for set apart.

    ``language`` is the title's own, ``excerpt_language`` that of the piece of text.
    """

    kind: str
    title: str
    url: str
    language: str
    marked_title: list[Stretch]
    excerpt: list[Stretch]
    excerpt_language: str


@dataclass(frozen=True)
class Correction:
    """A word that no text holds, and the one that was looked for instead; ``meant`` is empty when none is near."""

    typed: str
    meant: str


@dataclass(frozen=True)
class Found:
    """What a search brought: one page of results, how many there are in all and of each kind, what was corrected."""

    results: list[Result] = field(default_factory=list)
    total: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)
    corrections: list[Correction] = field(default_factory=list)
    # What was typed, put right; empty when nothing was corrected.
    suggestion: str = ""
    # Whether there was anything to look for: a question of small words only holds nothing.
    has_words: bool = True


def find(
    text: str,
    *,
    language: str,
    kinds: Collection[str] | None = None,
    limit: int = 10,
    offset: int = 0,
) -> Found:
    """What everyone may read that has these words, the best first.

    ``kinds`` narrows the results; ``by_kind`` counts all kinds all the same. Four queries, two or three more for
    each word that no text holds, and those of each model's own that is shown.
    """
    wanted = wanted_words(text, language)
    found = matches(wanted, language)
    shown = [match for match in found if not kinds or match.kind in kinds]
    page = shown[max(offset, 0) : max(offset, 0) + min(limit, MOST_RESULTS)]
    return Found(
        results=_results(page, wanted, language),
        total=len(shown),
        by_kind=dict(Counter(match.kind for match in found)),
        corrections=[Correction(one.token.text, one.correction) for one in wanted if _is_told(one)],
        suggestion=_put_right(text, wanted),
        has_words=bool(wanted),
    )


def matching_ids(text: str, *, kind: str, language: str) -> list[int]:
    """The ids of all records of a kind that have these words, the best first, to be narrowed by other filters.

    Four queries, two or three more for each word that no text holds. The index holds only what everyone may read, but
    filter by `visible_to` all the same: what stopped being public a minute ago may still stand here.
    """
    found = matches(wanted_words(text, language), language, kinds=[kind])
    return list(dict.fromkeys(match.object_id for match in found))


def ids_filter(text: str, *, kind: str, language: str) -> QuerySet:
    """The same ids, unordered, for ``records.filter(pk__in=ids_filter(…))``: they stay in the database.

    Two queries at most to learn what is meant, two or three more for each word that no text holds; the rest is a part
    of the query that it stands in. Empty when nothing was typed, or small words only. Ask for `visible_to` as well.
    """
    return ids_query(wanted_words(text, language), language, kind=kind)


def _is_told(one: Wanted) -> bool:
    return bool(one.correction) or not one.meant


def _put_right(text: str, wanted: list[Wanted]) -> str:
    """The words that were typed with the corrected ones in place; empty when none was."""
    if not any(one.correction for one in wanted):
        return ""
    return " ".join(one.correction or one.token.text for one in wanted)


def _results(page: list[Match], wanted: list[Wanted], language: str) -> list[Result]:
    """The records of these matches as they are now; one that is public no more is left out. Queries once a model."""
    forms = frozenset(form for one in wanted for form in one.forms)
    by_label: dict[str, list[int]] = {}
    for match in page:
        by_label.setdefault(match.label, []).append(match.object_id)
    records = {}
    for label, ids in by_label.items():
        one = searchable_of(label)
        if one is not None:
            records |= {
                (label, pk): (one, record) for pk, record in one.public_records().in_bulk(ids).items()
            }
    results = []
    for match in page:
        one, record = records.get((match.label, match.object_id), (None, None))
        said = next((text for text in one.texts(record) if text.language == language), None) if one else None
        if said is None:
            continue
        below, its_language = _shown(said, forms)
        results.append(
            Result(
                kind=match.kind,
                title=said.title,
                url=one.url(record),
                language=said.title_language or said.language,
                marked_title=marked(said.title, forms),
                excerpt=excerpt(below, forms),
                excerpt_language=its_language,
            )
        )
    return results


def _shown(said: Text, forms: frozenset[str]) -> tuple[str, str]:
    """Of what a record says below its title, the first that holds a word that was looked for, with its language."""
    told = [(said.body, said.body_language or said.language), (said.introduction, said.language)]
    told += [(text, code) for code, text in said.more.items()]
    there = [(text, code) for text, code in told if text]
    return next((one for one in there if _holds(one[0], forms)), there[0] if there else ("", said.language))


def _holds(text: str, forms: frozenset[str]) -> bool:
    return any(stretch.is_found for stretch in excerpt(text, forms))
