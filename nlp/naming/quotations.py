"""Choose what a reader is shown of a group's own texts: exemplars, and the sentence that describes it."""

import re
from typing import NamedTuple

import numpy as np

from nlp.naming.spelling import folded_words
from nlp.naming.vocabulary import COARSE
from nlp.private.finding import has_private_pattern
from nlp.reading.cleaning import fold, is_shouted, sentences

EXEMPLARS = 5
POOL = 40
READ = 600
CHECKED = 8
GOOD_LENGTH = (30, 220)
SENTENCE_LENGTH = (35, 120)
LONGEST_SENTENCE = 170
DIFFERENCE = 0.5
QUOTE_LENGTH = (15, 60)
QUOTES = 30
READABLE = 0.16
CLAUSE_END = re.compile(r"\s*[,;:()]\s+|\s+[–—-]\s+")
STEM = 6
ODD = re.compile(
    r"[{}<>|\\_=#*•\[\]@]|https?:|www\.|\.\.|…|!!|\?\?|ci[- ]dessus|plus haut|[:;,]$|^[^\w«\"(]|"
    r"(?<![\w'’.&/-])[b-xz](?![\w'’.&/-])"
)
CONNECTED = re.compile(
    r"^(mais|car|donc|et|ou|or|puis|ensuite|enfin|cela|ceci|ce qui|ils?|elles?|celui|celle|ceux|y|en effet|ainsi|"
    r"par contre|de plus|que|qui|comme|sinon|si|pas aux?|c['’]est|c['’]était|voir|déjà répondu|oui|non,|rien|"
    r"but|and|or|so|then|they|this|that|these|it|he|she|which|because|yes|no,)\b",
    re.IGNORECASE,
)
APOSTROPHE = re.compile(r"(?<=\w)(['’]) (?=\w)")
SPACED = re.compile(r" +([,.])(?= |$)")
SQUEEZED = re.compile(r"(?<=[^\W\d_])([,;.])(?=[^\W\d_]{2})")
PERSONAL = re.compile(r"\b(je|j['’]|moi|ma|mon|mes|me|m['’]|i|my|mine)\b", re.IGNORECASE)


def spread(points, worth):
    """Places of up to `CHECKED` of these unit rows, best first: of the greatest worth and unlike each other.

    Maximal marginal relevance (Carbonell and Goldstein 1998).
    """
    near = np.asarray(points, dtype=np.float64)
    alike = near @ near.T
    likeness, free = np.full(len(near), -1.0), np.ones(len(near), dtype=bool)
    chosen: list[int] = []
    while len(chosen) < min(CHECKED, len(near)):
        value = np.where(free, np.round(worth - DIFFERENCE * likeness, 6), -np.inf)
        chosen.append(int(np.argmax(value)))
        free[chosen[-1]] = False
        likeness = np.maximum(likeness, alike[:, chosen[-1]])
    return chosen


def exemplar_rows(points, rows, texts, near, spellings):
    """Those of the rows that could be exemplars, best first; `points`, `texts` and closeness `near` are theirs."""
    worth = [
        close - unreadable(text, GOOD_LENGTH, spellings) - has_private_pattern(text)
        for text, close in zip(texts, near, strict=True)
    ]
    return [int(rows[place]) for place in spread(points, np.array(worth))]


def describing_sentences(texts, near, *, spellings, words, title):
    """Sentences of these texts that could describe a group, best first.

    `near` is how close each text is to the group's centre; `words` gives the group's own lemmas their weights; what
    only says the title again is left out.
    """
    ranked: dict[str, float] = {}
    for text, close in zip(texts, near, strict=True):
        parts = sentences(text)
        for part in parts:
            if len(part) > LONGEST_SENTENCE or is_shouted(part) or has_private_pattern(part):
                continue
            if fold(part).strip(" .!?") == fold(title):
                continue
            value = (
                close / len(parts) ** 0.25
                + 0.7 * told(part, words)
                - unreadable(part, SENTENCE_LENGTH, spellings)
            )
            value -= 0.3 * bool(CONNECTED.match(part)) + 0.15 * part.endswith("?")
            value -= 0.1 * bool(PERSONAL.search(part)) + 0.1 * (len(part) < SENTENCE_LENGTH[0])
            ranked.setdefault(part, round(value, 6))
    return sorted(ranked, key=lambda part: (-ranked[part], part))


