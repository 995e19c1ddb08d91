"""Choose the words that name a group: those that its texts share and that others do without."""

import re

import numpy as np

from nlp.naming.grammar import AGAINST, AMOUNT, SAID
from nlp.naming.groups import AGAINST_IT, BOTH, FOR
from nlp.naming.phrases import content
from nlp.naming.tagging import ADJECTIVE, NOUN, VERB
from nlp.naming.vocabulary import AND
from nlp.naming.weights import PhraseWeights
from nlp.reading.cleaning import fold

EXTENSION_SHARE = 0.25
FRAGMENT_SHARE = 0.45
SECOND_SHARE = 0.3
OWN_SHARE = 0.25
LEAST_SHARE = 0.04
LEAST_SHARE_SECOND = 0.08
LEAST_SHARE_OBJECTING = 0.12
LEAST_SHARE_WORD = 0.25
LEAST_RATIO_WORD = 3.0
MANY = 0.4
LEAST_RATIO_MANY = 1.7
ENOUGH = 0.35
FAIR = 0.1
LEAST_COVERED = 0.07
STEM = 6  # letters that two words of one family share, near enough
KEYWORDS = 8
LISTED = 3
LEAST_SHARE_LISTED = 0.07
LISTED_FOR = 0.25
LEAST_RATIO_LISTED = 1.8
SMALL = 12
OPPOSED = 0.4
ASKED = 0.2
SHORTLIST = 40
OPENED = 12
LONGEST_TITLE = 70


