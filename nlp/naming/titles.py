"""Choose the words that name a group: those that its texts share and that others do without.

A phrase weighs p log(p / q), where p is its share of the group's texts and q that of the texts beside it: the pointwise
part of the Kullback-Leibler divergence, which like class-based TF-IDF (Grootendorst 2022) prefers what is both frequent
here and rare elsewhere. Longer phrases say more, so they weigh more.
"""

import numpy as np

from nlp.naming.tagging import ADJECTIVE, VERB
from nlp.reading.cleaning import fold

LENGTH_WEIGHT = {1: 1.0, 2: 1.9, 3: 2.3, 4: 2.1}
RAREST = 5e-4
EXTENSION_SHARE = 0.25
FRAGMENT_SHARE = 0.45
SECOND_SHARE = 0.25
OWN_SHARE = 0.25
LEAST_SHARE = 0.04
LEAST_SHARE_WORD = 0.1
COVERED = 0.6
COVERED_BY_TWO = 0.3
MOST_PHRASES = 3
STEM = 6  # letters that two words of one family share, near enough
KEYWORDS = 8
SHORTLIST = 40
LONGEST_TITLE = 80
AND = {"fr": "et", "en": "and", "de": "und", "es": "y", "it": "e", "pt": "e", "nl": "en", "wo": "ak"}


