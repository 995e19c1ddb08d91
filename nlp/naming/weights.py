"""How much each phrase tells of a group.

A phrase weighs p log(p / q), where p is its share of the group's texts and q that of the texts beside it: the pointwise
part of the Kullback-Leibler divergence, which like class-based TF-IDF (Grootendorst 2022) prefers what is both frequent
here and rare elsewhere. Longer phrases say more, so they weigh more, and so do those whose texts are near the centre of
the group.
"""

from collections import defaultdict

import numpy as np

from nlp.naming.grammar import AGAINST, AMOUNT
from nlp.naming.phrases import content
from nlp.naming.vocabulary import POSSESSIVES
from nlp.reading.cleaning import fold

LENGTH_WEIGHT = np.array([0.0, 1.0, 1.9, 2.3, 2.2, 2.0, 1.8])
AMOUNT_WEIGHT = 1.4
OTHERS_WEIGHT = 0.85  # of a phrase with "leur" or "mon": whose it is stays untold in a title
RAREST = 2e-3
RANKED = 200


class PhraseWeights:
    """The phrases of one group of texts by their weight, over a `PhraseTable`.

    `rows` are the group's tagged texts, `weights` how many texts each stands for and `points` their places; `beside`
    is the share of the texts beside it that have each phrase.
    """

    def __init__(self, table, *, rows, weights, points, beside):
        self.table, self.rows = table, rows
        self.weights = np.asarray(weights, dtype=np.float64)
        self._found = table.found_[rows]
        self._beside = np.maximum(beside, RAREST)
        self._here = self._share(np.ones(len(rows)))
        self._texts = np.asarray((self._found > 0).sum(axis=0)).ravel()
        self._length = LENGTH_WEIGHT[np.minimum(table.lengths_, len(LENGTH_WEIGHT) - 1)]
        self.scores = self._scored(np.ones(len(rows)))
        self.order = self._ordered(self.scores)[:RANKED]
        self._near = self._nearness(np.asarray(points, dtype=np.float64))
        self.scores = np.round(self.scores * self._near, 9)
        self.order = self._ordered(self.scores)[:RANKED]
        self._holders = self._index_of_holders()

    def _share(self, kept):
        return np.asarray((self.weights * kept) @ self._found).ravel() / max(self.weights.sum(), 1e-9)

    def _scored(self, kept):
        """p log(p / q) by length, p counted over the texts still kept."""
        ratio = np.log(np.maximum(self._here, 1e-12) / self._beside)
        return np.round(np.maximum(self._share(kept) * ratio, 0) * self._length, 9)

    @staticmethod
    def _ordered(scores):
        found = np.flatnonzero(scores > 0)
        return found[np.lexsort((found, -scores[found]))]

    def _nearness(self, points):
        """How near the group's centre the texts of each ranked phrase are together, from 0.4 to 1."""
        near = np.full(len(self.table.keys_), 0.4)
        centre = self.weights @ points
        sums = self._found[:, self.order].T.multiply(self.weights).tocsr() @ points
        norms = np.linalg.norm(sums, axis=1) * max(np.linalg.norm(centre), 1e-9)
        near[self.order] += 0.6 * np.clip(sums @ centre / np.maximum(norms, 1e-9), 0, 1)
        for place in self.order:
            key = self.key(place)
            if self.table.kinds_[place] in {AMOUNT, AGAINST} and self.table.lengths_[place] < 3:
                near[place] *= AMOUNT_WEIGHT
            if not POSSESSIVES.isdisjoint(fold(self.table.written(key)).split()):
                near[place] *= OTHERS_WEIGHT
        return near

    def _index_of_holders(self):
        """For each stretch of lemmas the ranked phrases that hold it and more, best first."""
        holders = defaultdict(list)
        for place in self.order.tolist():
            key = self.key(place)
            stretches = {
                key[start:stop] for start in range(len(key)) for stop in range(start + 1, len(key) + 1)
            }
            for stretch in stretches - {key}:
                holders[stretch].append(place)
        return holders

    def key(self, place):
        return self.table.keys_[place]

    def _speaking(self, words):
        """The share of the texts that hold all these words."""
        places = [self.table.places_[(word,)] for word in words if (word,) in self.table.places_]
        said = np.asarray(self._found[:, places].sum(axis=1)).ravel() >= len(places)
        return self.weights @ said / max(self.weights.sum(), 1e-9)

    def _heard(self, place):
        """For each text whether it says the phrase in any order: all its words, or all but one of three or more."""
        words = [self.table.places_.get((word,)) for word in content(self.key(place))]
        known = [word for word in words if word is not None]
        if len(known) < len(words) or not known:
            return np.asarray(self._found[:, [place]].todense()).ravel()
        said = np.asarray(self._found[:, known].sum(axis=1)).ravel()
        return (said >= len(known) - (len(known) > 2)).astype(np.float64)

    def _covered(self, places):
        """The share of the texts that say at least one of the phrases."""
        missed = np.ones(len(self.rows))
        for place in places:
            missed *= 1 - self._heard(place)
        return 1 - self.weights @ missed / max(self.weights.sum(), 1e-9)

    def _word_score(self, word):
        place = self.table.places_.get((word,))
        return 0.0 if place is None else self.scores[place]

    def lemmas(self, count):
        """The group's most distinctive single words with their scores, for weighing sentences."""
        single = [place for place in self.order if len(self.key(place)) == 1]
        return {content(self.key(place))[0]: float(self.scores[place]) for place in single[:count]}
