"""What changed between two wordings, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"

# A word keeps its elision ("l’", "qu’") apart and its hyphens inside; double punctuation keeps the space before it,
# an opening guillemet the one after it, so that no change ever strands a sign at the beginning of a line.
_PIECES = re.compile(
    r"\n+"
    r"|[^\S\n]*[;:!?»%€]+"
    r"|«[^\S\n]?"
    r"|[^\W_]+['’](?=\w)"
    r"|\w+(?:[-‐‑]\w+)*"
    r"|[^\S\n]+"
    r"|[^\w\s]"
)
_SPACES = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r" ?\n ?")
_BLANK_LINES = re.compile(r"\n{2,}")


@dataclass(frozen=True)
class Piece:
    """A run of text that both wordings have (``same``), only the new one (``added``) or only the old (``removed``)."""

    kind: str
    text: str


def settled(text: str) -> str:
    """The text without what typography alone changes: kinds of spaces, apostrophes and line ends.

    Two wordings that differ only in these read the same aloud; pages put the fine spaces back when they show them.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("'", "’")
    return _BLANK_LINES.sub("\n\n", _LINE_ENDS.sub("\n", _SPACES.sub(" ", text))).strip()


def differences(old: str, new: str) -> list[Piece]:
    """The pieces that lead from one wording to the other, each change as what was removed, then what was added.

    Joined, ``same`` and ``removed`` pieces give the old text and ``same`` and ``added`` ones the new text, to the
    letter. Time grows with the product of the two lengths: meant for articles, not for books.
    """
    before, after = words(old), words(new)
    pieces: list[Piece] = []
    gone, come = [], []
    for kind, left, right in _readable_runs(before, after):
        if kind == SAME:
            pieces += _change(gone, come)
            gone, come = [], []
            pieces.append(Piece(SAME, "".join(right)))
        else:
            gone += left
            come += right
    return pieces + _change(gone, come)


def words(text: str) -> list[str]:
    """The text cut where a change may begin or end; joined again, the pieces are the text."""
    return _PIECES.findall(text)


def _readable_runs(before: list[str], after: list[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    """Runs of (kind, old words, new words), where a space or sign alone between two changes is part of the change.

    Without this, two reworded sentences would come out as a salad of single words.
    """
    blocks = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    for place, (tag, from_old, to_old, from_new, to_new) in enumerate(blocks):
        left, right = before[from_old:to_old], after[from_new:to_new]
        is_between = 0 < place < len(blocks) - 1
        if tag == "equal" and not (is_between and _says_nothing(left)):
            yield SAME, left, right
        else:
            yield "changed", left, right


def _says_nothing(run: list[str]) -> bool:
    text = "".join(run)
    return "\n" not in text and not any(letter.isalnum() for letter in text)


def _change(gone: list[str], come: list[str]) -> list[Piece]:
    removed, added = "".join(gone), "".join(come)
    return [Piece(kind, text) for kind, text in ((REMOVED, removed), (ADDED, added)) if text]
