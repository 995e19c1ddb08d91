"""Find persons who are named in a row: "Lila, Mehdi et moi", "my kids zara and theo", "me and kayleigh"."""

from nlp.private import contexts
from nlp.private.runs import capital_run, is_acronym, is_public, name_end, trimmed
from nlp.private.vocabulary import (
    ambiguous_names,
    is_given_abroad,
    is_ordinary,
    is_place,
    is_slip,
    is_stop_word,
    key,
    may_be_given,
)

AND = frozenset("et and & ou or e plus avec with".split())
ONESELF = frozenset("moi me i myself moi-meme".split())
MANY = frozenset(
    "enfants filles fils garcons gosses jumeaux jumelles bebes petits-enfants petits-fils petites-filles neveux nieces "
    "freres soeurs cousins cousines amis amies copains copines potes voisins voisines collegues parents eleves "
    "grands-parents children kids sons daughters boys girls twins babies grandchildren grandkids grandsons nephews "
    "brothers sisters siblings cousins friends mates neighbours neighbors colleagues parents pupils toddlers "
    "teenagers ados".split()
)


def listed_names(words, language, *, shouted):
    """Yield the (first, end) of persons in a row that holds the speaker or follows a relation of somebody's."""
    at = 0
    while at < len(words):
        items, told, after = _row(words, at, language, shouted)
        related = bool(items) and _follows_relation(words, items[0][0])
        if items and (told or related):
            yield from _persons(words, items, language, related=related)
        at = max(at + 1, after) if items else at + 1


def _row(words, at, language, shouted):
    """The names of a row that begins at a word, whether the speaker is one of it, and where it ends."""
    items, told, joints = [], False, 0
    while at < len(words):
        if key(words[at].text) in ONESELF and (joints or _joint(words, at + 1)):
            told, end = True, at + 1
        else:
            end = _item_end(words, at, language, shouted)
            if end == at:
                break
            items.append((at, end))
        following = _joint(words, end)
        if following is None:
            at = end
            break
        at, joints = following, joints + 1
    return items, told and joints > 0, at


def _joint(words, at):
    """Where the next of a row begins, if what stands at a place joins it to the one before; else None."""
    if at >= len(words):
        return None
    if words[at].gap in {" ", ", "} and key(words[at].text) in AND:
        return at + 1 if at + 1 < len(words) and words[at + 1].gap == " " else None
    return at if words[at].gap in {", ", " & ", " + ", "/", " / "} else None


def _item_end(words, at, language, shouted):
    """The end of what may be a name in a row; its start where none is."""
    word = words[at]
    folded = key(word.text)
    if len(folded) < 2 or is_stop_word(word.text, language) or is_place(word.text):
        return at
    if word.lower or shouted:
        if is_ordinary(word.text, language) and not _may_be_listed(word.text, language):
            return at
        if is_slip(word.text, language):
            return at
        return name_end(words, at, language) if _may_be_listed(word.text, language) else at + 1
    if is_acronym(word) or (is_ordinary(word.text, language) and not may_be_given(word.text, language)):
        return at
    end = trimmed(words, at, capital_run(words, at), language, shouted=shouted)
    return at if is_public([one.text for one in words[at:end]]) else end


def _follows_relation(words, at):
    """Whether a relation of several or of one, with whose it is, stands right before: "mes enfants", "our twins, "."""
    if at < 2 or words[at].gap not in {" ", ", ", ": ", " : ", " (", "\u00a0: "}:
        return False
    previous = key(words[at - 1].text).replace(" ", "-")
    one = previous in contexts.KIN and words[at].gap == " "
    if previous not in MANY and not one:
        return False
    owned = [key(word.text) for word in words[max(0, at - 4) : at - 1]]
    return any(word in contexts.OWNERS for word in owned)


def _persons(words, items, language, *, related):
    known = [may_be_given(words[first].text, language) for first, _ in items]
    if not any(known):
        return
    for (first, end), given in zip(items, known, strict=True):
        word = words[first]
        doubtful = key(word.text) in ambiguous_names() or is_ordinary(word.text, language)
        in_row = len(items) > 1 and key(word.text) not in contexts.VERBS_AND_NAMES
        if word.lower and (doubtful and not in_row or not (given or related or in_row and doubtful)):
            continue
        yield first, end


def _may_be_listed(word, language):
    """Whether a word in lower case may be a given name in a row of names, even an ordinary word: "zoe and amir"."""
    return may_be_given(word, language) or (
        is_given_abroad(word) and key(word) not in contexts.VERBS_AND_NAMES
    )
