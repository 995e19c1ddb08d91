"""How long sentences are, and how easy the words are to read, by measures that anyone can compute again.

Length: 25 words, the limit that the United Kingdom's Government Digital Service set for itself in 2014 (“Sentence
length: why 25 words is our limit”). Ease: Flesch's reading ease for English (R. Flesch, “A new readability yardstick”,
Journal of Applied Psychology, 1948), and Kandel and Moles' adaptation of it for French (L. Kandel and A. Moles,
“Application de l'indice de Flesch à la langue française”, Cahiers d'études de radio-télévision, 1958). Syllables are
counted by groups of vowels, an estimate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.checking.findings import ADVICE, Finding

MOST_WORDS = 25
# Under this many words the measure of ease jumps with each of them.
ENOUGH_WORDS = 100
# Flesch's table: under 50 is “difficult”, what students of a university read.
DIFFICULT = 50

ENDING = re.compile(r"(?<=[.!?…])[\s»”)]+(?=[«“(]?\s?[\wÀ-Ý])|\n+")
WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
VOWELS = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]+")
MUTE = {
    "fr": re.compile(r"(?<=[^aeiouyàâäéèêëîïôöùûüœæ])(?:es?|ent)$"),
    "en": re.compile(r"(?<=[^aeiouyl])e(?:s|d)?$"),
}
# a, b, c of: ease = a − b × words a sentence − c × syllables a word
FORMULAS = {"fr": (207.0, 1.015, 73.6), "en": (206.835, 1.015, 84.6)}
FIRST_WORDS = 8


@dataclass(frozen=True)
class Ease:
    """From 0, hard, to 100, easy; ``words`` is the mean length of the sentences."""

    score: int
    words: int
    formula: str

    @property
    def is_difficult(self) -> bool:
        return self.score < DIFFICULT


def check(pieces, language: str) -> Iterator[Finding]:
    for piece in pieces:
        if not piece.is_prose:
            continue
        for sentence in sentences(piece.text):
            length = len(WORD.findall(sentence))
            if length > MOST_WORDS:
                begins = " ".join(sentence.split()[:FIRST_WORDS])
                yield Finding(
                    ADVICE,
                    piece.where,
                    _("A sentence of %(length)s words: “%(begins)s…”") % {"length": length, "begins": begins},
                    _("Cut it in two: beyond %(most)s words readers lose the thread.") % {"most": MOST_WORDS},
                    piece.block,
                )
    measured = ease(pieces, language)
    if measured and measured.is_difficult:
        yield Finding(
            ADVICE,
            _("Whole page"),
            _("The text is hard to read: %(score)s out of 100.") % {"score": measured.score},
            _("Prefer short sentences and everyday words; keep a technical word only if you explain it."),
        )


def ease(pieces, language: str) -> Ease | None:
    """How easy the page's sentences are to read; None for short pages and for languages without a formula."""
    code = language.split("-")[0]
    if code not in FORMULAS:
        return None
    found = [sentence for piece in pieces if piece.is_prose for sentence in sentences(piece.text)]
    words = [word for sentence in found for word in WORD.findall(sentence)]
    if len(words) < ENOUGH_WORDS:
        return None
    base, by_length, by_syllables = FORMULAS[code]
    length = len(words) / len(found)
    each = sum(syllables(word, code) for word in words) / len(words)
    score = round(min(100, max(0, base - by_length * length - by_syllables * each)))
    name = _("Kandel and Moles, 1958") if code == "fr" else _("Flesch, 1948")
    return Ease(score, round(length), name)


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line that ends without a mark is one too."""
    return [part.strip() for part in ENDING.split(text) if WORD.search(part)]


def syllables(word: str, code: str) -> int:
    """An estimate: the groups of vowels, without a mute ending; one at least."""
    lowered = word.lower()
    if len(lowered) > 3:
        lowered = MUTE[code].sub("", lowered)
    return max(1, len(VOWELS.findall(lowered)))