class GroupWords:
    """The distinctive phrases of one group, over a `PhraseTable`.

    `rows` are the group's tagged texts and `weights` how many texts each stands for; `beside` is the share of the texts
    beside it that have each phrase; `left_out` are keys that may not open a title (those of the theme above).
    """

    def __init__(self, table, *, rows, weights, beside, language, left_out=()):
        self.table = table
        self.rows = rows
        self.weights = np.asarray(weights, dtype=np.float64)
        self.language = language
        self._length = np.array([LENGTH_WEIGHT.get(len(key), 0.0) for key in table.keys_])
        self._beside = np.maximum(beside, RAREST)
        self._here = np.asarray(self.weights @ table.found_[rows]).ravel() / max(self.weights.sum(), 1e-9)
        self.scores = self._scored(np.ones(len(rows)))
        self.order = self._ordered(self.scores)
        self._left_out = {table.places_[key] for key in left_out if key in table.places_}

    def _scored(self, kept):
        """p log(p / q) by length, p counted over the texts still kept."""
        here = np.asarray((self.weights * kept) @ self.table.found_[self.rows]).ravel()
        ratio = np.log(np.maximum(self._here, 1e-12) / self._beside)
        return np.round(np.maximum(here / max(self.weights.sum(), 1e-9) * ratio, 0) * self._length, 9)

    def _ordered(self, scores):
        found = np.flatnonzero(scores > 0)
        return found[np.lexsort((found, -scores[found]))][: SHORTLIST * 5]

    def key(self, place):
        return self.table.keys_[place]

    def titles(self):
        """Possible titles, best first: (title, keys of its phrases)."""
        firsts = self._openers()
        grown = [self._grown(first) for first in firsts[:8]]
        pairs = [
            (first, other) for first in firsts[:4] for other in firsts if self._may_follow((first,), other)
        ]
        for places in grown + [(first,) for first in firsts] + pairs:
            title = self.phrase(places)
            if len(title) <= LONGEST_TITLE or len(places) == 1:
                yield title, tuple(self.key(place) for place in places)

    def phrase(self, places):
        """The phrases joined as the language joins them: "A", "A et B", "A, B et C"."""
        words = [self.table.written(self.key(place)) for place in places]
        if len(words) > 1 and self.language in AND:
            words[-2:] = [f"{words[-2]} {AND[self.language]} {words[-1]}"]
        text = ", ".join(words)
        return text[:1].upper() + text[1:]

    def _openers(self):
        """Phrases that can open a title, best first; none that less than a few texts in a hundred have."""
        openers = {}
        for place in self.order[:SHORTLIST]:
            extended = self._extended(place)
            if extended is not None and self._is_heard(extended):
                openers.setdefault(extended)
        return list(openers)

    def _is_heard(self, place, *, times=1):
        """Whether enough of the texts have the phrase; a lone word, being vaguer, needs more of them."""
        return self._here[place] >= times * (LEAST_SHARE_WORD if len(self.key(place)) == 1 else LEAST_SHARE)

    def _extended(self, place):
        """The phrase itself, or the one that says it better; None for a word that cannot stand alone."""
        key = self.key(place)
        if len(key) > 1:
            if any(holds(self.key(taken), key) for taken in self._left_out):
                return None
            longer = self._longer(place, share=FRAGMENT_SHARE)
        elif self.table.kinds_[place] == ADJECTIVE:
            return None
        else:
            verb = self.table.kinds_[place] == VERB
            longer = self._longer(place, share=0.0 if verb else EXTENSION_SHARE)
            if verb and longer == place:
                return None
            longer = self._longer(longer, share=FRAGMENT_SHARE)
        return None if longer in self._left_out else longer

    def _longer(self, place, *, share):
        """The best phrase that holds this one and weighs at least `share` of it; else itself."""
        key = self.key(place)
        for other in self.order:
            if self.scores[other] < share * self.scores[place]:
                break
            longer = self.key(other)
            if len(longer) > len(key) and holds(longer, key) and other not in self._left_out:
                return other
        return place

    def _grown(self, first):
        """The first phrase with those that say most of the texts it does not, while they say enough."""
        places: tuple = (first,)
        missed = np.ones(len(self.rows))
        while len(places) < MOST_PHRASES:
            has = np.asarray(self.table.found_[self.rows][:, [places[-1]]].todense()).ravel()
            missed = missed * (1 - has)
            covered = 1 - self.weights @ missed / self.weights.sum()
            if covered >= (COVERED if len(places) == 1 else COVERED_BY_TWO):
                break
            following = self._following(places, self._scored(missed))
            if following is None:
                break
            places += (following,)
        return places

    def _following(self, places, scores):
        for place in self._ordered(scores)[:SHORTLIST]:
            if scores[place] < SECOND_SHARE * self.scores[places[0]]:
                return None
            extended = self._extended(place)
            if extended is None or not self._is_heard(extended, times=0.5 + len(places)):
                continue
            if self._may_follow(places, extended):
                return extended
        return None

    def _may_follow(self, places, following):
        """A phrase joins others if all are verbal or none is, and if its own words, not theirs, tell something."""
        two = {word[:STEM]: word for word in self.key(following)}
        best = self.scores[self.order[0]]
        for place in places:
            one = {word[:STEM] for word in self.key(place)}
            if (self.table.kinds_[place] == VERB) != (self.table.kinds_[following] == VERB):
                return False
            if one <= two.keys() or two.keys() <= one or self._same(place, following):
                return False
            own = [self._word_score(word) for stem, word in two.items() if stem not in one]
            twins = len(one) == len(two) and len(own) == 1  # "vote obligatoire et vote blanc"
            if len(own) < len(two) and (not twins or own[0] < OWN_SHARE * best):
                return False
        return True

    def _word_score(self, word):
        place = self.table.places_.get((word,))
        return 0.0 if place is None else self.scores[place]

    def _same(self, place, other):
        return fold(self.table.written(self.key(place))) == fold(self.table.written(self.key(other)))

    def keywords(self):
        """The most distinctive phrases, none a part of another that stands before it."""
        chosen, words = [], {}
        for place in self.order:
            key = self.key(place)
            if (len(key) == 1 and self.table.kinds_[place] == ADJECTIVE) or any(
                holds(other, key) for other in chosen
            ):
                continue
            written = self.table.written(key)
            if fold(written) not in words:
                chosen.append(key)
                words[fold(written)] = written
            if len(words) == KEYWORDS:
                break
        return tuple(words.values())


def holds(longer, key):
    """Whether a tuple of lemmas has another one in a row inside it."""
    return any(longer[start : start + len(key)] == key for start in range(len(longer) - len(key) + 1))
