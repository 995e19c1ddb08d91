"""Give the exact copies of a text its passages: the same ideas, at the offsets of their own spelling."""

from dataclasses import dataclass

import numpy as np

from nlp.reading.alignment import carry
from nlp.reading.cleaning import extent


@dataclass(eq=False)
class Layout:
    """Every passage of every kept text, copies included, by text and then by place in it.

    One cell a passage: `owners` (position of the text), `starts`, `ends` (offsets into it as given), `units` (the
    distinct passage that it says).
    """

    owners: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    units: np.ndarray


def with_copies(passages, corpus):
    """The Layout of a corpus, from the Passages of its distinct texts."""
    counts = np.bincount(passages.owners, minlength=len(corpus.texts))
    begins = np.concatenate([[0], np.cumsum(counts)])
    copies = np.flatnonzero(corpus.kept & (corpus.originals != np.arange(len(corpus.texts))))
    owners, starts, ends, units = [], [], [], []
    for copy in copies.tolist():
        original = corpus.originals[copy]
        own = slice(begins[original], begins[original + 1])
        spans = _carried(
            corpus.texts, original, copy, list(zip(passages.starts[own], passages.ends[own], strict=True))
        )
        owners += [copy] * len(spans)
        starts += [start for start, _ in spans]
        ends += [end for _, end in spans]
        units += _units_of(passages, own, len(spans))
    columns = zip(
        (passages.owners, passages.starts, passages.ends, passages.units),
        (owners, starts, ends, units),
        strict=True,
    )
    joined = [np.concatenate([column, np.array(more, dtype=column.dtype)]) for column, more in columns]
    order = np.argsort(joined[0], kind="stable")
    return Layout(*(column[order] for column in joined))


def _carried(texts, original, copy, spans):
    """The spans in the copy; where the words cannot be matched one by one, the whole copy is one passage."""
    if len(spans) > 1:
        found = carry([(int(start), int(end)) for start, end in spans], texts[original], texts[copy])
        if found is not None:
            return found
    return [extent(texts[copy])]


def _units_of(passages, own, count):
    """The units of the original's passages; for a copy that is one whole passage, the unit of the longest of them."""
    units = passages.units[own].tolist()
    if len(units) == count:
        return units
    return [units[int(np.argmax(passages.ends[own] - passages.starts[own]))]]
