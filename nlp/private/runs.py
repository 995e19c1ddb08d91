"""Runs of words that may be one name: words with a capital that stand together, particles and initials between them."""

from nlp.private.contexts import ARTICLES, NOT_IN_NAMES, PARTICLES, RELATIONS, TITLES, WEAK_TITLES
from nlp.private.name_tables import is_mandarin_name
from nlp.private.vocabulary import (
    ambiguous_names,
    family_names,
    is_clear_given,
    is_family,
    is_given,
    is_given_abroad,
    is_ordinary,
    is_place,
    is_public_misspelt,
    is_slip,
    key,
    may_be_family,
    may_be_given,
    public_figures,
    public_names_unspaced,
)
from nlp.private.words import follows_within_name

LONGEST_RUN = 6
REIGNS = frozenset("ivx")  # "Charles X", "Louis V."
# What stands between two persons who are named together.
JOINED = {" et ", " and ", " & ", ", ", " ou ", " or ", " e "}


def capital_run(words, at):
    """The end (exclusive) of the run of words with a capital that begins at `at`."""
    end = at + 1
    while end < len(words) and end - at < LONGEST_RUN and follows_within_name(words[end], words[end - 1]):
        if not words[end].lower:
            if (
                key(words[end].text) in TITLES - WEAK_TITLES
            ):  # "Le Dr Faye": what follows is read after its title
                break
            if key(words[end].text) in {"m", "mm"} and end + 1 < len(words) and "." in words[end + 1].gap:
                break
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


def first_name_word(words, at, end, language):
    """Skip the ordinary words at the beginning of a run: "Merci Karim", "Contact Faith"."""
    while at < end:
        word = words[at]
        if word.lower or (word.begins and key(word.text) in ARTICLES):
            at += 1
            continue
        last = at == end - 1
        ambiguous = last and key(word.text) in ambiguous_names() and word.begins
        known = may_be_given(word.text, language) and not ambiguous
        # "Le Boulanger Aurélien Tissot": a trade before a whole name, though some are called so.
        if key(word.text) in RELATIONS and end - at > 2 and may_be_given(words[at + 1].text, language):
            at += 1
            continue
        if known or word.initial or (is_family(word.text) and not word.begins):
            return at
        if key(word.text) not in NOT_IN_NAMES and not is_ordinary(word.text, language):
            return at
        if not last and is_family(word.text) and is_given(words[at + 1].text):
            return at
        if not last and (
            is_mandarin_name(word.text, words[at + 1].text) or _is_pair(word, words[at + 1], language)
        ):
            return at
        at += 1
    return at


def trimmed(words, at, end, language, *, shouted):
    """The end of a run without the ordinary words and the particles that it ends with."""
    while end > at:
        word = words[end - 1]
        known = not word.lower and (
            is_given(word.text) or is_family(word.text) or (word.initial and end - at > 1)
        )
        refused = key(word.text) in NOT_IN_NAMES or key(word.text) in PARTICLES
        if (
            end - at == 2
            and not (refused or word.lower or word.upper or shouted)
            and _is_first_of_two(words, at, language)
        ):
            return end
        if known or (not (refused or word.lower) and (end - at == 1 or not is_ordinary(word.text, language))):
            return end
        end -= 1
    return end


def _is_first_of_two(words, at, language):
    """Whether a word makes a family name of an ordinary word with a capital: "Cyril Nègre", "Tamsin Field"."""
    first, second = words[at].text, words[at + 1].text
    if (
        is_mandarin_name(first, second)
        or is_clear_given(first)
        or (may_be_given(first, language) and key(first) not in ambiguous_names())
    ):
        return True
    return may_be_family(second) and not (
        is_ordinary(first, language) or is_place(first) or is_place(second) or len(first) < 3
    )


