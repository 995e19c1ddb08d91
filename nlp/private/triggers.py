"""Tell cheaply which texts cannot name a person, so that most are never read word by word."""

import re
from functools import lru_cache

from nlp.private.contexts import KIN, TITLES
from nlp.private.lists import MANY
from nlp.private.vocabulary import ambiguous_names, given_names
from nlp.reading.cleaning import fold

WORDS = re.compile(r"[^\W\d_]+")
CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿœ]")
# A capital that begins neither the text nor a sentence.
INNER_CAPITAL = re.compile(r"(?<=[\w,'’] )[A-ZÀ-ÖØ-ÞŒ](?=[\w.'’-])|(?<=['’])[A-ZÀ-ÖØ-ÞŒ]")
FORMED = re.compile(
    r"\b(?:pr[ée]noms?|noms?|name|names|surname|forename|contact|sign[ée]e?|m['’ ]?appell?e) ?[:=]?|"
    r"\bMM?\. ?(?-i:[A-ZÀ-Þ])|\b(?:j(?:e )?suis|moi c['’ ]?est|(?:salut|bonjour|bjr|coucou|hello|hi|hey),? (?:c|"
    r"it)['’]?e?st?|i am|i['’]?m|me and|and me|and i|moi et|et moi)\b|"
    r"\b(?:mon|ma|mes|nos|notre|my|our|his|her|sa|ses|leurs?|their) (?:(?:petite?s?|little|two|three|deux|trois) )?(?:"
    + "|".join(sorted({word.replace("-", "[ -]") for word in KIN} | MANY, key=len, reverse=True))
    + r")\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _clear_words():
    """Given names that are no ordinary words, and civil titles, as they are typed with and without accents."""
    clear = {word for name in given_names() - ambiguous_names() for word in name.split() if len(word) > 3}
    return frozenset(clear | (TITLES - {"m", "dame", "pr", "me"}))


def may_name_people(text):
    """Whether a text has a capital inside a sentence, a civil title, a field for names or a known given name."""
    if INNER_CAPITAL.search(text) or FORMED.search(text):
        return True
    return not _clear_words().isdisjoint(WORDS.findall(fold(text)))
