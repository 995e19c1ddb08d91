"""Read the name that somebody gives in lower case: "je suis hugo fournil j'habite", "my name is delroy", "its zoe"."""

from nlp.private import contexts
from nlp.private.runs import is_public, name_end
from nlp.private.vocabulary import (
    ambiguous_names,
    is_given_abroad,
    is_ordinary,
    is_place,
    is_stop_word,
    key,
    may_be_family,
    may_be_given,
)


def introduced_end(words, at, around):
    """The end of a name that is introduced right before its first word; that word's place where none is."""
    said, first, language = around.introduction(at), words[at], around.language
    if said is None or len(first.text) < 3 or is_place(first.text) or is_stop_word(first.text, language):
        return at
    plain = is_ordinary(first.text, language)
    given = may_be_given(first.text, language) or (said["named"] and is_given_abroad(first.text))
    known = given and not (plain or key(first.text) in ambiguous_names())
    end = name_end(words, at, language)
    if end == at + 1 and given and (known or said["named"]):
        end += _is_plain_surname(words, at + 1, around.text)
    if is_public([word.text for word in words[at:end]]):
        return at
    if end == at + 1:
        closed = contexts.GIVEN_OUT.match(around.text, first.end)
        return end if given and (said["named"] or (known and closed)) else at
    second = words[end - 1]
    unusual = not is_ordinary(second.text, language)
    if given and (known or said["named"] or may_be_family(second.text) or unusual):
        return end
    closed = contexts.GIVEN_OUT.match(around.text, second.end)
    return end if closed and unusual and not plain and not around.is_passed_over(at, end) else at


def _is_plain_surname(words, at, text):
    """Whether an ordinary word after a given name is its surname: the name seems to end there."""
    if at >= len(words) or words[at].gap != " ":
        return False
    word = words[at]
    if len(word.text) < 4 or is_place(word.text) or contexts.GIVEN_OUT.match(" " + word.text):
        return False
    return contexts.GIVEN_OUT.match(text, word.end) is not None
