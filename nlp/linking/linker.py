"""Tell which articles of a charter each text speaks of.

Three witnesses: the terms that a text shares with an article, what both mean, and the other texts. Those that surely
speak of an article tell how people speak of it, which is seldom as the article does. So a text's links depend on the
other texts given with it; with `learning_steps=0` only the weights of words, the centre of meaning and the scale do.

A score is in [0, 1]: the article's share among all articles, times the trust that the text speaks of any of them. That
trust is how close the text is to its closest article: 1 where it is as close as a sentence of a law is to the rest of
its article. The scores of a text add up to 1 at most.
"""

import numpy as np

from nlp.chunks.cutting import chunked
from nlp.grouping.encoders import encoder_named
from nlp.linking.closeness import GRAMS, MeaningCloseness, TermCloseness
from nlp.linking.shares import TargetShares, Views
from nlp.reading.cleaning import calm, clean, match_key

MEANING_WEIGHT = 0.6
LEARNING_STEPS = 3
LEARNT_FROM = 20_000
BLOCK = 10_000


class Linker:
    """Learn the targets with `fit`, then rank them for each text with `rank`."""

    def __init__(self, *, encoder=None, meaning_weight=MEANING_WEIGHT, learning_steps=LEARNING_STEPS):
        self.encoder = encoder
        self.meaning_weight = meaning_weight
        self.learning_steps = learning_steps

    def fit(self, targets, *, titles=None, workers):
        """Keep the targets; `titles`, if given, has one for each target, empty where it has none."""
        self._workers = workers
        self._encoder = encoder_named(self.encoder)
        self._targets = [calm(clean(target)) for target in targets]
        self._titles = [calm(clean(title)) for title in titles or [""] * len(targets)]
        self.count_ = len(self._targets)
        return self

    def rank(self, texts, *, top=5):
        """For each text a list of (position of the target, score), the best `top` first, ties by position.

        Time is linear in texts. Up to 20,000 texts teach one another; of more, as many, spread evenly, teach all.
        """
        if not texts:
            return []
        texts = [calm(clean(text)) for text in texts]
        teaching = min(len(texts), LEARNT_FROM)
        teachers = np.arange(teaching) * len(texts) // teaching
        views = self._learn_views([texts[place] for place in teachers])
        shares = TargetShares(meaning_weight=self.meaning_weight, learning_steps=self.learning_steps).fit(
            views
        )
        if teaching == len(texts):
            return _best(*shares.scores(views, shares.taught_), top=top)
        ranked = []
        for places in chunked(np.arange(len(texts)), BLOCK):
            taught = np.zeros((len(places), self.count_))
            _, here, there = np.intersect1d(places, teachers, assume_unique=True, return_indices=True)
            taught[here] = shares.taught_[there]
            ranked += _best(*shares.scores(self._views([texts[place] for place in places]), taught), top=top)
        return ranked

    def _learn_views(self, texts):
        keys, targets, titles = map(_keys, (texts, self._targets, self._titles))
        self._words = TermCloseness().fit(targets, titles, keys)
        self._letters = TermCloseness(grams=GRAMS).fit(targets, titles, keys)
        if self._encoder is None:
            return self._views(texts)
        vectors = self._encode(texts)
        self._meaning = MeaningCloseness(self._encode).fit(self._targets, self._titles, vectors)
        return self._views(texts, vectors=vectors)

    def _views(self, texts, *, vectors=None):
        keys = _keys(texts)
        silent = np.array([not key for key in keys])
        word_rows = self._words.rows(keys)
        by_terms = (self._words.of(word_rows) + self._letters.of(self._letters.rows(keys))) / 2
        if self._encoder is None:
            return Views(by_terms, None, (word_rows,), silent)
        meaning_rows = self._meaning.rows(self._encode(texts) if vectors is None else vectors)
        return Views(by_terms, self._meaning.of(meaning_rows), (word_rows, meaning_rows), silent)

    def _encode(self, texts):
        return self._encoder.encode_all(texts, workers=self._workers)


def _keys(texts):
    return [match_key(text) for text in texts]


def _best(standing, scores, *, top):
    standing, scores = np.round(standing, 6), np.round(scores, 6)
    positions = np.broadcast_to(np.arange(standing.shape[1]), standing.shape)
    order = np.lexsort((positions, -standing), axis=1)[:, :top]
    return [
        [(int(place), float(row[place])) for place in best] for row, best in zip(scores, order, strict=True)
    ]
