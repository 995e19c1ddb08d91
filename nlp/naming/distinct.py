"""No two names alike: titles that differ in number, order or small words only are the same to a reader."""

import re

from nlp.reading.cleaning import fold

WORD = re.compile(r"[^\W_]{2,}|\d")
SMALL = frozenset(
    "de du des le la les un une et en au aux par pour sur dans avec sans ce ces cette leur leurs mon ma mes notre "
    "votre nos vos son sa ses the of and to for on in at by with from an my your our their und der die das".split()
)
STEM = 7
ALIKE = 0.75


def signature(title):
    """What two titles share that a reader would take for one: their words' stems, in any order."""
    return frozenset(_stem(word) for word in WORD.findall(fold(title)) if word not in SMALL)


def _stem(word):
    word = word.rstrip("sx") or word
    return (word[:-2] + "al" if word.endswith("au") and len(word) > 4 else word)[:STEM]


class TakenTitles:
    """The titles given so far; a new one must differ from all of them, and in its phrases from its sisters'."""

    def __init__(self):
        self._titles, self._signatures, self._phrases = set(), set(), {}

    def take(self, title, *, parent=None, phrases=()):
        """Remember a title, with the written phrases that the parts of one theme should not share."""
        self._titles.add(fold(title))
        self._signatures.add(signature(title))
        self._phrases.setdefault(parent, set()).update(map(signature, phrases))

    def is_free(self, title):
        """Whether no title so far is the same, whatever its case, accents, number or order."""
        mark = signature(title)
        return fold(title) not in self._titles and not (mark and mark in self._signatures)

    def is_new(self, title, *, parent, phrases):
        """Whether a title is free and shares no phrase with its sisters'."""
        taken = self._phrases.get(parent, set())
        return self.is_free(title) and not any(signature(phrase) in taken for phrase in phrases)


class TakenSentences:
    """The descriptions given so far; a new one must not say one of them again in nearly the same words."""

    def __init__(self):
        self._taken = []

    def take(self, sentence):
        self._taken.append(signature(sentence))

    def is_free(self, sentence):
        """Whether less than three quarters of the words are those of one sentence so far."""
        mark = signature(sentence)
        return not any(len(mark & other) >= ALIKE * len(mark | other) for other in self._taken)
