"""Runs of words that may be one name: words with a capital that stand together, particles and initials between them."""

from nlp.private.contexts import NOT_IN_NAMES, PARTICLES, TITLES
from nlp.private.vocabulary import (
    ambiguous_names,
    family_names,
    is_clear_given,
    is_family,
    is_given,
    is_ordinary,
    is_place,
    is_public_misspelt,
    key,
    public_figures,
)
from nlp.private.words import follows_within_name

LONGEST_RUN = 6
# What stands between two persons who are named together.
JOINED = {" et ", " and ", " & ", ", ", " ou ", " or ", " e "}


def capital_run(words, at):
    """The end (exclusive) of the run of words with a capital that begins at `at`."""
    end = at + 1
    while end < len(words) and end - at < LONGEST_RUN and follows_within_name(words[end], words[end - 1]):
        if not words[end].lower:
            end += 1
            continue
        after = _past_particles(words, end)
        if after is None or words[after].lower:
            break
        end = after + 1
    return end


def _past_particles(words, at):
    """The place of the first word after one or two particles, None where there are none or nothing follows."""
    for after in range(at, min(at + 3, len(words))):
        if after > at and not follows_within_name(words[after], words[after - 1]):
            return None
        if key(words[after].text) not in PARTICLES or not words[after].lower:
            return after if after > at else None
    return None


def may_be_surname(word, language):
    """Whether a word may be a family name: a known one, or a word that is neither ordinary nor a place."""
    if is_family(word.text):
        return True
    return not is_place(word.text) and not is_ordinary(word.text, language)


def name_end(words, at, language):
    """The end (exclusive) of a name that begins at `at` in a text that tells nothing by its capitals."""
    end = at + 1
    while end < len(words) and end - at < 4 and follows_within_name(words[end], words[end - 1]):
        word, folded = words[end], key(words[end].text)
        if folded in TITLES or (len(folded) < 3 and folded not in family_names() | PARTICLES):
            break
        if folded in PARTICLES and folded not in family_names():
            after = _past_particles(words, end) if word.lower else end + 1
            if after is None or after >= len(words) or is_ordinary(words[after].text, language):
                break
            end = after + 1
            continue
        known = folded in family_names() or (is_given(word.text) and folded not in ambiguous_names())
        if is_place(word.text) or (is_ordinary(word.text, language) and not known):
            break
        end += 1
    return end


def is_public(names):
    """Whether names, in order, are a public figure's, or hold one's full name or nothing but such names."""
    keys = [key(name) for name in names]
    whole = " ".join(keys)
    full, alone, _ = public_figures()
    if whole in full or whole in alone or " ".join(keys[1:] + keys[:1]) in full:
        return True
    if len(keys) > 1 and len(keys[0]) == 1 and " ".join(keys[1:]) in alone:
        initial = keys[0]
        return any(name.startswith(initial) and name.endswith(" " + " ".join(keys[1:])) for name in full)
    pairs = {" ".join(keys[i:j]) for i in range(len(keys)) for j in range(i + 2, len(keys) + 1)}
    return bool(pairs & full) or all(name in alone for name in keys) or is_public_misspelt(whole)


def is_public_after_title(names):
    """Whether names after a civil title are a public figure's: only those that few others bear."""
    whole = " ".join(key(name) for name in names)
    full, _, titled = public_figures()
    return whole in full or whole in titled or is_public_misspelt(whole)


def is_acronym(word):
    """Whether a word is a few capitals and no known family name."""
    return word.upper and len(word.text) < 6 and not is_family(word.text)


def is_full_name(words, language):
    """Whether words with a capital are a given name with another name, in either order."""
    first, last = words[0], words[-1]
    if any(key(word.text) in NOT_IN_NAMES for word in words):
        return False
    if not is_given(first.text) and not is_given(last.text):
        return False
    rest = words[1:] if is_given(first.text) else words[:-1]
    if any(map(is_acronym, words)) and all(word.upper for word in words):
        return False
    if all(is_place(word.text) for word in rest) and not all(is_family(word.text) for word in rest):
        return False
    if any(is_family(word.text) or is_given(word.text) for word in rest):
        return True
    surname = any(may_be_surname(word, language) for word in rest if key(word.text) not in PARTICLES)
    return surname and (is_given(first.text) or is_clear_given(last.text))


def could_be_name(words, language):
    """Whether nothing speaks against words with a capital being a name: no ordinary word, place or acronym, no repeat."""
    words = [word for word in words if key(word.text) not in PARTICLES]
    keys = {key(word.text) for word in words}
    if len(keys) < len(words) or keys & NOT_IN_NAMES or any(is_place(word.text) for word in words):
        return False
    return all(
        is_given(word.text)
        or is_family(word.text)
        or (len(word.text) > 2 and may_be_surname(word, language) and not is_acronym(word))
        for word in words
    )
