"""Cut a text into words that may be names: where each stands, how it is written, and the gap before it."""

import re
from typing import NamedTuple

LETTERS = re.compile(r"[^\W\d_]+(?:['’ʼ‑-][^\W\d_]+){0,5}")
# What French elides before a vowel is a word of its own: "d'Awa". "N'Dour" and "O'Neill" are one.
ELIDED = re.compile(r"(?:[dljtscnm]|qu|jusqu|lorsqu|puisqu|quelqu)['’ʼ](?=\w)", re.IGNORECASE)
NASAL = re.compile(r"[NM]['’ʼ][A-ZÀ-Þ]")
POSSESSIVE = re.compile(r"['’ʼ][sS]$")
SENTENCE_BREAK = re.compile(r"[.!?…:;•*\n\r«»\"“”()\[\]|/]|(?:^|\s)[–—-]\s")
# "J", and "J-P" for Jean-Pierre.
INITIALS = re.compile(r"[^\W\d_](?:-[^\W\d_])?")
# What may lie between two words of one name.
WITHIN_NAME = re.compile(r"(?:[ \u00a0]|\.[ \u00a0]?-?)(?:[dD]['’ʼ])?$")


class Word(NamedTuple):
    """One word: offsets, its characters, the gap before it, and whether it begins a sentence."""

    start: int
    end: int
    text: str
    gap: str
    begins: bool

    @property
    def lower(self):
        return self.text[0].islower()

    @property
    def upper(self):
        return len(self.text) > 1 and self.text.isupper()

    @property
    def initial(self):
        return INITIALS.fullmatch(self.text) is not None and self.text.isupper()


def words_of(text):
    """The words of a text, in order."""
    found, last = [], 0
    for match in LETTERS.finditer(text):
        start, end = match.span()
        form = match.group()
        if NASAL.match(form) is None and (elided := ELIDED.match(form)):
            start += elided.end()
        if possessive := POSSESSIVE.search(form):
            end = match.start() + possessive.start()
        if end <= start:
            continue
        gap = text[last:start]
        begins = not found or SENTENCE_BREAK.search(gap) is not None
        found.append(Word(start, end, text[start:end], gap, begins))
        last = end
    return found


def follows_within_name(word, before):
    """Whether a word may continue a name whose last word is `before`."""
    if WITHIN_NAME.fullmatch(word.gap) is None:
        return False
    return "." not in word.gap or before.initial or len(before.text) < 3
