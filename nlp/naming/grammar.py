"""What a phrase is that could name a theme.

A noun with its adjectives and complements ("vote blanc", "référendum d'initiative citoyenne"); such a phrase after an
infinitive ("écouter les citoyens"), after a word of quantity ("plus de référendums locaux") or of opposition ("non au
vote obligatoire", "ne pas fermer l'école"); and a noun with what is said of it ("carte refusée" in "ma carte est
refusée"). What is negated never makes a phrase that asserts it.
"""

from typing import NamedTuple

from nlp.naming.tagging import (
    ADJECTIVE,
    ARTICLE,
    BE,
    BREAK,
    FINITE,
    LINK,
    MODELS,
    NEGATION,
    NOUN,
    OTHER,
    QUANTITY,
    VERB,
    tag,
)
from nlp.naming.vocabulary import ADVERBIAL, BETWEEN, FEWER, LIGHT_VERBS, PREPOSITIONAL
from nlp.reading.cleaning import fold

LONGEST_WORDS = 9
LONGEST_CONTENT = 4
AGAINST, AMOUNT, SAID = "against", "amount", "said"
INDIRECT = frozenset("a au aux de du des en par pour sur dans avec d'".split())
TO = frozenset("a au aux to".split())
INSTEAD = frozenset("lieu plutot instead rather".split())
WHY = frozenset("pourquoi why".split())
BACK = 5
LONGEST_HEADING = 9
PAIRING = frozenset("entre between".split())
AND = frozenset("et and".split())


class Phrase(NamedTuple):
    """A phrase found: its key (a mark such as "-contre" if it opens so, then lemmas), its words, its kind."""

    key: tuple
    words: tuple
    kind: str


def candidates(words):
    """Yield every Phrase of a text's Words; the same one as often as it stands there."""
    for start, first in enumerate(words):
        if first.kind in {NOUN, ADJECTIVE} and not _is_adverbial(words, start):
            yield from _nominal(words, start)
        elif first.kind == VERB:
            yield from _verbal(words, start)
        elif first.kind in {NEGATION, QUANTITY}:
            yield from _opened(words, start)


def heading_chunk(chunk):
    """For each text of a chunk (language, texts) whether it is a noun or infinitive phrase, as headings are."""
    language, texts = chunk
    return (
        [_is_heading(words) for words in tag(language, list(texts))]
        if language in MODELS
        else [False] * len(texts)
    )


def _is_heading(words):
    kinds = [word.kind for word in words]
    if not words or {FINITE, BE, BREAK} & set(kinds) or len(words) > LONGEST_HEADING:
        return False
    opens = {NOUN, ADJECTIVE, VERB, ARTICLE, QUANTITY}
    modified = kinds[0] == OTHER and VERB in kinds[1:3]  # "mieux expliquer", "les consulter"
    return (kinds[0] in opens or modified) and kinds[-1] in {NOUN, ADJECTIVE, VERB}


def _is_adverbial(words, start):
    """Whether the noun belongs to the word before it: "en ligne", "tiré au sort", "à l'aide de"."""
    if not start:
        return False
    before = fold(words[start - 1].form)
    if words[start].lemma in PREPOSITIONAL and LINK in {
        word.kind for word in words[max(0, start - 2) : start]
    }:
        return True
    return before == "en" or (before, words[start].lemma) in ADVERBIAL


def _nominal(words, start):
    first = words[start]
    attached = start > 0 and words[start - 1].kind == NOUN and first.kind == ADJECTIVE
    if attached and start + 1 < len(words) and words[start + 1].kind == NOUN:
        yield Phrase((first.lemma,), (first.form,), first.kind)  # it opens nothing
        return
    for stop, key in _stretches(words, start):
        forms = tuple(word.form for word in words[start : stop + 1])
        yield Phrase(key, forms, first.kind)
        said = _said(words, start, stop)
        if said is not None and said.lemma not in key and len(key) < LONGEST_CONTENT:
            yield Phrase((*key, said.lemma), (*forms, said.form), SAID)


def _verbal(words, start):
    """Infinitive phrases; one that is negated says so or, where the negation stands apart, is none at all."""
    negated = _negation_before(words, start)
    if negated is None:
        for stop, key in _stretches(words, start):
            yield Phrase(key, tuple(word.form for word in words[start : stop + 1]), VERB)
        return
    marks: dict[str, tuple] = {"pas": ("ne", "pas"), "n't": ("do", "n't"), "not": ("do", "not")}
    mark = marks.get(fold(words[start - 1].form))
    if negated != start - 1 or mark is None:
        return
    if mark[0] == "do" and (start < 2 or words[start - 2].lemma != "do"):
        return
    mark = ("don't",) if mark == ("do", "n't") else mark
    for stop, key in _stretches(words, start):
        if len(key) > 1:
            forms = tuple(word.form for word in words[start : stop + 1])
            yield Phrase(("-not", *key), (*mark, *forms), AGAINST)