class Quote(NamedTuple):
    """A short sentence that could stand for a title: how much of the group it tells, and whether it reads well."""

    text: str
    told: float
    readable: bool


def quoted_titles(texts, near, *, spellings, words, language):
    """Quotes of these texts, best first: short sentences, first clauses of longer ones, and last any first words.

    `near` is how close each text is to the group's centre; `words` gives the group's own lemmas their weights.
    """
    ranked: dict[str, tuple] = {}
    for text, close in zip(texts, near, strict=True):
        parts = sentences(text)
        for sentence in parts:
            part = CLAUSE_END.split(sentence)[0] if len(sentence) > QUOTE_LENGTH[1] else sentence
            if not part or len(part) > QUOTE_LENGTH[1] or has_private_pattern(part):
                continue
            unread = unreadable(part, QUOTE_LENGTH, spellings)
            unread += (
                0.3 * bool(CONNECTED.match(part))
                + 0.15 * (part != sentence)
                + 0.1 * bool(PERSONAL.search(part))
            )
            share = told(part, words)
            value = round(close / len(parts) ** 0.25 + share - unread, 6)
            ranked.setdefault(part, (value, share, unread <= READABLE))
    found = sorted(ranked, key=lambda part: (-ranked[part][0], part))[:QUOTES]
    quotes = [
        Quote(as_title(spellings.restored(part), language), round(ranked[part][1], 6), ranked[part][2])
        for part in found
    ]
    cut = [text[: QUOTE_LENGTH[1]].rpartition(" ")[0] or text[: QUOTE_LENGTH[1]] for text in texts[:QUOTES]]
    begun = [
        Quote(as_title(text, language) + "…" * (text not in texts), 0.0, False)
        for text in cut
        if as_title(text)
    ]
    return [quote for quote in quotes if quote.text] + begun


def told(text, words):
    """How much of what a group says a text says: the share of its `words` (lemmas with weights) that stand in it."""
    folded = fold(text)
    return sum(weight for word, weight in words.items() if word[:STEM] in folded) / max(
        sum(words.values()), 1e-9
    )


def unreadable(text, lengths, spellings):
    """A penalty for what is too short, too long, shouted, odd or ill spelt; 0 for a readable text."""
    shortest, longest = lengths
    penalty = 0.4 * max(0, shortest - len(text)) / shortest + 0.4 * max(0, len(text) - longest) / longest
    penalty += 0.3 * (bool(ODD.search(text)) or _is_unbalanced(text)) + 0.3 * is_shouted(text)
    penalty += min(0.15 * spellings.odd_words(text), 0.45)
    penalty += 0.3 * (sum(len(word) > 4 and word.isupper() for word in text.split()) > 1)
    coarse = not COARSE.isdisjoint(word.rstrip("s") for word in folded_words(text))
    return penalty + 0.05 * (not text[:1].isupper()) + coarse


def _is_unbalanced(text):
    """Whether a quotation mark or a bracket is opened without its other half."""
    return text.count('"') % 2 or text.count("«") != text.count("»") or text.count("(") != text.count(")")


def as_title(text, language=""):
    """The text with a capital first and no stop last."""
    return as_sentence(text, language).rstrip(" .,;:!?")


def as_sentence(text, language=""):
    """The text with a capital first, accented as French has it, and a full stop last."""
    text = SQUEEZED.sub(r"\1 ", text.strip(" -–—*•"))
    text = APOSTROPHE.sub(r"\1", SPACED.sub(r"\1", text))
    text = text[:1].upper() + text[1:]
    text = f"À{text[1:]}" if language == "fr" and text.startswith("A ") else text
    return text if text.endswith((".", "!", "?")) else f"{text}."
