"""From closeness to shares: how likely each target is the one that a text speaks of."""

from typing import NamedTuple

import numpy as np
from scipy import sparse

from nlp.linking.echoes import Echo

SHARPNESS = 2.0
ENOUGH_TEXTS = 10  # trusted texts a target from which the echo weighs half as much as the target itself
CLOSE, CLOSE_IN_TERMS = (
    0.25,
    0.17,
)  # how close a sentence of a law is to the rest of its article, in the middle case


class Views(NamedTuple):
    """Texts seen by their terms and, unless the encoder is lexical, by their meaning: one entry a text everywhere."""

    by_terms: np.ndarray
    by_meaning: np.ndarray | None
    rows: tuple[sparse.csr_matrix | np.ndarray, ...]
    silent: np.ndarray


class TargetShares:
    """Learn from texts how much to make of each witness, and what texts that speak of a target sound like.

    Each witness says how far a target stands out for a text: its score less the mean over targets, on one scale for all
    texts, so that a text which a witness says nothing about is not decided by it. Then, a few times, the texts' shares
    make echoes of the targets, which become a further witness. A text teaches by the square of its share, times the
    trust that it speaks of any target: one that hesitates or speaks of something else teaches little. The fewer trusted
    texts a target has, the less echoes weigh. After the expectation-maximisation of Nigam, McCallum, Thrun and Mitchell
    2000 (Machine Learning 39), with the targets' own texts in the place of labels.
    """

    def __init__(self, *, meaning_weight, learning_steps):
        self.meaning_weight = meaning_weight
        self.learning_steps = learning_steps

    def fit(self, views):
        """Learn `taught_`, the weight of each text for each target in the last echoes."""
        self._spreads = {}
        near, trust = self._near(views), _trust(views)
        texts_a_target = trust.sum() / near.shape[1]
        self._echo_weight = texts_a_target / (texts_a_target + ENOUGH_TEXTS)
        self.taught_ = np.zeros_like(near)
        self._echoes = []
        standing = near
        for step in range(self.learning_steps):
            self.taught_ = _shares(standing) ** 2 * trust[:, None]
            self._echoes = [Echo().fit(rows, self.taught_) for rows in views.rows]
            standing = near + self._echoed(views, self.taught_, step)
        self._last = self.learning_steps - 1
        return self

    def scores(self, views, taught):
        """How far each target stands out (for its rank), and its share times trust (its score), for each text.

        `taught` is each text's weight in `fit`, zero where it was not there.
        """
        standing = self._near(views)
        if self._echoes:
            standing = standing + self._echoed(views, taught, self._last)
        return standing, _shares(standing) * _trust(views)[:, None]

    def _near(self, views):
        by_terms = self._standing_out("terms", views.by_terms)
        if views.by_meaning is None:
            return by_terms
        by_meaning = self._standing_out("meaning", views.by_meaning)
        both = (1 - self.meaning_weight) * by_terms + self.meaning_weight * by_meaning
        return self._standing_out("both", both)

    def _echoed(self, views, taught, step):
        each = [
            self._standing_out((place, step), echo.of(rows, taught))
            for place, (echo, rows) in enumerate(zip(self._echoes, views.rows, strict=True))
        ]
        return self._echo_weight * self._standing_out(("echoes", step), sum(each) / len(each))

    def _standing_out(self, witness, scores):
        """Scores less their row's mean, on the scale of the texts that the witness was first asked about."""
        apart = scores - scores.mean(axis=1, keepdims=True)
        if witness not in self._spreads:
            self._spreads[witness] = max(float(apart.std()), 1e-9)
        return apart / self._spreads[witness]


def _trust(views):
    """In [0, 1], whether each text speaks of any target; a text without a word speaks of none."""
    if views.by_meaning is None:
        closest = views.by_terms.max(axis=1) / CLOSE_IN_TERMS
    else:
        closest = (views.by_terms + views.by_meaning).max(axis=1) / 2 / CLOSE
    return np.where(views.silent, 0, np.clip(closest, 0, 1))


def _shares(standing):
    likely = np.exp(SHARPNESS * (standing - standing.max(axis=1, keepdims=True)))
    return likely / likely.sum(axis=1, keepdims=True)
