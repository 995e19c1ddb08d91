"""The paragraphs of an article by their places in its text, and the places that a reader's browser can name.

A page shows a text with other spaces than those that are stored (no-break ones, line ends made into tags), so a
browser counts letters, spaces left out: that count is the same on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# Two line ends or more, as Django's own filter for paragraphs takes them.
_BREAK = re.compile(r"(?:\r\n|\r(?!\n)|\n)\s*?(?:\r\n|\r(?!\n)|\n)\s*")
_WORD_PART = re.compile(r"\w")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a text: its number from 1, its place and its words."""

    number: int
    start: int
    end: int
    text: str

    def holds(self, start: int, end: int) -> bool:
        """Whether any of those letters is in this paragraph."""
        return self.start < end and start < self.end


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text in their order, the blank lines between them left out."""
    found, begins = [], 0
    for gap in [*_BREAK.finditer(text), None]:
        ends = gap.start() if gap else len(text)
        if place := trimmed(text, begins, ends):
            found.append(Paragraph(len(found) + 1, *place, text[slice(*place)]))
        begins = gap.end() if gap else ends
    return found


def words_chosen(text: str, paragraph: Paragraph, first: int, last: int) -> tuple[int, int] | None:
    """The place of the words from the paragraph's letter number ``first`` up to number ``last``, spaces not counted.

    Words are taken whole. None when there is no such letter.
    """
    letters = [place for place in range(paragraph.start, paragraph.end) if not text[place].isspace()]
    if not 0 <= first < last <= len(letters):
        return None
    start, end = letters[first], letters[last - 1] + 1
    while start > paragraph.start and _WORD_PART.match(text[start]) and _WORD_PART.match(text[start - 1]):
        start -= 1
    while end < paragraph.end and _WORD_PART.match(text[end - 1]) and _WORD_PART.match(text[end]):
        end += 1
    return start, end


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The place without the spaces at its ends; None when there is nothing else in it."""
    words = text[start:end].strip()
    if not words:
        return None
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return start, start + len(words)


def pieces(paragraph: Paragraph, places: Iterable[tuple[int, int]]) -> list[tuple[bool, str]]:
    """The paragraph cut in runs of (is it spoken of, words), by the places of a text that somebody speaks of."""
    spoken = {
        place
        for start, end in places
        for place in range(max(start, paragraph.start), min(end, paragraph.end))
    }
    runs: list[tuple[bool, str]] = []
    for offset, letter in enumerate(paragraph.text):
        is_spoken_of = paragraph.start + offset in spoken
        if runs and runs[-1][0] == is_spoken_of:
            runs[-1] = (is_spoken_of, runs[-1][1] + letter)
        else:
            runs.append((is_spoken_of, letter))
    return runs
