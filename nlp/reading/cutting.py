"""Cut texts into passages, one idea each, and find the passages that say the same: the units that are grouped."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlp.reading.cleaning import match_key
from nlp.reading.duplicates import digests
from nlp.reading.passages import continues
from nlp.reading.stretches import Rows, Stretches

BATCH = 4096
CONTEXT = 0.4
WHOLE_TEXTS = 20_000


@dataclass(eq=False)
class Passages:
    """One cell a passage, in the order of the texts and of their words.

    `owners` is the position of the text, `starts` and `ends` offsets into it as given, `units` the number of the
    distinct passage that it says; `firsts` leads from a unit to its first passage, `voices` counts its passages in
    all texts. `vectors` are the units' vectors, in batches, or None without an encoder.
    """

    owners: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    units: np.ndarray
    firsts: np.ndarray
    voices: np.ndarray
    vectors: Sequence | None

    def texts(self, raw):
        """The words of each unit, as its first passage has them."""
        return Stretches(raw, self.owners[self.firsts], self.starts[self.firsts], self.ends[self.firsts])


class Cutter:
    """Joins again the parts of a text that belong to one idea; what they mean is told by the encoder."""

    def __init__(self, encoder):
        self.encoder = encoder

    def cut(self, corpus, *, pool, progress=None):
        """The Passages of a corpus's distinct texts."""
        firsts, rows = in_order_of_appearance(corpus.part_keys)
        parts = Stretches(corpus.texts, corpus.part_owners, corpus.part_starts, corpus.part_ends)
        vectors = None
        if self.encoder is not None and len(parts):
            spoken, whole_rows = _with_wholes(corpus, parts, firsts)
            vectors = Rows(self.encoder.encode(spoken, workers=pool, progress=progress))
        compared, places, centre = self._compared(vectors, rows)
        follows = continues(corpus.part_owners, parts, compared, rows=places, centre=centre)
        begins = np.flatnonzero(~follows)
        lasts = np.append(begins, len(parts))[1:] - 1
        owners, starts, ends = corpus.part_owners[begins], corpus.part_starts[begins], corpus.part_ends[lasts]
        keys = corpus.part_keys[begins].copy()
        joined = np.flatnonzero(lasts > begins)
        keys[joined] = digests(
            match_key(corpus.texts[owners[place]][starts[place] : ends[place]]) for place in joined.tolist()
        )
        said, units = in_order_of_appearance(keys)
        unit_vectors = None
        if vectors is not None:
            ends_of_texts = np.flatnonzero(np.diff(corpus.part_owners, append=-1))
            texts = np.searchsorted(ends_of_texts, begins[said])
            unit_vectors = UnitVectors(
                vectors,
                rows,
                parts,
                passages=(begins[said], lasts[said]),
                texts=(np.append(0, ends_of_texts + 1)[texts], ends_of_texts[texts]),
                wholes=whole_rows[texts],
            )
        voices = np.bincount(units, weights=corpus.voices[owners], minlength=len(said)).astype(np.int64)
        return Passages(owners, starts, ends, units, said, voices, unit_vectors)

    @staticmethod
    def _compared(vectors, rows):
        """What tells whether two parts are one idea; without an encoder all are equally far from each other."""
        if vectors is None:
            return np.zeros((1, 1), dtype=np.float32), np.zeros(len(rows), dtype=np.int64), None
        return vectors, rows, vectors.mean()


def _with_wholes(corpus, parts, firsts):
    """(what is encoded, row of each text's whole in it or -1): the distinct parts, then whole texts of several parts.

    Above `WHOLE_TEXTS` texts the mean of its parts stands for a text: encoding is most of a long run's time.
    """
    ends = np.flatnonzero(np.diff(corpus.part_owners, append=-1))
    begins = np.append(0, ends + 1)[:-1]
    whole_rows = np.full(len(ends), -1, dtype=np.int64)
    spoken = parts.take(firsts)
    if len(ends) > WHOLE_TEXTS:
        return spoken, whole_rows
    several = np.flatnonzero(ends > begins)
    whole_rows[several] = len(firsts) + np.arange(len(several))
    wholes = (
        corpus.part_owners[begins[several]],
        corpus.part_starts[begins[several]],
        corpus.part_ends[ends[several]],
    )
    return spoken.followed_by(*wholes), whole_rows


class UnitVectors(Sequence):
    """Batches of unit vectors: what a passage says, and to a smaller part (`CONTEXT`) what its whole text says.

    A passage of several parts is their mean, weighted by their length, and so is a text that was not encoded whole. A
    few words of a longer text are often clear from the rest of it alone; a unit that several texts share takes the rest
    of the first of them.
    """

    def __init__(self, vectors, rows, parts, *, passages, texts, wholes):
        """`passages` and `texts` are (first part, last part) of each unit, and of the text that it is in.

        `wholes` is the row of that whole text in `vectors`, -1 where it has none.
        """
        self._vectors, self._rows, self._lengths = vectors, rows, parts.lengths
        self._passages, self._texts, self._wholes = passages, texts, wholes

    def __len__(self):
        return -(-len(self._passages[0]) // BATCH)

    def __getitem__(self, at):
        if not 0 <= at < len(self):
            raise IndexError(at)
        batch = slice(at * BATCH, (at + 1) * BATCH)
        begins, lasts = (places[batch] for places in self._passages)
        openings, closings = (places[batch] for places in self._texts)
        own = self._means(begins, lasts)
        several = np.flatnonzero(openings != closings)
        if len(several):
            around = self._around(openings[several], closings[several], self._wholes[batch][several])
            uncut = (openings == begins)[several] & (closings == lasts)[several]
            share = np.where(uncut, 1.0, CONTEXT).astype(np.float32)[:, None]
            own[several] = _unit((1 - share) * own[several] + share * around)
        return own

    def _around(self, openings, closings, wholes):
        """Vectors of the whole texts: their own where they have one, else the mean of their parts."""
        if (wholes >= 0).all():
            return _unit(self._vectors[wholes])
        return self._means(openings, closings)

    def _means(self, begins, lasts):
        counts = lasts - begins + 1
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        parts = np.repeat(begins - starts, counts) + np.arange(counts.sum())
        means = self._vectors[self._rows[parts]]
        if len(parts) > len(begins):
            means = np.add.reduceat(means * self._lengths[parts, None], starts, axis=0)
        return _unit(means)


def _unit(rows):
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def in_order_of_appearance(keys):
    """(place of the first of each distinct key, number of each key), numbered as they first appear."""
    _, firsts, same = np.unique(keys, return_index=True, return_inverse=True)
    order = np.argsort(firsts, kind="stable")
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order))
    return firsts[order], number[same]
