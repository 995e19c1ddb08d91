"""How most people write each word of a set of texts: its accents, its capitals, and whether anybody else writes it."""

import re
from collections import Counter, defaultdict

from nlp.reading.cleaning import fold

ACCENTED_SHARE = 0.1
CAPITALS_SHARE = 0.25
SURE_SHARE = 0.7
LEARNT = 12_000
LONGEST = 1_000
WORD = re.compile(r"[^\W\d_]{3,}")
BARE_CAPITALS = frozenset("AEIOUC")  # many keyboards have no accented capitals
LONG_WORD = re.compile(r"[^\W\d_]{5,}")


class Spellings:
    """Learn how common each word is and how it is written; of many texts an evenly spread sample is read."""

    def fit(self, texts):
        step = max(1, -(-len(texts) // LEARNT))
        self.counts_, forms = Counter(), defaultdict(Counter)
        for place in range(0, len(texts), step):
            text = texts[place][:LONGEST]
            self.counts_.update(set(folded_words(text)))
            for form in LONG_WORD.findall(text):
                if form[0] not in BARE_CAPITALS:
                    forms[fold(form)][form.lower()] += 1
        self._restored: dict[str, str] = {}
        for folded, counts in forms.items():
            best = best_spelling(counts)
            sure = counts[best] >= SURE_SHARE * counts.total() and counts.total() > 2
            if best != folded and sure:
                self._restored[folded] = best
        return self

    def odd_words(self, text):
        """How many words of a text no other text has: mistakes, most of them, or names."""
        return sum(self.counts_[word] < 2 for word in set(folded_words(text)))

    def restored(self, text):
        """The text with the accents that nearly everybody else gives its words; nothing else is changed."""
        return LONG_WORD.sub(self._accented, text)

    def _accented(self, match):
        form = match.group()
        better = self._restored.get(form.casefold())
        if better is None or len(better) != len(form):
            return form
        if form.isupper():
            return better.upper()
        return better[:1].upper() + better[1:] if form[0].isupper() else better


def folded_words(text):
    """The words of three letters or more, without case nor accents."""
    return WORD.findall(fold(text))


def best_spelling(counts):
    """Among the spellings of one word, the commonest; an accented or capital one wins with a fair share.

    An accent on the ending alone makes another word ("pratique", "pratiqué"), so that it must be the commonest.
    """
    total = counts.total()
    acronyms = [form for form in counts if form.isupper() and 1 < len(form) < 7]
    if sum(counts[form] for form in acronyms) > CAPITALS_SHARE * total:
        return max(acronyms, key=lambda form: (counts[form], form))
    accented = {
        form: count
        for form, count in counts.items()
        if fold(form) != form.casefold() and not form.isupper() and not _only_ends_accented(form)
    }
    if sum(accented.values()) > ACCENTED_SHARE * total:
        counts = accented
    return min(counts, key=lambda form: (-counts[form], form.isupper(), form))


def _only_ends_accented(form):
    ending = len(form) - len(form.casefold().rstrip("es").rstrip("é")) if form else 0
    stem = form[: len(form) - ending]
    return ending > 0 and fold(stem) == stem.casefold()
