"""Carry passages from one text to another that has the same words, written otherwise."""

import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache

from nlp.reading.cleaning import CONTROLS, INVISIBLE, TYPOGRAPHY, extent, fold, match_key

BREAK = " "
SPACED_MARKS = frozenset("!?:;»")


@lru_cache(maxsize=4096)
def _folded(character):
    """What one character of a raw text leaves in its match key: letters, a break, or nothing."""
    if INVISIBLE.match(character):
        return ""
    if CONTROLS.match(character):
        return BREAK
    kept = TYPOGRAPHY.sub(BREAK, fold(character))
    return "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else BREAK for c in kept)


def words(text):
    """The words of the text's match key with their places in the raw text: [(word, start, end)], in order."""
    found, letters, start, end = [], [], 0, 0
    for place, character in enumerate(text):
        for piece in _folded(character):
            if piece == BREAK:
                if letters:
                    found.append(("".join(letters), start, end))
                    letters = []
                continue
            if not letters:
                start = place
            letters.append(piece)
            end = place + 1
        if letters and end == place and not _folded(character):
            end = (
                place + 1
            )  # an accent that stands after its letter, or an invisible mark, stays with the word
    if letters:
        found.append(("".join(letters), start, end))
    return found


def carry(spans, original, copy):
    """The spans of `original` as spans of `copy`, which has the same words but other case, accents, marks and spacing.

    `spans` are ordered (start, end) offsets into the raw `original` that do not overlap. The result has as many, in
    order, with the same words in each; marks that touch the words of a span go with it. None where the words cannot be
    aligned: then the copy is one whole passage. Linear in the length of the texts.
    """
    if original == copy:
        return list(spans)
    theirs, ours = words(original), words(copy)
    if [word for word, _, _ in theirs] != [word for word, _, _ in ours] or not _agrees(theirs, original):
        return None
    starts, ends = [start for _, start, _ in theirs], [end for _, _, end in theirs]
    carried, floor = [], extent(copy)[0]
    for start, end in spans:
        first, after = bisect_left(starts, start), bisect_right(ends, end)
        cuts_a_word = bisect_right(ends, start) != first or bisect_left(starts, end) != after
        if first >= after or cuts_a_word:
            return None
        ceiling = ours[after][1] if after < len(ours) else len(copy)
        floor = _reach_back(copy, ours[first][1], floor)
        stop = _reach_on(copy, ours[after - 1][2], ceiling)
        carried.append((floor, stop))
        floor = stop
    return carried


def _agrees(found, text):
    """Whether the words read one character at a time are those of the match key (a rare letter may fold otherwise)."""
    return " ".join(word for word, _, _ in found) == match_key(text)


def _reach_back(text, start, floor):
    while start > floor and not text[start - 1].isspace():
        start -= 1
    return start


def _reach_on(text, end, ceiling):
    """Marks that touch the last word, and those that French typography sets after a space: " !", " ?", " »"."""
    mark = end
    while mark < ceiling:
        if text[mark] in SPACED_MARKS or (mark == end and not text[mark].isspace()):
            end = mark + 1
        elif not text[mark].isspace():
            break
        mark += 1
    return end
