"""Look a phrase up by its first word, to find the part that it plays."""

from nlp.grouping.sides.english import ENGLISH
from nlp.grouping.sides.french import FRENCH
from nlp.grouping.sides.parts import PUNCTUATION


def _lexicon(parts):
    """First word -> ((the words after it, the part), …), longest first; a phrase listed twice plays the later part."""
    ways = {}
    for part, listed in parts.items():
        for phrase in listed:
            first, *rest = phrase.split()
            ways.setdefault(first, {})[tuple(rest)] = part
    table = {
        first: tuple(sorted(found.items(), key=lambda way: -len(way[0]))) for first, found in ways.items()
    }
    return table | {sign: (((), part),) for sign, part in PUNCTUATION.items()}


LEXICONS = {"fr": _lexicon(FRENCH), "en": _lexicon(ENGLISH)}