class GroupWords(PhraseWeights):
    """The distinctive phrases of one group, and the titles that they make.

    `left_out` are keys that may not open a title (those of the theme above) and `above` its title, whose words alone
    name no part of it; `side` is what most of the texts hold: FOR, AGAINST_IT, BOTH or None where nobody told.
    """

    def __init__(self, table, *, language, left_out=(), above="", side=None, **texts):
        super().__init__(table, **texts)
        self.language, self.side = language, side
        self._above = {word[:STEM] for word in words_of(above)}
        self._left_out = {table.places_[key] for key in left_out if key in table.places_}

    def objections(self):
        """Possible titles that say no, best first, where most of the texts do: (title, keys of its phrases)."""
        if self.side == AGAINST_IT:
            for first in self._openers():
                if self.table.opposing_[first]:
                    yield self.phrase((first,)), self._keys((first,))

    def titles(self):
        """Possible titles, best first: (title, keys of its phrases)."""
        firsts = [place for place in self._openers() if self._is_neutral(place) or self.side != AGAINST_IT]
        grown = sorted(map(self._grown, firsts), key=self._worth, reverse=True)
        if len(self.rows) > SMALL:
            grown = [places for places in grown if self._covered(places) >= LEAST_COVERED]
            firsts = [first for first in firsts if self._covered((first,)) >= LEAST_COVERED]
        listed = self._listed()
        if listed and self._covered(listed) < LISTED_FOR:
            listed = ()
        if listed and (not grown or self._covered(grown[0]) < min(FAIR, self._covered(listed) / 2)):
            yield self.phrase(listed, listing=True), self._keys(listed)
        pairs = [
            (first, other) for first in firsts[:4] for other in firsts if self._may_follow((first,), other)
        ]
        for places in [*grown, *((first,) for first in firsts), *pairs]:
            title = self.phrase(places)
            if len(title) <= LONGEST_TITLE:
                yield title, self._keys(places)
        if listed:
            yield self.phrase(listed, listing=True), self._keys(listed)

    def listings(self):
        """The title of last resort: two or three words that a few of the texts say, if there are such."""
        listed = self._listed()
        if listed:
            yield self.phrase(listed, listing=True), self._keys(listed)

    def _keys(self, places):
        return tuple(self.key(place) for place in places)

    def phrase(self, places, *, listing=False):
        """The phrases joined as the language joins them: "A", "A et B"; as a list, "A, B, C"."""
        words = [self.table.written(self.key(place)) for place in places]
        if len(words) > 1 and self.language in AND and not listing:
            words[-2:] = [f"{words[-2]} {AND[self.language]} {words[-1]}"]
        text = ", ".join(words)
        return text[:1].upper() + text[1:]

    def _openers(self):
        """Phrases that can open a title, best first."""
        openers = {}
        for place in self.order[: SHORTLIST * 2]:
            extended = self._extended(place)
            if extended is not None and self._may_open(extended):
                openers.setdefault(extended)
        return list(openers)[:OPENED]

    def _is_neutral(self, place):
        return self.table.kinds_[place] not in {VERB, AMOUNT} and not self.table.opposing_[place]

    def _may_open(self, place, *, least=LEAST_SHARE):
        if not self.table.telling_[place] or not self._suits(place):
            return False
        if self.table.opposing_[place] and self.side == AGAINST_IT:
            return self._objects(place)
        if self._here[place] < least:
            return False
        if self._texts[place] < min(2, len(self.rows)):
            return False
        if max(self.table.subjects_[place], self.table.lengths_[place] - 1) > 1 or self.table.kinds_[
            place
        ] not in {NOUN, SAID, ADJECTIVE}:
            return True
        if len(self.key(place)) == 1 and self.key(place)[0][:STEM] in self._above:
            return False
        acronym = self.table.written(self.key(place)).isupper()
        ratio = self._here[place] / self._beside[place]
        here = self._here[place] * (1 + acronym)
        distinctive = here >= LEAST_SHARE_WORD and ratio >= LEAST_RATIO_WORD
        return distinctive or (here >= MANY and ratio >= LEAST_RATIO_MANY)

    def _objects(self, place):
        """Whether enough of the texts say no to the same thing, in whatever words."""
        objecting = np.asarray(self._found[:, self.table.objections(place)].sum(axis=1)).ravel() > 0
        share = self.weights @ objecting / max(self.weights.sum(), 1e-9)
        return objecting.sum() >= min(2, len(self.rows)) and share >= LEAST_SHARE_OBJECTING

    def _suits(self, place):
        """Whether a phrase does not take a side that the texts don't: a noun phrase where they hold both."""
        if self.side == BOTH:
            return self._is_neutral(place)
        if self.table.kinds_[place] == AMOUNT:
            asking = self._here[place] >= ASKED * self._speaking(content(self.key(place)))
            return asking and self.side != AGAINST_IT
        if self.side == AGAINST_IT or not self.table.opposing_[place]:
            return True
        against = self.table.kinds_[place] == AGAINST
        if against and self.side == FOR:
            return False
        # Where nobody told the sides, most of those who speak of the thing must say no to it.
        return self._here[place] >= OPPOSED * self._speaking(content(self.key(place))[not against :])

    def _extended(self, place):
        """The phrase itself, or the one that says it better; None for a word that cannot stand alone."""
        key = self.key(place)
        if len(key) > 1:
            if any(holds(self.key(taken), key) for taken in self._left_out):
                return None
            longer = self._longer(place, share=FRAGMENT_SHARE)
        elif self.table.is_adjective(place):
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
        for other in self._holders.get(self.key(place), ()):
            if self.scores[other] < share * self.scores[place]:
                break
            if other not in self._left_out and self.table.telling_[other] and self._suits(other):
                return other
        return place

    def _grown(self, first):
        """The first phrase, with one that says enough of the texts it does not where it says few."""
        if self._covered((first,)) >= ENOUGH or self.table.opposing_[first]:
            return (first,)
        scores = np.round(self._scored(1 - self._heard(first)) * self._near, 9)
        for place in self._ordered(scores)[:SHORTLIST]:
            if scores[place] < SECOND_SHARE * self.scores[first]:
                break
            extended = self._extended(place)
            if extended is None or not self._may_open(extended, least=LEAST_SHARE_SECOND):
                continue
            if self._may_follow((first,), extended):
                return first, extended
        return (first,)

    def _worth(self, places):
        """What a title is worth: the weight of its phrases, and how many of the texts it speaks for."""
        return round(float(self.scores[list(places)].mean() * (0.1 + self._covered(places))), 9)

    def _may_follow(self, places, following):
        """A phrase joins others if all are verbal or none is, and if its own words, not theirs, tell something."""
        if self.table.opposing_[following]:
            return False
        last = content(self.key(following))
        two = {word[:STEM]: word for word in last}
        best = self.scores[self.order[0]]
        for place in places:
            begun = content(self.key(place))
            one = {word[:STEM] for word in begun}
            if (self.table.kinds_[place] == VERB) != (self.table.kinds_[following] == VERB):
                return False
            if one <= two.keys() or two.keys() <= one:
                return False
            own = [self._word_score(word) for stem, word in two.items() if stem not in one]
            alike = begun[0] == last[0] or begun[-1] == last[-1]
            twins = alike and len(one) == len(two) and len(own) == 1  # "vote obligatoire et vote blanc"
            if len(own) < len(two) and (not twins or own[0] < OWN_SHARE * best):
                return False
        return True

    def _listed(self):
        """Two or three words or phrases that together say most texts, for a group that no phrase sums up."""
        chosen: tuple = ()
        stems: set = set()
        for place in self.order:
            words = {word[:STEM] for word in content(self.key(place))}
            noun = self.table.kinds_[place] == NOUN and self.table.telling_[place]
            if not noun or place in self._left_out or self._here[place] < LEAST_SHARE_LISTED:
                continue
            if self._here[place] < LEAST_RATIO_LISTED * self._beside[place]:
                continue
            if self._texts[place] < min(2, len(self.rows)) or not (stems | self._above).isdisjoint(words):
                continue
            chosen, stems = (*chosen, place), stems | words
            if len(chosen) == LISTED:
                break
        return chosen if len(chosen) > 1 else ()

    def keywords(self):
        """The most distinctive phrases, none a part of another that stands before it."""
        chosen, words = [], {}
        for place in self.order:
            key = self.key(place)
            if self.table.kinds_[place] == VERB and len(key) == 1:
                continue
            if not self.table.telling_[place] or any(holds(other, content(key)) for other in chosen):
                continue
            written = self.table.written(key)
            if fold(written) not in words:
                chosen.append(key)
                words[fold(written)] = written
            if len(words) == KEYWORDS:
                break
        return tuple(words.values())


def words_of(text):
    """The folded words of three letters or more."""
    return re.findall(r"[^\W\d_]{3,}", fold(text))


def holds(longer, key):
    """Whether a tuple of lemmas has another one in a row inside it."""
    return any(longer[start : start + len(key)] == key for start in range(len(longer) - len(key) + 1))
