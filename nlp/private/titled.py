"""Read the name that follows a civil title: "Mme Diallo", "monsieur traoré", "Dr Ramsey-Cole"."""

from itertools import pairwise

from nlp.private import contexts, scenes
from nlp.private.contexts import PARTICLES, TITLES, WEAK_TITLES
from nlp.private.runs import (
    capital_run,
    is_acronym,
    is_public,
    is_public_after_title,
    may_be_surname,
    name_end,
    trimmed,
)
from nlp.private.vocabulary import (
    is_clear_given,
    is_family,
    is_function_word,
    is_given,
    is_ordinary,
    key,
    public_figures,
    public_surnames,
)


def is_titled(words, at):
    """Whether a civil title stands right before a word, as it is written before a name."""
    if at == 0:
        return False
    title, word = words[at - 1], words[at]
    folded = key(title.text)
    if folded not in TITLES or word.gap not in {" ", ". ", ".", "\u00a0"} or key(word.text) in TITLES:
        return False
    if folded in {"m", "mm", "pr", "me"}:
        if title.upper or (word.gap == "." and len(word.text) < 3):
            return False
        return "." in word.gap or (not title.lower and not word.lower)
    if word.gap.startswith(".") and len(folded) > 4:
        return False
    name_like = is_clear_given(word.text) or key(word.text) in contexts.FOREIGN_PARTICLES
    return not (folded in WEAK_TITLES and word.lower and not name_like)


def titled_name(words, at, around, *, shouted):
    """(where to read on, whether a private person's name fills the words up to there) after a title."""
    language = around.language
    strong = key(words[at - 1].text) not in WEAK_TITLES
    first = words[at]
    if first.lower or shouted:
        end = _end_in_lower_case(words, at, language, shouted)
    else:
        end = trimmed(words, at, capital_run(words, at), language, shouted=shouted)
    if end <= at:
        return at + 1, False
    names = [word.text for word in words[at:end]]
    keys = [key(name) for name in names]
    if all(is_function_word(name) or len(name) < 2 for name in keys) or (
        not strong and first.lower and keys[0] in PARTICLES - contexts.FOREIGN_PARTICLES
    ):
        return at + 1, False
    office = keys[0] in contexts.OFFICES and not (len(keys) > 1 and may_be_surname(words[end - 1], language))
    acronym = not (strong or shouted) and all(map(is_acronym, words[at:end]))
    family = key(words[at - 1].text) in {"famille", "familles"} or around.is_close_to_a_title(at)
    public = not family and (is_public_after_title(names) or is_public([words[at - 1].text, *names]))
    if office or acronym or public or around.begins_public(at) or _is_politician(names, around, words, at):
        return end, False
    weak_word = (
        not strong
        and not any(map(is_given, names))
        and not any(may_be_surname(word, language) for word in words[at:end])
    )
    return end, around.has_a_role(end) or (not weak_word and not around.is_place_name(at, end))


def _is_politician(names, around, words, at):
    """Whether a public figure's family name stands after a title where politics are spoken of: "Mrs May's vote".

    A name that many bear needs another public figure in the text as well.
    """
    whole = " ".join(map(key, names))
    if whole not in public_surnames() or not around.is_in(scenes.POLITICAL, at):
        return False
    others = {key(word.text) for word in words if not word.lower and key(word.text) != whole}
    _, _, titled = public_figures()
    if is_family(names[-1]) or is_given(names[-1]):
        return not others.isdisjoint(titled) or _has_another(words, whole)
    return True


def _has_another(words, whole):
    """Whether another public figure's name follows a civil title in the text."""
    return any(
        key(after.text) in public_surnames() and key(after.text) != whole and key(title.text) in TITLES
        for title, after in pairwise(words)
    )


def _end_in_lower_case(words, at, language, shouted):
    """The end of a name in lower case after a title; `at` where none is there."""
    start = at
    while start < len(words) - 1 and start < at + 2 and key(words[start].text) in PARTICLES:
        start += 1
    word = words[start]
    folded = key(word.text)
    if folded in contexts.OFFICES or folded in PARTICLES or len(folded) < 2:
        return at
    known = is_given(word.text) or is_family(word.text)
    after_article = start > at and key(words[start - 1].text) in contexts.ARTICLES and not shouted
    if not known and (after_article or is_ordinary(word.text, language)):
        return at
    return name_end(words, start, language)
