"""Choose what a reader is shown of a group's own texts: exemplars, and the sentence that describes it."""

import re
from collections import Counter

import numpy as np

from nlp.naming.samples import centrality
from nlp.naming.tagging import COARSE
from nlp.private.finding import has_private_pattern
from nlp.reading.cleaning import fold, is_shouted, sentences

EXEMPLARS = 5
POOL = 40
GOOD_LENGTH = (30, 220)
SENTENCE_LENGTH = (35, 170)
DIFFERENCE = 0.5
ODD = re.compile(r"[{}<>|\\_=#*•\[\]@]|https?:|www\.|\.\.|…|!!|\?\?|ci[- ]dessus|plus haut|[:;,]$|^[^\w«\"(]")
CONNECTED = re.compile(
    r"^(mais|car|donc|et|ou|or|puis|ensuite|enfin|cela|ceci|ce qui|ils?|elles?|celui|celle|ceux|y|en effet|ainsi|"
    r"par contre|de plus|but|and|or|so|then|they|this|that|these|it|he|she)\b",
    re.IGNORECASE,
)


class Spellings:
    """Learn how common each word of a set of texts is: a sentence of words nobody else writes is ill spelt."""

    def fit(self, texts):
        self.counts_ = Counter(word for text in texts for word in set(_words(text)))
        return self

    def oddity(self, text):
        """Share of the words of a text that no other text has."""
        words = _words(text)
        return sum(self.counts_[word] < 2 for word in words) / max(len(words), 1)


def exemplars(points, rows, texts, *, spellings, count=EXEMPLARS):
    """Up to `count` of the rows (most central first): central, unlike each other, readable; best first.

    Maximal marginal relevance (Carbonell and Goldstein 1998) among the most central ones.
    """
    pool = np.asarray(rows[:POOL])
    worth = centrality(points, np.asarray(rows))[: len(pool)].astype(np.float64)
    worth -= np.array([unreadable(texts[row], GOOD_LENGTH, spellings) for row in pool])
    worth -= np.array([has_private_pattern(texts[row]) for row in pool])
    alike = points[pool] @ points[pool].T
    chosen = []
    while len(chosen) < min(count, len(pool)):
        likeness = alike[:, chosen].max(axis=1) if chosen else np.zeros(len(pool))
        value = np.round(worth - DIFFERENCE * likeness, 6)
        value[chosen] = -np.inf
        chosen.append(int(np.argmax(value)))
    return [int(pool[place]) for place in chosen]


def describing_sentences(points, rows, texts, *, spellings, words):
    """Sentences of the group's texts that could describe it, best first; `words` are the group's own lemmas."""
    pool = np.asarray(rows[:POOL])
    worth = centrality(points, np.asarray(rows))[: len(pool)]
    ranked = {}
    for row, central in zip(pool.tolist(), worth.tolist(), strict=True):
        parts = sentences(texts[row])
        for part in parts:
            if is_shouted(part) or has_private_pattern(part):
                continue
            told = sum(word in fold(part) for word in words) / max(len(words), 1)
            value = central / len(parts) ** 0.25 + 0.5 * told - unreadable(part, SENTENCE_LENGTH, spellings)
            value -= 0.3 * bool(CONNECTED.match(part)) + 0.15 * part.endswith("?")
            ranked.setdefault(part, round(value, 6))
    return sorted(ranked, key=lambda part: (-ranked[part], part))


def unreadable(text, lengths, spellings):
    """A penalty for what is too short, too long, shouted, odd or ill spelt; 0 for a readable text."""
    shortest, longest = lengths
    penalty = 0.4 * max(0, shortest - len(text)) / shortest + 0.4 * max(0, len(text) - longest) / longest
    penalty += 0.3 * bool(ODD.search(text)) + 0.3 * is_shouted(text) + 0.5 * spellings.oddity(text)
    penalty += 0.05 * (not text[:1].isupper()) + any(word.rstrip("s") in COARSE for word in _words(text))
    return penalty


def as_sentence(text):
    """The text with a capital first and a full stop last."""
    text = text.strip(' -–—*•"«»')
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _words(text):
    return re.findall(r"[^\W\d_]{3,}", fold(text))
