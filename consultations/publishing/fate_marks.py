"""A text cut where its ideas begin and end, so that a page can mark each with its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consultations.models import Answer
from consultations.publishing.passages import in_own_words


@dataclass(frozen=True)
class Stretch:
    """Some words in a row, and the number of the idea that they say; 0 for words between ideas."""

    text: str
    number: int = 0


def stretches_of(answer: Answer, spans: Sequence[tuple[int, int, int]]) -> tuple[str, tuple[Stretch, ...]]:
    """(words, their stretches): the person's own words where the ideas can be found in them, else the redacted ones.

    ``spans`` are (start, end, number) by offsets into the redacted words, in order.
    """
    places = in_own_words([(start, end) for start, end, _number in spans], answer)
    words = answer.public_text if places is None else answer.text
    if places is None:
        places = [(start, end) for start, end, _number in spans]
    numbered = [(*place, number) for place, (_start, _end, number) in zip(places, spans, strict=True)]
    return words, marked(words, numbered)


def marked(words: str, spans: Sequence[tuple[int, int, int]] = ()) -> tuple[Stretch, ...]:
    """The words in stretches. Blanks at the ends of an idea stay outside its mark."""
    pieces, at = [], 0
    for start, end, number in spans:
        said = words[start:end]
        start += len(said) - len(said.lstrip())
        end -= len(said) - len(said.rstrip())
        if end <= start:
            continue
        pieces += [Stretch(words[at:start]), Stretch(words[start:end], number)]
        at = end
    return tuple(piece for piece in (*pieces, Stretch(words[at:])) if piece.text)
