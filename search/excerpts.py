"""The piece of a text that shows why it was found, as stretches that are or are not the words that were looked for."""

from __future__ import annotations

from dataclasses import dataclass

from search.words import Token, composed, tokens

LONGEST = 220
BEFORE = 50
# Enough for any page of ours; a longer text is not read to its end for one line of a list.
READ = 30_000


@dataclass(frozen=True)
class Stretch:
    """A part of an excerpt; ``is_found`` when it is a word that was looked for."""

    text: str
    is_found: bool = False


def marked(text: str, wanted: frozenset[str]) -> list[Stretch]:
    """The whole text, with the words whose folded form is wanted set apart."""
    text = composed(text)
    return _cut(text, [token for token in tokens(text) if token.folded in wanted], 0, len(text))


def excerpt(text: str, wanted: frozenset[str], *, longest: int = LONGEST) -> list[Stretch]:
    """The part of a text with the most different wanted words, cut between words; its beginning when there is none."""
    text = composed(" ".join(text[:READ].split()))
    found = [token for token in tokens(text) if token.folded in wanted]
    start, end = _window(text, found, longest)
    stretches = _cut(text, found, start, end)
    before = [Stretch("… ")] if start else []
    after = [Stretch(" …")] if end < len(text) else []
    return [*before, *stretches, *after] if stretches else []


def _window(text: str, found: list[Token], longest: int) -> tuple[int, int]:
    best, most, last = 0, 0, 0
    for first, token in enumerate(found):
        last = max(last, first)
        while last < len(found) and found[last].end - token.start <= longest - BEFORE:
            last += 1
        different = len({one.folded for one in found[first:last]})
        if different > most:
            best, most = max(0, token.start - BEFORE), different
    start = 0 if best == 0 else text.find(" ", best) + 1
    if len(text) - start <= longest:
        return start, len(text)
    end = text.rfind(" ", start + longest // 2, start + longest)
    return start, end if end > 0 else start + longest


def _cut(text: str, found: list[Token], start: int, end: int) -> list[Stretch]:
    stretches = []
    place = start
    for token in found:
        if token.start < place or token.end > end:
            continue
        if token.start > place:
            stretches.append(Stretch(text[place : token.start]))
        stretches.append(Stretch(text[token.start : token.end], is_found=True))
        place = token.end
    if place < end:
        stretches.append(Stretch(text[place:end]))
    return stretches
