"""Points for texts: the encoder's view of their meaning beside a lexical view of their words.

Whatever grows with the texts is read batch by batch: of a million vectors only the reduced points are held.
"""

import numpy as np

from nlp.grouping.lexicon import Lexicon

LEXICAL_WEIGHT = 1.0
CONTEXT = 0.4
MEANING_DIMENSIONS = 128
LEXICAL_DIMENSIONS = 100
MANY_TEXTS = 20_000
MEANING_DIMENSIONS_OF_MANY = 64
LEXICAL_DIMENSIONS_OF_MANY = 48
LANGUAGE_TEXTS = 50
BATCH = 4096


class Points:
    """Learn one unit row a text, `points_`, float32: meaning, centred language by language, beside words.

    Centring takes out what all texts share (their question) and what all texts of a language share (its sound), so
    that one idea in two languages falls in one place. A text in a language that the encoder does not know has no
    meaning part: its words alone place it. To a smaller part (`CONTEXT`) a part of a text takes the words of all of it.
    Above `MANY_TEXTS` texts points have fewer dimensions.
    """

    def __init__(self, *, lexical_weight=LEXICAL_WEIGHT, random_state=0):
        self.lexical_weight = lexical_weight
        self.random_state = random_state

    def fit(self, texts, vectors=None, *, languages=(), unknown=None, owners=None):
        """`texts` is a sequence; `vectors` an array of shape (texts, dimensions), or a sequence of such arrays, each
        read three times; `languages` a code a text; `unknown` marks the texts whose language the encoder does not
        know; `owners` numbers the whole that each text is a part of. Raises ValueError where vectors are not as many
        as the texts.
        """
        many = len(texts) > MANY_TEXTS
        lexicon = Lexicon(
            dimensions=LEXICAL_DIMENSIONS_OF_MANY if many else LEXICAL_DIMENSIONS,
            random_state=self.random_state,
        )
        if not len(texts):
            self.points_ = np.zeros((0, 1), dtype=np.float32)
            return self
        words = lexicon.fit(texts).transform(texts)
        if owners is not None:
            _give_context(words, np.asarray(owners))
        if vectors is None:
            self.points_ = _made_unit(words)
            return self
        dimensions = MEANING_DIMENSIONS_OF_MANY if many else MEANING_DIMENSIONS
        meaning = Meaning(dimensions=dimensions).fit(vectors, languages=languages, unknown=unknown)
        self.points_ = np.empty((len(texts), meaning.width + words.shape[1]), dtype=np.float32)
        done = 0
        for rows, reduced in meaning.batches(vectors):
            self.points_[rows, : meaning.width] = reduced
            done = rows.stop
        if done != len(texts):
            raise ValueError(f"There are {done} vectors for {len(texts)} texts.")
        self.points_[:, meaning.width :] = words
        self.points_[:, meaning.width :] *= self.lexical_weight
        _made_unit(self.points_)
        return self


class Meaning:
    """Learn the centre of each language and the main directions of what is left; give unit rows in those directions.

    A language of fewer than `LANGUAGE_TEXTS` texts shares the centre of all texts. Directions are the eigenvectors of
    the covariance matrix, summed up batch by batch; as many texts as dimensions or fewer keep all directions.
    """

    def __init__(self, *, dimensions):
        self.dimensions = dimensions

    def fit(self, vectors, *, languages=(), unknown=None):
        self._unknown = None if unknown is None else np.asarray(unknown, dtype=bool)
        self._languages(vectors, languages)
        size = self._centres.shape[1]
        self.directions_ = None
        if min(self._count, size) > self.dimensions:
            spread = np.zeros((size, size))
            for _, centred in self._centred(vectors):
                spread += centred.T @ centred
            eigenvectors = np.linalg.eigh(spread)[1]
            self.directions_ = np.ascontiguousarray(eigenvectors[:, : -self.dimensions - 1 : -1], np.float32)
        return self

    @property
    def width(self):
        """Numbers in a row."""
        return self._centres.shape[1] if self.directions_ is None else self.directions_.shape[1]

    def batches(self, vectors):
        """(slice of the texts, their unit rows; zero for the unknown), batch by batch."""
        for rows, centred in self._centred(vectors):
            yield rows, _made_unit(centred if self.directions_ is None else centred @ self.directions_)

    def _languages(self, vectors, languages):
        """Find each language's centre, and which of them each text is measured from."""
        codes = sorted(set(languages))
        number = {code: place for place, code in enumerate(codes)}
        told = np.fromiter((number[code] for code in languages), dtype=np.int64, count=len(languages))
        sums, counts = np.zeros((max(1, len(codes)), 1)), np.zeros(max(1, len(codes)))
        self._count = 0
        for rows, batch in _read(vectors):
            if not self._count:
                sums = np.zeros((len(counts), batch.shape[1]))
            kept = np.ones(len(batch), dtype=bool) if self._unknown is None else ~self._unknown[rows]
            group = told[rows] if len(told) else np.zeros(len(batch), dtype=np.int64)
            for language in np.unique(group[kept]).tolist():
                members = batch[kept & (group == language)]
                sums[language] += members.sum(axis=0, dtype=np.float64)
                counts[language] += len(members)
            self._count = rows.stop
        overall = sums.sum(axis=0) / max(1, counts.sum())
        if counts.sum() < 3:
            overall[:] = 0
        own = counts >= LANGUAGE_TEXTS
        centres = np.where(own[:, None], sums / np.maximum(counts, 1)[:, None], overall)
        self._centres = np.vstack([overall, centres]).astype(np.float32)
        self._centre_of = told + 1 if len(told) else np.zeros(self._count, dtype=np.int64)

    def _centred(self, vectors):
        for rows, batch in _read(vectors):
            centred = batch - self._centres[self._centre_of[rows]]
            if self._unknown is not None:
                centred[self._unknown[rows]] = 0
            yield rows, centred


def _give_context(words, owners):
    """Mix into each row, in place, the mean of the rows of the same owner."""
    _, whole, parts = np.unique(owners, return_inverse=True, return_counts=True)
    together = np.flatnonzero(parts[whole] > 1)
    if not len(together):
        return
    wholes, at = np.unique(whole[together], return_inverse=True)
    means = np.zeros((len(wholes), words.shape[1]), dtype=np.float32)
    for start in range(0, len(together), BATCH):
        block = slice(start, start + BATCH)
        np.add.at(means, at[block], words[together[block]])
    means /= parts[wholes][:, None].astype(np.float32)
    for start in range(0, len(together), BATCH):
        block = slice(start, start + BATCH)
        rows = together[block]
        words[rows] = (1 - CONTEXT) * words[rows] + CONTEXT * means[at[block]]


def _read(vectors):
    """(slice of the rows, float32 array), array by array, long ones in batches."""
    start = 0
    for array in [vectors] if isinstance(vectors, np.ndarray) else vectors:
        for begin in range(0, len(array), BATCH):
            batch = np.asarray(array[begin : begin + BATCH], dtype=np.float32)
            yield slice(start, start + len(batch)), batch
            start += len(batch)


def _made_unit(rows):
    """The same array, each row scaled to length 1, in place; a row of zeros stays."""
    for start in range(0, len(rows), BATCH):
        block = rows[start : start + BATCH]
        block /= np.maximum(np.linalg.norm(block, axis=1, keepdims=True), 1e-9)
    return rows
