"""What words are known to be: given and family names, places, public figures; and the ordinary words of a language.

The lists are plain files in `words/`, written from general knowledge; behind them stand the name tables of many
countries (see `name_tables`). Ordinary words come from the tables of the language models' lemmatizers, folded, so that
"pierre" and "Grace" are known to be words as well as names.
"""

import re
from functools import lru_cache
from pathlib import Path

from nlp.private.name_tables import family_names_abroad, given_names_abroad
from nlp.reading.cleaning import fold
from nlp.reading.languages import FUNCTION_WORDS

WORDS = Path(__file__).parent / "words"
SUFFIXES = (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))
CONJUNCTIONS = frozenset(
    "mais donc car or ni comme si quand lorsque puisque but so if when as because then".split()
)
ELIDED = re.compile(r"\bd'")
SOUNDS = tuple(
    (re.compile(written), heard)
    for written, heard in (
        ("e?aux?|ault|aud|aut|oo|ot$", "o"),
        ("[tdsxz]$", ""),
        ("ph", "f"),
        ("h", ""),
        ("ck|qu|k", "c"),
        ("z", "s"),
        ("y", "i"),
        (" ", ""),
        ("er$|ere$|ez$", "e"),
        (r"(.)\1+", r"\1"),
    )
)
SAINTS = ("saint-", "sainte-", "st-", "ste-")
# An apostrophe left out in haste: "nont", "jai", "dun"; "cant", "im". What remains must be a word.
FRENCH_SLIP = re.compile(r"(?:qu|[njcdlmst])(?=[aeiouyh])([a-z]+)")
ENGLISH_SLIPS = frozenset(
    "cant dont wont isnt arent wasnt werent hasnt havent hadnt didnt doesnt couldnt shouldnt wouldnt im ive id ill "
    "youre youve theyre theyve thats whats hes shes weve theres".split()
)


@lru_cache(maxsize=50_000)
def key(word):
    """The form in which names are compared: folded, one apostrophe, hyphens as spaces."""
    return ELIDED.sub("", fold(word).replace("-", " ").replace("\u2011", " ")).strip(" .'")


