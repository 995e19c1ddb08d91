"""The phrases of a set of texts that could name a theme, and in how many texts each is found.

Phrases whose content words have the same lemmas, accents apart, are one phrase, written as most people write it.
"""

from collections import Counter, defaultdict

import numpy as np
from scipy import sparse

from nlp.naming.grammar import AGAINST, SAID, candidates
from nlp.naming.spelling import best_spelling
from nlp.naming.tagging import ADJECTIVE, NOUN, VERB
from nlp.naming.vocabulary import OPPOSING_VERBS, VAGUE
from nlp.reading.cleaning import fold

PARTS = "\0"
ELIDED = frozenset("l d".split())
VOWELS = frozenset("aeiouyh")


class PhraseTable:
    """Learn `keys_` (marks and lemmas), `kinds_` and `found_` (texts by keys, 0 or 1), of phrases in enough texts.

    `lengths_` are their content words, `subjects_` those that are not vague, `telling_` whether they name a subject and
    `opposing_` whether they stand against it. `written(key)` gives the best spelling of a phrase.
    """

    def __init__(self, *, least_texts=1):
        self.least_texts = least_texts

    def fit(self, tagged, languages):
        """Read the tagged texts; `languages` are theirs, in order."""
        self._forms, spellings, kinds, found = defaultdict(Counter), defaultdict(Counter), {}, []
        spoken = {}
        for text, language in zip(tagged, languages, strict=True):
            keys = {}
            for key, words, kind in candidates(text):
                keys[key] = None
                self._forms[key][PARTS.join(words)] += 1
                kinds.setdefault(key, Counter())[kind] += 1
                spoken.setdefault(key, language)
            for place, word in enumerate(text):
                spellings[fold(word.form)][word.form if place else _uncapitalised(word.form)] += 1
            found.append(list(keys))
        counts = Counter(key for keys in found for key in keys)
        self.keys_ = sorted(key for key, count in counts.items() if count >= self.least_texts)
        self.places_ = {key: place for place, key in enumerate(self.keys_)}
        self.kinds_ = [_commonest(kinds[key]) for key in self.keys_]
        self.lengths_ = np.array([len(content(key)) for key in self.keys_], dtype=np.int64)
        self._nouns = {key[0] for key, counted in kinds.items() if len(key) == 1 and counted[NOUN]}
        self._nouns -= {key[0] for key, counted in kinds.items() if len(key) == 1 and _is_verb(counted)}
        self.telling_ = np.array([self._tells(key, spoken[key]) for key in self.keys_], dtype=np.bool_)
        self.subjects_ = np.array([self._subjects(key, spoken[key]) for key in self.keys_], dtype=np.int64)
        self.opposing_ = np.array(
            [
                kind == AGAINST or (kind == VERB and len(key) > 1 and key[0] in OPPOSING_VERBS)
                for key, kind in zip(self.keys_, self.kinds_, strict=True)
            ],
            dtype=np.bool_,
        )
        self._objections: dict[tuple, list] = defaultdict(list)
        for place in np.flatnonzero(self.opposing_).tolist():
            self._objections[self.keys_[place][1:]].append(place)
        self.found_ = self._table(found)
        self._spelling = {folded: best_spelling(counts) for folded, counts in spellings.items()}
        return self

    def _tells(self, key, language):
        """Whether a phrase has a noun that is not vague; what is said of a noun must not be vague either."""
        vague = VAGUE.get(language, frozenset())
        words = content(key)
        if self.kinds_[self.places_[key]] == SAID and words[-1] in vague:
            return False
        return any(word in self._nouns and word not in vague for word in words)

    def objections(self, place):
        """The places of the phrases that stand against the same thing as this one, itself among them."""
        return self._objections[self.keys_[place][1:]]

    @staticmethod
    def _subjects(key, language):
        """How many of the words are not vague."""
        return sum(word not in VAGUE.get(language, frozenset()) for word in content(key))

    def _table(self, found):
        cells = [
            (row, self.places_[key]) for row, keys in enumerate(found) for key in keys if key in self.places_
        ]
        rows, columns = zip(*cells, strict=True) if cells else ((), ())
        return sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(found), len(self.keys_)))

    def is_noun(self, place):
        return self.kinds_[place] in {NOUN, SAID}

    def is_adjective(self, place):
        return self.kinds_[place] == ADJECTIVE and self.lengths_[place] == 1

    def written(self, key):
        """The commonest writing of a phrase, each word with the accents and capitals that most people give it."""
        form = min(self._forms[key].items(), key=lambda item: (-item[1], len(item[0]), item[0]))[0]
        parts = [self._spelling.get(fold(part), part) for part in form.split(PARTS)]
        parts = [
            f"{part}'" if part.lower() in ELIDED and following[:1] in VOWELS else part
            for part, following in zip(parts, [*map(fold, parts[1:]), ""], strict=True)
        ]
        return "".join(part if part.endswith(("'", "’")) else f"{part} " for part in parts).strip()


def content(key):
    """The lemmas of a key, without the mark that opens it."""
    return key[1:] if key[0].startswith("-") else key


def _uncapitalised(form):
    return form if form.isupper() else form[:1].lower() + form[1:]


def _is_verb(counted):
    """Whether a word that passes for a noun at times is the infinitive that it looks like."""
    return counted[VERB] >= 0.3 * counted[NOUN] > 0


def _commonest(counted: Counter) -> str:
    """The commonest, and of equals the first in the alphabet, so that a second run says the same."""
    return min(counted, key=lambda one: (-counted[one], one))
