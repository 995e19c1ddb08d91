"""Points for texts: the encoder's view of their meaning beside a lexical view of their words."""

import numpy as np
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

LEXICAL_WEIGHT = 0.5
MEANING_DIMENSIONS = 128
LEXICAL_DIMENSIONS = 100
VOCABULARY = 50_000
LANGUAGE_TEXTS = 50


class LexicalFeatures:
    """TF-IDF of words and pairs of words, reduced by SVD (latent semantic analysis); unit rows."""

    def __init__(self, *, dimensions=LEXICAL_DIMENSIONS, random_state=0):
        self.dimensions = dimensions
        self.random_state = random_state

    def fit_transform(self, texts):
        few = len(texts) < 20
        vectorizer = TfidfVectorizer(
            sublinear_tf=True,
            strip_accents="unicode",
            ngram_range=(1, 2),
            min_df=1 if few else 2,
            max_df=1.0 if few else 0.5,
            max_features=VOCABULARY,
            token_pattern=r"(?u)\b\w+\b" if few else r"(?u)\b\w\w+\b",
        )
        try:
            table = vectorizer.fit_transform(texts)
        except ValueError:  # no word is left: the texts share none
            return np.zeros((len(texts), 1), dtype=np.float32)
        if min(table.shape) <= 2:
            return normalize(table.toarray()).astype(np.float32)
        svd = TruncatedSVD(min(self.dimensions, min(table.shape) - 1), random_state=self.random_state)
        return normalize(svd.fit_transform(table)).astype(np.float32)


class Points:
    """Learn one unit row a text, `points_`: meaning, centred language by language, beside half-weighted words.

    Centring takes out what all texts share (their question) and what all texts of a language share (its sound), so
    that one idea in two languages falls in one place.
    """

    def __init__(self, *, lexical_weight=LEXICAL_WEIGHT, dimensions=MEANING_DIMENSIONS, random_state=0):
        self.lexical_weight = lexical_weight
        self.dimensions = dimensions
        self.random_state = random_state

    def fit(self, texts, vectors=None, *, languages=()):
        words = LexicalFeatures(random_state=self.random_state).fit_transform(texts)
        if vectors is None:
            self.points_ = _unit(words)
            return self
        meaning = self._reduced(_centred(vectors, languages))
        self.points_ = _unit(np.hstack([meaning, self.lexical_weight * words]))
        return self

    def _reduced(self, vectors):
        if min(vectors.shape) <= self.dimensions:
            return _unit(vectors)
        pca = PCA(self.dimensions, svd_solver="covariance_eigh", random_state=self.random_state)
        return _unit(pca.fit_transform(vectors))


def _centred(vectors, languages):
    if len(vectors) < 3:
        return vectors
    centred = vectors - vectors.mean(axis=0)
    languages = np.asarray(languages)
    for language in sorted(set(languages.tolist())):
        rows = np.flatnonzero(languages == language)
        if len(rows) >= LANGUAGE_TEXTS:
            centred[rows] -= centred[rows].mean(axis=0)
    return centred


def _unit(rows):
    return np.ascontiguousarray(normalize(rows), dtype=np.float32)
