"""Words out of a text, and what they are found by: without accents, without endings, without those that say nothing.

Stems are those of Snowball (M. F. Porter, “Snowball: A language for stemming algorithms”, 2001) for languages that it
knows; a word of another language is its own stem.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

from search.models import LONGEST_FOLDED, LONGEST_WORD

STEMMERS = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "tr": "turkish",
}
# A letter or a digit, then letters, digits and the marks that stand on letters. One step a character: a hostile text
# takes no longer than a friendly one.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670])*")
# “20e”, “20ème” and “20th” are looked for as “20”.
_ORDINAL = re.compile(r"(\d{1,4})(?:e|er|re|de|nd|st|rd|th|eme|ieme)")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})

# Words that are in every text and say nothing of it, without accents. Words that could be looked for stay in.
SILENT_WORDS = {
    "fr": frozenset(
        """a afin ai ainsi alors apres as au aucun aucune aussi autre autres aux avait avec avez avoir avons car ce ceci
        cela celle celles celui ces cet cette ceux chaque chez ci comme comment dans de des donc dont du elle elles en
        encore entre est et etaient etait etant ete etes etre eu eux fait faire fois font hors ici il ils je jusqu
        jusque la laquelle le lequel les lesquels leur leurs lors lorsque lui mais me meme memes mes moi moins mon ne
        ni nos notre nous on ont ou par parce pas peu peut peuvent plus pour pourquoi pouvez puis puisque qu quand que
        quel quelle quelles quels qui quoi sa sans se sera ses si soit son sont sous sur ta te tel telle tels tes toi
        ton tous tout toute toutes tres tu un une vers veut veux voici voila vos votre vous y""".split()
    ),
    "en": frozenset(
        """a about after all also am an and any are as at be because been before being but by can could did do does
        each for from had has have having he her here hers him his how i if in into is it its just me more most my no
        nor not of off on once only or other our out over own same she should so some such than that the their them
        then there these they this those through to too under until up very was we were what when where which while
        who whom why will with would you your""".split()
    ),
}


@dataclass(frozen=True)
class Token:
    """A word where it stands in a text: as it is written there in small letters, and without accents."""

    text: str
    folded: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Each word of a text in composed letters (see `composed`), from its beginning to its end. Time grows with it."""
    for found in _WORD.finditer(text):
        written = unicodedata.normalize("NFC", found.group().casefold())
        folded = fold(written)
        if folded and (len(folded) > 1 or folded.isdigit()) and len(written) <= LONGEST_WORD:
            yield Token(written, folded, found.start(), found.end())


def composed(text: str) -> str:
    """The text with each accent on its letter, as people see it."""
    return unicodedata.normalize("NFC", text)


def telling_words(text: str, language: str) -> list[Token]:
    """The words of a text that say something of it, in order, repeats kept."""
    silent = SILENT_WORDS.get(_main(language), frozenset())
    return [token for token in tokens(composed(text)) if token.folded not in silent]


def fold(word: str) -> str:
    """The word without accents and ligatures, in small letters; cut where one sign stands for a whole sentence."""
    spread = unicodedata.normalize("NFKD", word.casefold().translate(_LIGATURES))
    folded = "".join(letter for letter in spread if not unicodedata.combining(letter))[:LONGEST_FOLDED]
    ordinal = _ORDINAL.fullmatch(folded)
    return ordinal[1] if ordinal else folded


@lru_cache(maxsize=50_000)
def stems(text: str, language: str) -> tuple[str, str]:
    """(stem of the word as it is written, stem of the word without accents), both without accents."""
    stemmer = _stemmer(_main(language))
    if stemmer is None:
        folded = fold(text)
        return folded, folded
    return fold(stemmer.stemWord(text)), fold(stemmer.stemWord(fold(text)))


@cache
def _stemmer(language: str):
    return snowballstemmer.stemmer(STEMMERS[language]) if language in STEMMERS else None


def _main(language: str) -> str:
    return language.split("-")[0]