def _negation_before(words, start):
    """The place of the word that negates this one, or None; "pourquoi ne pas" proposes."""
    for place in range(start - 1, max(-1, start - 1 - BACK), -1):
        word = words[place]
        if word.kind == BREAK or (word.kind == VERB and place < start - 1):
            return None
        if fold(word.form) in INSTEAD or (
            word.kind == NEGATION and fold(word.form) not in {"contre", "against"}
        ):
            asked = any(fold(before.form) in WHY for before in words[max(0, place - 2) : place])
            return None if asked else place
    return None


def _opened(words, start):
    """Phrases after a word of opposition or of quantity: "contre la vitesse", "moins de voitures"."""
    opener = fold(words[start].form)
    begin = start + 1
    if begin >= len(words) or opener in {"ne", "n'", "n", "jamais", "ni", "not", "n't", "never", "cannot"}:
        return
    if not _opens(words, start, opener):
        return
    link = fold(words[begin].form)
    if opener in {"non", "stop", "no"} and link in TO | {"a"}:
        begin += 1
    elif opener in {"plus", "moins", "davantage", "pas"}:
        if link not in {"de", "d'"}:
            return
        begin += 1
    elif opener == "non":
        return
    if opener not in {"plus", "moins", "davantage", "pas", "more", "less", "fewer"}:
        while begin < len(words) and words[begin].kind == ARTICLE:
            begin += 1
    if begin >= len(words) or words[begin].kind not in {NOUN, ADJECTIVE}:
        return
    kind = AMOUNT if words[start].kind == QUANTITY and opener not in FEWER else AGAINST
    for stop, key in _stretches(words, begin):
        if stop == begin and words[begin].kind == ADJECTIVE:
            continue
        yield Phrase((f"-{opener}", *key), tuple(word.form for word in words[start : stop + 1]), kind)


def _opens(words, start, opener):
    """Whether the word stands for itself: "lutter contre" and "je n'ai pas de" say something else."""
    if not start:
        return True
    if opener in {"contre", "against", "sans", "without"}:
        return words[start - 1].kind not in {NOUN, VERB, ADJECTIVE, LINK} and opener not in {
            "sans",
            "without",
        }
    if opener == "stop" or opener == "non":
        return words[start - 1].kind == BREAK
    back = words[max(0, start - 4) : start]
    return not any(word.kind == NEGATION for word in back)


def _stretches(words, start):
    """Yield (last place, key) of the phrases that begin here."""
    first, key, nouns = words[start], [], 0
    governed = first.kind != VERB and _is_governed(words, start)
    longest = LONGEST_CONTENT + (first.kind == VERB)
    paired = False  # after "entre", a phrase is whole only past the "et" that follows
    for stop in range(start, min(start + LONGEST_WORDS, len(words))):
        word = words[stop]
        if word.kind == LINK:
            if governed and fold(word.form) in TO:
                return
            paired |= fold(word.form) in PAIRING
            continue
        after = words[stop - 1]
        if word.kind == ARTICLE and (after.kind in {LINK, ARTICLE, VERB} or fold(after.form) in AND):
            continue
        if paired and fold(word.form) in AND:
            paired = False
            continue
        if stop > start and (word.kind not in {NOUN, ADJECTIVE} or word.lemma in key):
            return
        key.append(word.lemma)
        nouns += word.kind == NOUN
        if len(key) > longest or (first.kind == ADJECTIVE and len(key) == 2 and stop != start + 1):
            return
        if not paired and (nouns or stop == start) and _is_whole(words, start, stop):
            yield stop, tuple(key)


def _is_governed(words, start):
    """Whether a verb stands before the noun, and "à …" after it is the verb's: "associer les citoyens | aux choix"."""
    for place in range(start - 1, max(-1, start - 4), -1):
        if words[place].kind in {VERB, FINITE}:
            return True
        if words[place].kind not in {ARTICLE, ADJECTIVE}:
            return False
    return False


def _is_whole(words, start, stop):
    """Whether a phrase of several words is not cut before an adjective or a noun that belongs to it.

    "Référendum d'initiative | citoyenne", "les grands | sujets", "from a UK | account" and "citoyens tirés |
    au sort" are cut.
    """
    following = words[stop + 1 : stop + 3]
    if len(following) == 2 and (fold(following[0].form), following[1].lemma) in ADVERBIAL:
        return stop == start
    if stop == start:
        return True
    if words[start].lemma in LIGHT_VERBS and fold(words[start + 1].form) in INDIRECT and stop <= start + 2:
        return False
    if not following:
        return True
    after = following[0].kind
    return after not in {ADJECTIVE, NOUN}


def _said(words, start, stop):
    """What is said of the noun that ends here ("is declined", "was my card declined"), unless it is denied."""
    asked = any(word.kind == BE for word in words[max(0, start - 2) : start])
    place, joined = stop + 1, asked
    while place < len(words) and (words[place].kind == BE or fold(words[place].form) in BETWEEN):
        joined |= words[place].kind == BE
        place += 1
    if not joined or place >= len(words) or any(w.kind == NEGATION for w in words[max(0, start - 3) : place]):
        return None
    word = words[place]
    past = asked and word.kind == FINITE and word.form.endswith("ed")
    return word if word.kind == ADJECTIVE or past else None
