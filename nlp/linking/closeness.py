"""How close texts are to targets: by the terms that they share, and by what they mean.

Both are cosines, at most 1, as arrays of shape (texts, targets). Terms are weighted, and meaning is centred, by what
texts and targets have in common, so that legal boilerplate and the words of the whole debate say little.
"""

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize

from nlp.reading.cleaning import sentences

GRAMS = (4, 5)
PRIOR_TEXTS = (
    10  # a few texts tell little about what texts have in common: the targets speak for this many more
)
SHORTEST_SENTENCE = 30
TITLE_WEIGHT = 0.25


class TermCloseness:
    """Cosine of weighted terms. `grams` is None for words, else the lengths of stretches of letters inside words.

    A term weighs minus the logarithm of its share among targets and texts, the mean of both: what either side says
    everywhere weighs little (inverse document frequency: Spärck Jones 1972, Journal of Documentation 28). Stretches of
    letters see through endings and misspellings in any language. Documents are words parted by single spaces; titles
    are one a target, empty where it has none.
    """

    def __init__(self, *, grams=None):
        self.grams = grams

    def fit(self, targets, titles, texts):
        known = [*targets, *titles, *texts]
        self._counter = self._new_counter()
        try:
            self._counter.fit(known)
        except ValueError:  # not one word in all of them: no term to compare
            self._counter = self._new_counter(vocabulary=[" "])
        in_targets, in_texts = self._spread(targets), self._spread(texts)
        target_share = (in_targets + 0.5) / (len(targets) + 1)
        text_share = (in_texts + PRIOR_TEXTS * target_share) / (len(texts) + PRIOR_TEXTS)
        self.weights_ = -np.log((target_share + text_share) / 2)
        self._target_rows = self.rows(targets)
        self._title_rows = self.rows(titles)
        self._title_weights = _title_weights(titles)
        return self

    def rows(self, documents):
        """Sparse unit rows, one a document; a document without a known term is a row of zeros."""
        counts = self._counter.transform(documents).astype(np.float64)
        counts.data = 1 + np.log(counts.data)
        return normalize(counts @ sparse.diags(self.weights_)).tocsr()

    def of(self, rows):
        """Closeness of text rows to the targets."""
        whole, titles = ((rows @ part.T).toarray() for part in (self._target_rows, self._title_rows))
        return _with_titles(whole, titles, self._title_weights)

    def _new_counter(self, vocabulary=None):
        if self.grams is None:
            return CountVectorizer(analyzer=str.split, vocabulary=vocabulary)
        return CountVectorizer(
            analyzer="char_wb", ngram_range=self.grams, lowercase=False, vocabulary=vocabulary
        )

    def _spread(self, documents):
        """In how many documents each term is."""
        counts = self._counter.transform(documents)
        return np.bincount(counts.indices, minlength=counts.shape[1])


class MeaningCloseness:
    """Cosine of an encoder's vectors: mean of that to the whole target and of that to its closest sentence.

    Vectors are taken from a centre, that of targets for targets and that of texts for texts: a bill and a remark on it
    sound different whatever they speak of.
    """

    def __init__(self, encode):
        self.encode = encode

    def fit(self, targets, titles, text_vectors):
        """`text_vectors`: of texts that stand for all those to come."""
        parts = [
            [part for part in sentences(target) if len(part) >= SHORTEST_SENTENCE] or [target]
            for target in targets
        ]
        self._starts = np.cumsum([0, *map(len, parts[:-1])])
        self._part_rows, _ = _centred(self.encode([part for target in parts for part in target]))
        self._target_rows, target_centre = _centred(self.encode(targets))
        self._title_weights = _title_weights(titles)
        self._title_rows = self._target_rows
        if any(titles):
            named = [title or target for title, target in zip(titles, targets, strict=True)]
            self._title_rows, _ = _centred(self.encode(named))
        weight = PRIOR_TEXTS / (len(text_vectors) + PRIOR_TEXTS)
        self._text_centre = weight * target_centre + (1 - weight) * text_vectors.mean(axis=0)
        return self

    def rows(self, vectors):
        """Unit rows of texts, from the centre of all texts."""
        return normalize(vectors - self._text_centre)

    def of(self, rows):
        """Closeness of text rows to the targets."""
        sentence = np.maximum.reduceat(rows @ self._part_rows.T, self._starts, axis=1)
        closeness = (rows @ self._target_rows.T + sentence) / 2
        return _with_titles(closeness, rows @ self._title_rows.T, self._title_weights)


def _centred(vectors):
    """Unit rows from their centre, and the centre: drawn towards zero by one vector, so that a lone one keeps a row."""
    vectors = np.asarray(vectors, dtype=np.float64)
    centre = vectors.sum(axis=0) / (len(vectors) + 1)
    return normalize(vectors - centre), centre


def _title_weights(titles):
    """What each target's title weighs beside its text: nothing where it has none."""
    return TITLE_WEIGHT * np.array([bool(title) for title in titles])


def _with_titles(closeness, to_titles, weights):
    return (1 - weights) * closeness + weights * to_titles
