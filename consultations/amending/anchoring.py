"""Where a quotation stands once the text that it was taken from has been rewritten.

Three answers, from the surest to none. The same words are looked for first; where they stand several times, the place
is told by the text around them, as a reader would (the exact text with what comes before and after it is also what
the W3C's Web Annotation Data Model calls a text quote selector). Words that were slightly reworded are looked for
next, word by word. Failing both, there is no answer: a person has to look, for a wrong place is worse than none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# A quotation of fewer words is found only as it was: too much resembles it.
FEWEST_WORDS = 3
# A passage is the quotation reworded when at most this share of its words has to be changed.
MOST_CHANGED = 1 / 3
# What tells a quotation of few words from the same words written elsewhere: so many letters around it are the same.
SURE_WORDS, SURE_LETTERS = 4, 8

_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
_SAME = str.maketrans({"'": "’", "ʼ": "’", "‘": "’"})

Place = tuple[int, int]


def find_again(old: str, start: int, end: int, new: str) -> Place | None:
    """Where ``old[start:end]`` stands in the new text, as (start, end); None when nobody could be sure.

    Kinds of spaces, line ends and apostrophes make no difference. Text inserted, removed or moved elsewhere never
    moves a quotation to other words; when its own words are removed it does not jump to the same words nearby.
    """
    before, after = _Folded.of(old), _Folded.of(new)
    quoted = before.folded(start, end)
    found = _exactly(before.text, quoted, after.text) or _nearly(before.text, quoted, after.text)
    return after.original(found) if found else None


@dataclass(frozen=True)
class _Folded:
    """A text with one kind of space and of apostrophe, and where each of its letters was."""

    text: str
    origins: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> _Folded:
        pieces, origins, done = [], [], 0
        for run in _SPACES.finditer(text):
            pieces += [text[done : run.start()], " "]
            origins += [*range(done, run.start()), run.start()]
            done = run.end()
        pieces.append(text[done:])
        origins += range(done, len(text))
        return cls("".join(pieces).translate(_SAME), (*origins, len(text)))

    def folded(self, start: int, end: int) -> Place:
        places = [place for place, origin in enumerate(self.origins[:-1]) if start <= origin < end]
        first, last = places[0], places[-1] + 1
        while self.text[first:last].startswith(" "):
            first += 1
        while self.text[first:last].endswith(" "):
            last -= 1
        return first, last

    def original(self, place: Place) -> Place:
        return self.origins[place[0]], self.origins[place[1] - 1] + 1


def _exactly(old: str, quoted: Place, new: str) -> Place | None:
    """The same words: each place of the old text goes to the place of the new one with most of the same around it.

    The surest pairs are taken first, so that what remains after them is told by what is left. Two places that the
    text around does not tell apart are no answer.
    """
    start, length = quoted[0], quoted[1] - quoted[0]
    quote = old[slice(*quoted)]
    here, there = _occurrences(quote, old), _occurrences(quote, new)
    pairs = {(one, other): _shared(old, one, new, other, length) for one in here for other in there}
    while pairs:
        most = max(pairs.values())
        surest = [pair for pair, shared in pairs.items() if shared == most]
        mine = [pair for pair in surest if pair[0] == start]
        if mine:
            place = mine[0][1]
            is_alone = len(mine) == 1 and all(pair[1] != place for pair in surest if pair[0] != start)
            is_sure = most >= SURE_LETTERS or len(_WORD.findall(quote)) >= SURE_WORDS
            is_sure = is_sure or _reaches_an_end(old, start, new, place, length)
            return (place, place + length) if is_alone and is_sure else None
        taken = surest[0]
        pairs = {
            pair: shared for pair, shared in pairs.items() if pair[0] != taken[0] and pair[1] != taken[1]
        }
    return None


def _occurrences(quote: str, text: str) -> list[int]:
    """Where the quotation begins in the text, as whole words."""
    opening = r"(?<!\w)" if quote[:1].isalnum() else ""
    closing = r"(?!\w)" if quote[-1:].isalnum() else ""
    return [found.start() for found in re.finditer(opening + re.escape(quote) + closing, text)]


def _shared(old: str, one: int, new: str, other: int, length: int) -> int:
    """How many letters in a row are the same before and after two places; an end of both texts counts for one."""
    left, right = _around(old, one, new, other, length)
    return left + right + sum(_ends(old, one, new, other, length))


def _reaches_an_end(old: str, one: int, new: str, other: int, length: int) -> bool:
    return any(_ends(old, one, new, other, length))


def _ends(old: str, one: int, new: str, other: int, length: int) -> tuple[bool, bool]:
    """Whether everything before is the same in both texts, and everything after."""
    left, right = _around(old, one, new, other, length)
    rest, other_rest = len(old) - one - length, len(new) - other - length
    return left == one == other, right == rest == other_rest


def _around(old: str, one: int, new: str, other: int, length: int) -> tuple[int, int]:
    left = 0
    while left < min(one, other) and old[one - left - 1] == new[other - left - 1]:
        left += 1
    first, second = one + length, other + length
    right = 0
    while (
        first + right < len(old) and second + right < len(new) and old[first + right] == new[second + right]
    ):
        right += 1
    return left, right


def _nearly(old: str, quoted: Place, new: str) -> Place | None:
    """The passage that the fewest changes of words lead to, when no other passage comes near it.

    Source of the search: P. H. Sellers, “The theory and computation of evolutionary distances: pattern recognition”,
    Journal of Algorithms 1(4), 1980: the best match of a pattern anywhere in a text, here of words.
    """
    pattern = _words(old[slice(*quoted)])
    if len(pattern) < FEWEST_WORDS:
        return None
    allowed = int(len(pattern) * MOST_CHANGED)
    tokens = list(_WORD.finditer(new))
    matches = _matches([word for word, _at in pattern], [one[0].lower() for one in tokens])
    near = [match for match in matches if match[0] <= allowed]
    if not near:
        return None
    changed, first, last = min(near, key=lambda match: (match[0], match[1] - match[2]))
    if any(is_apart for _n, begins, ends in near for is_apart in [ends <= first or begins >= last]):
        return None
    window = [one[0].lower() for one in tokens[first:last]]
    if _stood_elsewhere(old, quoted, window, changed):
        return None
    start, end = tokens[first].start(), tokens[last - 1].end()
    closing = old[quoted[1] - 1]
    return start, end + (not closing.isalnum() and new[end : end + 1] == closing)


def _words(text: str) -> list[tuple[str, int]]:
    return [(found[0].lower(), found.start()) for found in _WORD.finditer(text)]


def _stood_elsewhere(old: str, quoted: Place, window: list[str], changed: int) -> bool:
    """Whether the passage found is as near to other words of the old text: it is theirs, then."""
    others = [
        word
        for part in (old[: quoted[0]], old[quoted[1] :])
        for word in [*(word for word, _at in _words(part)), ""]
    ]
    return any(distance <= changed for distance, _first, _last in _matches(window, others))


def _matches(pattern: list[str], text: list[str]) -> list[tuple[int, int, int]]:
    """For each place of the text where a match may end: (words to change, first word, word after the last)."""
    column = [(row, 0) for row in range(len(pattern) + 1)]
    found = []
    for place, word in enumerate(text):
        following = [(0, place + 1)]
        for row, wanted in enumerate(pattern):
            best, began = min(
                (column[row][0] + (word != wanted), column[row][1] if row else place),
                (column[row + 1][0] + 1, column[row + 1][1]),
                (following[row][0] + 1, following[row][1]),
                key=lambda step: step[0],
            )
            following.append((best, began))
        column = following
        if column[-1][1] <= place:
            found.append((column[-1][0], column[-1][1], place + 1))
    return found