def _is_pair(first, second, language):
    """Whether an ordinary word that is a given name somewhere stands before a family name: "Jasper Holloway"."""
    return (
        not second.lower
        and is_given_abroad(first.text)
        and may_be_family(second.text)
        and key(first.text) not in NOT_IN_NAMES
        and not is_place(first.text)
        and not is_place(second.text)
        and not is_ordinary(second.text, language)
    )


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
        if folded in PARTICLES and (word.lower or folded not in family_names()):
            after = _past_particles(words, end) if word.lower else end + 1
            if after is None or after >= len(words) or is_ordinary(words[after].text, language):
                break
            end = after + 1
            continue
        known = folded in family_names() or (is_given(word.text) and folded not in ambiguous_names())
        if is_place(word.text) or (is_ordinary(word.text, language) and not known):
            break
        if word.lower and not known and is_slip(word.text, language):
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
    if len(keys) > 1 and "".join(keys).replace(" ", "") in public_names_unspaced():
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
    return word.upper and not word.initial and len(word.text) < 6 and not is_family(word.text)


def is_full_name(words, language):
    """Whether words with a capital are a given name with another name, in either order."""
    first, last = words[0], words[-1]
    if any(key(word.text) in NOT_IN_NAMES for word in words):
        return False
    if len(words) == 2 and (is_mandarin_name(first.text, last.text) or _is_pair(first, last, language)):
        return True
    if len(words) == 3 and is_clear_given(words[1].text) and could_be_name(words, language):
        return True
    if len(words) == 2 and first.initial and last.gap.startswith(".") and not is_acronym(last):
        written = len(last.text) > 2 and not last.upper and may_be_surname(last, language)
        return written and not is_place(last.text)  # "T. Papadakis"
    if len(words) == 2 and last.initial and key(last.text) not in REIGNS and is_clear_given(first.text):
        return True  # "Kevin B."
    given_first = may_be_given(first.text, language)
    if not given_first and not is_clear_given(last.text):
        return False
    rest = words[1:] if given_first else words[:-1]
    if any(map(is_acronym, words)) and all(word.upper for word in words):
        return False
    if all(is_place(word.text) for word in rest) and not all(is_family(word.text) for word in rest):
        return False
    if any(is_family(word.text) or is_given(word.text) for word in rest):
        return True
    clear = given_first and key(first.text) not in ambiguous_names()
    if len(words) == 2 and clear and may_be_family(last.text) and not is_place(last.text):
        return True
    return any(may_be_surname(word, language) for word in rest if key(word.text) not in PARTICLES)


def could_be_name(words, language):
    """Whether words with a capital may be a name: no ordinary word, place, acronym nor repeat is among them."""
    words = [word for word in words if key(word.text) not in PARTICLES]
    if all(word.initial for word in words):
        return False
    keys = {key(word.text) for word in words}
    if len(keys) < len(words) or keys & NOT_IN_NAMES:
        return False
    # "Dior Mbengue": a place or a brand that people are named after may be a first name.
    placed = [word for word in words if is_place(word.text)]
    named_so = is_given(words[0].text) or is_family(words[-1].text)
    if placed and not (placed == words[:1] and named_so and len(words) == 2):
        return False
    dotted = "-" in words[0].text or (len(words) > 1 and words[1].gap.startswith("."))
    return all(
        word in placed
        or (word.initial and dotted)
        or is_given(word.text)
        or is_family(word.text)
        or (len(word.text) > 1 and may_be_surname(word, language) and not is_acronym(word))
        for word in words
    )


def could_partly_be_name(words, language):
    """Whether words may be a name of which one is an ordinary word that is somebody's name: "Tamsin Field"."""
    if len(words) not in {2, 3} or any(is_place(word.text) or is_acronym(word) for word in words):
        return False
    if any(key(word.text) in NOT_IN_NAMES | ARTICLES for word in words):
        return False
    first, last = words[0], words[-1]
    if may_be_given(first.text, language) or _is_pair(first, last, language):
        return True
    return len(first.text) > 2 and not is_ordinary(first.text, language) and may_be_family(last.text)


def is_plain_pair(words, language):
    """Whether two words with a capital inside a sentence are an ordinary word and one that is not: "Percy Goodwell"."""
    if len(words) != 2 or any(
        word.lower or word.upper or word.begins or is_place(word.text) for word in words
    ):
        return False
    if any(key(word.text) in NOT_IN_NAMES | ARTICLES | RELATIONS or len(word.text) < 3 for word in words):
        return False
    first, second = (word.text for word in words)
    return is_ordinary(first, language) and (may_be_family(second) or not is_ordinary(second, language))
