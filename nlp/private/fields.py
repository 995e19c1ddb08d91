"""Find the names in forms typed as text: "Nom : X Prénom : Y", in any case, order and with any separator or none."""

import re

from nlp.private.contexts import ARTICLES, PARTICLES
from nlp.private.vocabulary import is_function_word, is_ordinary, is_place, key, may_be_family, may_be_given

_GIVEN = r"pr[ée]noms?(?: ?\(s\))?|first[ -]?names?|given[ -]?names?|forenames?|christian names?"
_FAMILY = r"noms?(?: de (?:famille|naissance|jeune fille))?|last[ -]?names?|surnames?|family[ -]?names?|second names?"
_FULL = (
    r"noms?(?: ?,? ?(?:et|/|&|-) ?| ?, ?)pr[ée]noms?|pr[ée]noms?(?: ?(?:et|/|&|-) ?| ?, ?)noms?|full[ -]?names?|"
    r"nom complet|your name|votre nom|name"
)
LABEL = re.compile(
    rf"(?<![\w'’-])(?:(?P<full>{_FULL})|(?P<given>{_GIVEN})|(?P<family>{_FAMILY}))(?![\w'’])"
    r"(?: ?\((?:s|facultatif|optional|required)\))?(?P<mark> ?[:=→>] ?(?:[-–] ?)?| ?[-–] )?",
    re.IGNORECASE,
)
# What may stand between the words of one value.
WITHIN = re.compile(r"[ \u00a0]|-|['’]| ?/ ?(?=$)")
# "Changer le nom" speaks of a name and is no field.
DETERMINED = re.compile(
    r"(?:\b(?:le|la|les|un|une|mon|ma|ton|son|ce|au|du|de|des|leur|votre|the|a|my|your|his|her|by|of|in|same|"
    r"first)|['’]) $",
    re.IGNORECASE,
)
LONGEST = 4


def form_names(text, words, language):
    """Yield the (first, end) places of words that fill a field for names.

    A field without a sign after its label counts only where a field for the other half of the name stands too.
    """
    labels = list(LABEL.finditer(text))
    if not labels:
        return
    halves = {half for label in labels for half in ("given", "family") if label[half]}
    starts = {word.start: at for at, word in enumerate(words)}
    for place, label in enumerate(labels):
        whole = len(halves) == 2 and not label["full"]
        if not label["mark"] and DETERMINED.search(text, max(0, label.start() - 12), label.start()):
            continue
        if not (whole or label["mark"]):
            continue
        at = starts.get(_first_letter(text, label.end()))
        stop = labels[place + 1].start() if place + 1 < len(labels) else len(text)
        if at is None or words[at].start >= stop:
            continue
        end = _value_end(words, at, stop, language, closed=place + 1 < len(labels) and whole)
        value = words[at:end]
        if not value:
            continue
        known = whole and (label["mark"] or any(may_be_family(word.text) for word in value))
        if known or _looks_like_name(value, language):
            yield at, end


def _first_letter(text, at):
    while at < len(text) and text[at] in " \u00a0\t\n":
        at += 1
    return at


def _value_end(words, at, stop, language, *, closed):
    """The end of a value: `closed` where the next label ends it, so that ordinary words may be part of it."""
    if (
        is_function_word(key(words[at].text))
        and not words[at].text.isupper()
        and key(words[at].text) not in PARTICLES
    ):
        return at
    end = at + 1
    while end < len(words) and end - at < LONGEST and words[end].start < stop:
        word = words[end]
        after = words[end + 1].gap if end + 1 < len(words) else ""
        if WITHIN.fullmatch(word.gap) is None or after.lstrip(" \u00a0").startswith(":"):
            break  # "Prénom : Anh Quartier : …": what has a colon after it is the next label
        particle = key(words[end - 1].text) in PARTICLES
        known = may_be_given(word.text, language) or may_be_family(word.text) or key(word.text) in PARTICLES
        ordinary = is_ordinary(word.text, language) and (not known or word.lower or word.upper)
        uneven = words[at].text[0].isupper() and word.lower
        if not (closed or particle) and (ordinary or uneven):
            break
        end += 1
    if closed and end - at == LONGEST and end < len(words) and words[end].start < stop:
        # More words than a name has stand before the next label: only the first is one.
        return at + 1
    if end == at + 1 and key(words[at].text) in PARTICLES:
        return at
    while end > at + 1 and key(words[end - 1].text) in PARTICLES | ARTICLES:
        end -= 1
    return end


def _looks_like_name(words, language):
    first = words[0]
    if is_place(first.text) and len(words) == 1:
        return False
    return any(
        may_be_given(word.text, language) or may_be_family(word.text) and not word.lower for word in words
    ) or not any(is_ordinary(word.text, language) for word in words)
