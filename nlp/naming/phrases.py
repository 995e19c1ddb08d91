"""The phrases of a set of texts that could name a theme, and in how many texts each is found.

A phrase is a noun with its adjectives and complements ("vote blanc", "référendum d'initiative citoyenne"), or such a
phrase after an infinitive ("écouter les citoyens"). Phrases whose content words have the same lemmas, accents apart,
are one phrase, written as most people write it.
"""

from collections import Counter, defaultdict

import numpy as np
from scipy import sparse

from nlp.naming.tagging import ADJECTIVE, ARTICLE, LINK, NOUN, VERB
from nlp.reading.cleaning import fold

LONGEST_WORDS = 7
LONGEST_CONTENT = 3
ACCENTED_SHARE = 0.1
CAPITALS_SHARE = 0.25
PARTS = "\0"
LIGHT_VERBS = frozenset("donner mettre prendre permettre rendre tenir laisser remettre".split())
INDIRECT = frozenset("à a au aux de du des en par pour sur dans avec".split())


class PhraseTable:
    """Learn `keys_` (tuples of lemmas), `kinds_` (of their first word) and `found_` (texts by keys, 0 or 1).

    `written(key)` gives the best spelling of a phrase.
    """

    def __init__(self, *, least_texts=1):
        self.least_texts = least_texts

    def fit(self, tagged):
        self._forms, spellings, kinds, found = defaultdict(Counter), defaultdict(Counter), {}, []
        for text in tagged:
            keys = {}
            for key, form, kind in candidates(text):
                keys[key] = None
                self._forms[key][form] += 1
                kinds.setdefault(key, Counter())[kind] += 1
            for place, word in enumerate(text):
                spellings[fold(word.form)][word.form if place else _uncapitalised(word.form)] += 1
            found.append(list(keys))
        counts = Counter(key for keys in found for key in keys)
        self.keys_ = sorted(key for key, count in counts.items() if count >= self.least_texts)
        self.kinds_ = [_commonest(kinds[key]) for key in self.keys_]
        self.places_ = {key: place for place, key in enumerate(self.keys_)}
        self.found_ = self._table(found)
        self._spelling = {folded: best_spelling(counts) for folded, counts in spellings.items()}
        return self

    def _table(self, found):
        cells = [
            (row, self.places_[key]) for row, keys in enumerate(found) for key in keys if key in self.places_
        ]
        rows, columns = zip(*cells, strict=True) if cells else ((), ())
        return sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(found), len(self.keys_)))

    def written(self, key):
        """The commonest writing of a phrase, each word with the accents and capitals that most people give it."""
        form = min(self._forms[key].items(), key=lambda item: (-item[1], len(item[0]), item[0]))[0]
        parts = [self._spelling.get(fold(part), part) for part in form.split(PARTS)]
        return "".join(part if part.endswith(("'", "’")) else f"{part} " for part in parts).strip()


def best_spelling(counts):
    """Among the spellings of one word, the commonest; an accented or capital one wins with a fair share."""
    total = counts.total()
    acronyms = [form for form in counts if form.isupper() and 1 < len(form) < 7]
    if sum(counts[form] for form in acronyms) > CAPITALS_SHARE * total:
        return max(acronyms, key=lambda form: (counts[form], form))
    accented = {
        form: count for form, count in counts.items() if fold(form) != form.casefold() and not form.isupper()
    }
    if sum(accented.values()) > ACCENTED_SHARE * total:
        counts = accented
    return min(counts, key=lambda form: (-counts[form], form.isupper(), form))


def candidates(words):
    """Yield (key, form, kind of the first word) for every phrase of the text; a form's words are parted by `PARTS`."""
    for start, first in enumerate(words):
        before = words[start - 1].form.lower() if start else ""
        adverbial = before == "en" or (
            before == "au" and first.lemma == "sort"
        )  # "en ligne", "au sort": no thing
        if first.kind in {NOUN, ADJECTIVE, VERB} and not adverbial:
            yield from _phrases_from(words, start)


def _phrases_from(words, start):
    first, key, nouns = words[start], [], 0
    after_noun = start > 0 and words[start - 1].kind == NOUN
    if first.kind == ADJECTIVE and after_noun and start + 1 < len(words) and words[start + 1].kind == NOUN:
        yield (first.lemma,), first.form, first.kind  # it belongs to the noun before it and opens nothing
        return
    longest = LONGEST_CONTENT + (first.kind == VERB)
    for stop in range(start, min(start + LONGEST_WORDS, len(words))):
        word = words[stop]
        if word.kind == LINK or (word.kind == ARTICLE and words[stop - 1].kind in {LINK, ARTICLE, VERB}):
            continue
        if stop > start and (word.kind not in {NOUN, ADJECTIVE} or word.lemma in key):
            return
        key.append(word.lemma)
        nouns += word.kind == NOUN
        if len(key) > longest or (first.kind == ADJECTIVE and len(key) == 2 and stop != start + 1):
            return
        if (nouns or stop == start) and _is_whole(words, start, stop):
            yield tuple(key), PARTS.join(part.form for part in words[start : stop + 1]), first.kind


def _is_whole(words, start, stop):
    """Whether a phrase of several words is not cut before an adjective, or between an adjective and its noun.

    "Référendum d'initiative | citoyenne" and "les grands | sujets" are cut.
    """
    if stop == start:
        return True
    if words[start].lemma in LIGHT_VERBS and words[start + 1].form.lower() in INDIRECT and stop <= start + 2:
        return False
    if stop + 1 == len(words):
        return True
    after = words[stop + 1].kind
    return after != ADJECTIVE and not (words[stop].kind == ADJECTIVE and after == NOUN)


def _uncapitalised(form):
    return form if form.isupper() else form[:1].lower() + form[1:]


def _commonest(counted: Counter) -> str:
    """The commonest, and of equals the first in the alphabet, so that a second run says the same."""
    return min(counted, key=lambda one: (-counted[one], one))
