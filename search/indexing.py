"""Writing the index: what a record says is weighed, kept while it is public, and forgotten with its last word.

Weights follow BM25F (S. Robertson and H. Zaragoza, “The Probabilistic Relevance Framework: BM25 and Beyond”, 2009,
section 3.6): each part's counts are divided by how long it is beside the usual, weighed and added up, then tempered
once, so that a word counts for more in a title than below it. The usual lengths are constants, as in pivoted
normalisation, instead of means that each publication would move.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import transaction
from django.db.models import Exists, Model, OuterRef

from search.models import HEAD, IndexedText, Posting, Trace, Word
from search.registry import Searchable, Text, all_searchable, searchable_of
from search.tolerance import keys_of
from search.words import stems, telling_words

# The usual 1.2 is for counts of words; here one word of a title counts for six.
TEMPER = 4.0
LENGTH_MATTERS = 0.75
BATCH = 200
ROWS = 2000


@dataclass(frozen=True)
class Weighed:
    """What one record says in one language, ready to be written."""

    object_id: int
    language: str
    weights: dict[str, float]

    def digest(self, kind: str) -> str:
        written = json.dumps([kind, sorted(self.weights.items())], ensure_ascii=False)
        return hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()


def index(record: Model) -> None:
    """Have the index say what this record says, or nothing when not everyone may read it.

    One query when it is not public and was not indexed, about ten when its words changed. LookupError when its model
    is not registered.
    """
    one = _searchable(record)
    texts = one.texts(record) if one.is_public(record) else []
    _write(one, [record.pk], [weighed(record.pk, text) for text in texts])


def forget(record: Model) -> None:
    """Take a record out of the index, and with it the words that only it said."""
    _write(_searchable(record), [record.pk], [])


def forget_id(label: str, object_id: int) -> None:
    """Take out a record that is there no more."""
    one = searchable_of(label)
    if one is not None:
        _write(one, [object_id], [])


def rebuild() -> Iterator[tuple[str, int]]:
    """Index all that is public and forget the rest; (label, number of records) as each model is done.

    What did not change is not written again, so that a nightly run costs reading only.
    """
    registered = all_searchable()
    known = {one.label for one in registered}
    for label in IndexedText.objects.order_by().values_list("label", flat=True).distinct():
        if label not in known:
            _drop(list(IndexedText.objects.filter(label=label).values_list("pk", flat=True)))
    for one in registered:
        yield one.label, _rebuild_one(one)


def reconcile() -> int:
    """Index what became public and forget what stopped being so, without a save: a day that came, a bulk change.

    Two queries a model when nothing did. The number of records that were looked at again.
    """
    changed = 0
    for one in all_searchable():
        public = set(one.public_records().order_by().values_list("pk", flat=True))
        indexed = set(
            IndexedText.objects.filter(label=one.label).values_list("object_id", flat=True).distinct()
        )
        _forget_all(one, indexed - public)
        arrived = sorted(public - indexed)
        for start in range(0, len(arrived), BATCH):
            _index_batch(one, list(one.public_records().filter(pk__in=arrived[start : start + BATCH])))
        changed += len(indexed - public) + len(arrived)
    return changed


def weighed(object_id: int, text: Text) -> Weighed:
    """Each word of a text with BM25's term of it, all but the word's rarity, which changes with other texts."""
    counts: dict[str, float] = defaultdict(float)
    for part in text.parts():
        words = [token.text for token in telling_words(part.text, text.language)]
        beside_usual = max(len(words) / part.usual_length, part.shortest)
        length = 1 - LENGTH_MATTERS + LENGTH_MATTERS * beside_usual
        for word in words:
            counts[word] += part.weight / length
    weights = {word: round(count * (TEMPER + 1) / (count + TEMPER), 4) for word, count in counts.items()}
    return Weighed(object_id, text.language, weights)


def _searchable(record: Model) -> Searchable:
    one = searchable_of(record._meta.label_lower)
    if one is None:
        raise LookupError(f"{type(record).__name__} is not searchable: register it in a searchables module.")
    return one


def _rebuild_one(one: Searchable) -> int:
    seen: set[int] = set()
    records = one.public_records().order_by("pk").iterator(chunk_size=BATCH)
    while batch := list(islice(records, BATCH)):
        _index_batch(one, batch)
        seen |= {record.pk for record in batch}
    indexed = set(IndexedText.objects.filter(label=one.label).values_list("object_id", flat=True))
    _forget_all(one, indexed - seen)
    return len(seen)


def _index_batch(one: Searchable, records: list) -> None:
    texts = [weighed(record.pk, text) for record in records for text in one.texts(record)]
    _write(one, [record.pk for record in records], texts)


def _forget_all(one: Searchable, object_ids: Iterable[int]) -> None:
    gone = sorted(object_ids)
    for start in range(0, len(gone), BATCH):
        _write(one, gone[start : start + BATCH], [])


@transaction.atomic
def _write(one: Searchable, object_ids: list[int], texts: list[Weighed]) -> None:
    """Make the index of these records say exactly these texts."""
    kept = IndexedText.objects.filter(label=one.label, object_id__in=object_ids)
    there = {(row.object_id, row.language): row for row in kept.select_for_update().order_by("pk")}
    wanted = {(text.object_id, text.language): text for text in texts if text.weights}
    gone = [row.pk for key, row in there.items() if key not in wanted]
    changed = {
        key: text
        for key, text in wanted.items()
        if key not in there or there[key].digest != text.digest(one.kind)
    }
    words_before = _words_in([*gone, *(there[key].pk for key in changed if key in there)])
    if gone:
        IndexedText.objects.filter(pk__in=gone).delete()
    if changed:
        _write_changed(one, changed)
    _drop_unused(words_before)


def _write_changed(one: Searchable, changed: dict[tuple[int, str], Weighed]) -> None:
    rows = [
        IndexedText(
            label=one.label,
            object_id=text.object_id,
            language=text.language,
            kind=one.kind,
            digest=text.digest(one.kind),
        )
        for text in changed.values()
    ]
    IndexedText.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["label", "object_id", "language"],
        update_fields=["kind", "digest"],
    )
    ids = {
        (object_id, language): pk
        for pk, object_id, language in IndexedText.objects.filter(
            label=one.label, object_id__in={object_id for object_id, _language in changed}
        ).values_list("pk", "object_id", "language")
    }
    word_ids = _word_ids({(text.language, word) for text in changed.values() for word in text.weights})
    Posting.objects.filter(indexed_id__in=[ids[key] for key in changed]).delete()
    postings = [
        Posting(indexed_id=ids[key], word_id=word_ids[text.language, word], weight=weight)
        for key, text in changed.items()
        for word, weight in text.weights.items()
    ]
    Posting.objects.bulk_create(postings, batch_size=ROWS, ignore_conflicts=True)


def _word_ids(wanted: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The id of each (language, word), new ones written down with the keys that forgive typing errors."""
    found = _known_words(wanted)
    missing = sorted(wanted - found.keys())
    if not missing:
        return found
    Word.objects.bulk_create(
        [_word(language, text) for language, text in missing], batch_size=ROWS, ignore_conflicts=True
    )
    added = _known_words(set(missing))
    traces = [Trace(word_id=pk, key=key) for (_language, text), pk in added.items() for key in _keys(text)]
    Trace.objects.bulk_create(traces, batch_size=ROWS, ignore_conflicts=True)
    return found | added