def _lines(name):
    for line in (WORDS / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


@lru_cache(maxsize=1)
def given_names():
    """The known given names, as keys; of a compound also its first name."""
    return frozenset(key(word) for line in _lines("given_names.txt") for word in line.split())


@lru_cache(maxsize=1)
def ambiguous_names():
    """Given names that are ordinary words as well, as keys: alone, they need a context."""
    return frozenset(key(word) for line in _lines("ambiguous_names.txt") for word in line.split())


@lru_cache(maxsize=1)
def family_names():
    """The common family names, as keys."""
    return frozenset(key(word) for line in _lines("family_names.txt") for word in line.split())


@lru_cache(maxsize=1)
def places():
    """Towns, countries, quarters and brands whose names look like people's, as keys."""
    return frozenset(key(word) for line in _lines("places.txt") for word in line.split())


@lru_cache(maxsize=1)
def _given_abroad():
    return frozenset(key(name) for name in given_names_abroad())


@lru_cache(maxsize=1)
def _family_abroad():
    return frozenset(key(name) for name in family_names_abroad())


@lru_cache(maxsize=1)
def public_figures():
    """(full names, names that stand alone, those that do even after a civil title), as keys."""
    full, alone, titled = set(), set(), set()
    for line in _lines("public_figures.txt"):
        before, star, after = line.replace("+", "*").partition("*")
        full.add(key(before + after))
        # "Luther King" stands alone; "Omar Tall" is many people's name.
        if not star or (before and key(after).split(" ")[0] in given_names()):
            continue
        alone.add(key(after))
        if "+" not in line and key(after) not in family_names():
            titled.add(key(after))
    return frozenset(full), frozenset(alone), frozenset(titled)


@lru_cache(maxsize=1)
def public_surnames():
    """The names, as keys, by which public figures are spoken of, those included that are given names too: "May"."""
    starred = (line.replace("+", "*").partition("*") for line in _lines("public_figures.txt"))
    return frozenset(key(after) for _, star, after in starred if star)


@lru_cache(maxsize=1)
def public_names_unspaced():
    """Public figures' full names without their spaces, for "Marine Lepen" and "Gilles legendre"."""
    full, _, _ = public_figures()
    return frozenset(name.replace(" ", "") for name in full if len(name) > 7)


def _sounded(folded):
    """A folded name as French hears it: "sarkosi" and "sarkozy", "penicault" and "penicaud" sound alike."""
    for written, heard in SOUNDS:
        folded = written.sub(heard, folded)
    return folded


@lru_cache(maxsize=1)
def _public_sounds():
    _, _, titled = public_figures()
    sounds = {_sounded(name) for name in titled if len(name) > 5}
    slips = {name[:at] + name[at + 1 :] for name in titled if len(name) > 6 for at in range(len(name))}
    return frozenset(sounds), frozenset(slips)


@lru_cache(maxsize=10_000)
def is_public_misspelt(name):
    """Whether a name is a public figure's as it sounds or but for a letter, and no common family name."""
    folded = key(name)
    if len(folded) < 5 or folded in family_names() or folded in given_names():
        return False
    sounds, slips = _public_sounds()
    shorter = {folded[:at] + folded[at + 1 :] for at in range(len(folded))} if len(folded) > 6 else set()
    return _sounded(folded) in sounds or folded in slips or not shorter.isdisjoint(slips)


def is_given(word):
    """Whether a word is a known given name; a compound is, where its first part is."""
    folded = key(word)
    if folded in given_names():
        return True
    first, *others = folded.split(" ")
    return (
        bool(others)
        and first in given_names()
        and (first not in ambiguous_names() or others[-1] in given_names())
    )


def is_clear_given(word):
    """Whether a word is a known given name and nothing else that people write of."""
    folded = key(word)
    return len(folded) > 3 and is_given(word) and folded not in ambiguous_names() and not is_place(word)


def is_family(word):
    """Whether a word is a common family name; a compound is, where one part is."""
    folded = key(word)
    return folded in family_names() or any(part in family_names() for part in folded.split())


@lru_cache(maxsize=20_000)
def may_be_given(word, language):
    """Whether a word is a given name of our lists, or of another country's and neither a word here nor a place."""
    if is_given(word):
        return True
    return is_given_abroad(word) and not is_ordinary(word, language) and not is_place(word)


def is_given_abroad(word):
    """Whether a word is a given name somewhere; many ordinary words are."""
    folded = key(word)
    first, *others = folded.split(" ")
    compound = bool(others) and all(len(part) > 2 and part.isalpha() for part in others)
    return folded in _given_abroad() or (compound and first in _given_abroad())


def may_be_family(word):
    """Whether a word is a family name somewhere; many ordinary words are."""
    folded = key(word)
    return is_family(word) or any(part in _family_abroad() for part in (folded, *folded.split(" ")))


def is_place(word):
    """Whether a word names a place (or a brand); what is called after a saint does."""
    folded = fold(word)
    return (
        folded.startswith(SAINTS)
        or key(word) in places()
        or any(part in places() for part in key(word).split(" ") if "-" in word and len(part) > 3)
    )


@lru_cache(maxsize=1)
def _function_words():
    return frozenset(word for words in FUNCTION_WORDS.values() for word in words if len(word) > 1)


def is_function_word(folded):
    """Whether a folded word is one of French's or English's smallest, or a conjunction."""
    return folded in _function_words() or folded in CONJUNCTIONS


def is_stop_word(word, language):
    """Whether a word is among the commonest of a language, pronouns included: no name is told from it."""
    from nlp.naming.tagging import stop_words

    folded = fold(word)
    return is_function_word(folded) or folded in stop_words(language)


@lru_cache(maxsize=2)
def dictionary(language):
    """The folded words in the tables of a language's lemmatizer; inflected English forms are not among them."""
    from nlp.naming.tagging import MODELS, pipeline, stop_words

    if language not in MODELS:
        return frozenset()
    lookups = pipeline(language).get_pipe("lemmatizer").lookups
    listed, forms = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
    words = [word for part in listed for word in listed[part]]
    for part in forms:
        words += forms[part]
        words += [lemma for lemmas in forms[part].values() for lemma in lemmas]
    # Folded in one go: word by word takes ten times as long.
    return frozenset(fold("\n".join(words)).split("\n")) | stop_words(language)


@lru_cache(maxsize=50_000)
def is_ordinary(word, language):
    """Whether a word, whatever its case, is an ordinary word of a language."""
    folded = fold(word)
    words = dictionary(language)
    if "-" in folded and all(part in words for part in folded.split("-")):
        return True
    if folded in words or any(
        folded.endswith(end) and folded[: -len(end)] + stem in words for end, stem in SUFFIXES
    ):
        return True
    if language == "fr":
        return folded.endswith(("aux", "euse", "euses", "rice", "rices")) or _is_french_form(word.lower())
    return False


def _is_french_form(word):
    from nlp.naming.tagging import pipeline

    return word in pipeline("fr").get_pipe("lemmatizer").lookups.get_table("lemma_lookup")


@lru_cache(maxsize=5_000)
def is_slip(word, language):
    """Whether a word in lower case is two, typed without their apostrophe: "nont", "jhabite", "dont"."""
    folded = fold(word)
    if language != "fr":
        return folded in ENGLISH_SLIPS
    slip = FRENCH_SLIP.fullmatch(folded)
    return slip is not None and (is_ordinary(slip[1], language) or is_function_word(slip[1]))
