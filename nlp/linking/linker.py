"""Tell which articles of a charter each text speaks of: words and meaning, each where it is the better witness.

An article is long and a text short: meaning is compared with the article's best sentences rather than with the whole,
words with the whole. The two scores are put on one scale, text by text, before they are added.
"""

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from nlp.grouping.encoders import encoder_named
from nlp.reading.cleaning import calm, clean, sentences

MEANING_WEIGHT = 0.4
BEST_SENTENCES = 3
SHORTEST_SENTENCE = 30


class Linker:
    """Learn the targets with `fit`, then rank them for each text with `rank`."""

    def __init__(self, *, encoder=None, meaning_weight=MEANING_WEIGHT, best_sentences=BEST_SENTENCES):
        self.encoder = encoder
        self.meaning_weight = meaning_weight
        self.best_sentences = best_sentences

    def fit(self, targets, *, workers):
        self._workers = workers
        self._encoder = encoder_named(self.encoder)
        targets = [calm(clean(target)) for target in targets]
        self._words = TfidfVectorizer(sublinear_tf=True, strip_accents="unicode", ngram_range=(1, 2))
        self._stems = TfidfVectorizer(
            sublinear_tf=True, strip_accents="unicode", analyzer="char_wb", ngram_range=(4, 5)
        )
        self._word_rows = self._words.fit_transform(targets)
        self._stem_rows = self._stems.fit_transform(targets)
        if self._encoder is not None:
            parts = [
                [part for part in sentences(target) if len(part) >= SHORTEST_SENTENCE] or [target]
                for target in targets
            ]
            self._owners = np.repeat(np.arange(len(targets)), [len(part) for part in parts])
            vectors = self._encoder.encode([part for target in parts for part in target], workers=workers)
            self._centre = vectors.mean(axis=0)
            self._sentence_rows = _unit(vectors - self._centre)
        self.count_ = len(targets)
        return self

    def rank(self, texts, *, top=5):
        """For each text a list of (position of the target, score), the best `top` first, ties by position."""
        texts = [calm(clean(text)) for text in texts]
        scores = _scaled(self._by_words(texts))
        if self._encoder is not None:
            scores = (1 - self.meaning_weight) * scores + self.meaning_weight * _scaled(
                self._by_meaning(texts)
            )
        scores = np.round(scores, 6)
        order = np.lexsort((np.broadcast_to(np.arange(self.count_), scores.shape), -scores), axis=1)[:, :top]
        return [
            [(int(place), float(row[place])) for place in best]
            for row, best in zip(scores, order, strict=True)
        ]

    def _by_words(self, texts):
        words = self._words.transform(texts) @ self._word_rows.T
        stems = self._stems.transform(texts) @ self._stem_rows.T
        return np.asarray(sparse.csr_matrix(words + stems).todense()) / 2

    def _by_meaning(self, texts):
        vectors = _unit(self._encoder.encode(texts, workers=self._workers) - self._centre)
        alike = vectors @ self._sentence_rows.T
        scores = np.empty((len(texts), self.count_))
        for target in range(self.count_):
            own = np.sort(alike[:, self._owners == target], axis=1)[:, ::-1]
            scores[:, target] = own[:, : self.best_sentences].mean(axis=1)
        return scores


def _unit(rows):
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def _scaled(scores):
    """Each row from 0 for its worst target to 1 for its best."""
    low, high = scores.min(axis=1, keepdims=True), scores.max(axis=1, keepdims=True)
    return (scores - low) / np.maximum(high - low, 1e-9)