def _known_words(wanted: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    found = {}
    for language in {language for language, _word in wanted}:
        texts = sorted(text for its_language, text in wanted if its_language == language)
        for start in range(0, len(texts), ROWS):
            rows = Word.objects.filter(language=language, text__in=texts[start : start + ROWS])
            found |= {(language, text): pk for pk, text in rows.values_list("pk", "text")}
    return found


def _word(language: str, text: str) -> Word:
    from search.words import fold

    stem, plain = stems(text, language)
    folded = fold(text)
    return Word(language=language, text=text, folded=folded, stem=stem, plain=plain, head=folded[:HEAD])


def _keys(text: str) -> list[str]:
    from search.words import fold

    return sorted(keys_of(fold(text)))


def _words_in(indexed_ids: list[int]) -> set[int]:
    if not indexed_ids:
        return set()
    return set(Posting.objects.filter(indexed_id__in=indexed_ids).values_list("word_id", flat=True))


def _drop_unused(word_ids: Iterable[int]) -> None:
    """Forget the words that no text says any more: a word that was withdrawn is not suggested to anyone."""
    ids = sorted(word_ids)
    used = Posting.objects.filter(word_id=OuterRef("pk"))
    for start in range(0, len(ids), ROWS):
        Word.objects.filter(~Exists(used), pk__in=ids[start : start + ROWS]).delete()


def _drop(indexed_ids: list[int]) -> None:
    """Forget texts of a model that is searchable no more."""
    for start in range(0, len(indexed_ids), BATCH):
        batch = indexed_ids[start : start + BATCH]
        with transaction.atomic():
            words_before = _words_in(batch)
            IndexedText.objects.filter(pk__in=batch).delete()
            _drop_unused(words_before)
