"""Cut a text into the ideas in it: first at its own marks, then adjacent parts of one idea are joined again.

Offsets are characters of the text as given. Cutting reads marks alone (sentence ends, lines, list items,
semicolons; see `nlp.reading.marks`), outside quotations and brackets.
Joining reads the parts' first words (see `nlp.reading.connectors`) and the closeness of their meaning.
"""

import numpy as np

from nlp.reading.connectors import asks, leans_back, opens_anew, stands_alone
from nlp.reading.marks import (
    BRACKETS,
    DASH,
    ENTITY,
    LAST_SIGNS,
    MARK_BEFORE,
    MARKS,
    PUNCTUATION,
    SENTENCE_SIGNS,
    SIGN,
    ends_sentence,
    is_wrapped,
    numbered_marks,
)

MOST_PARTS = 64
# A part is joined to what precedes where its centred vector is that close to one of the last `BACK` parts. A reason
# beside a demand may be farther than two demands; a list's item, or what opens something new, must be closer.
CLOSE = 0.13
CLOSE_REASON = 0.03
CLOSE_ITEMS = 0.45
BACK = 3
ALWAYS = -1.0
PAIRS_AT_ONCE = 65_536


def candidates(raw):
    """Offsets (start, end) of the parts of a text, in order, apart from each other, without blanks or list marks.

    They cover all that says something; a text without a word or sign is [] and one without marks is whole. At most
    `MOST_PARTS`: neighbours of a very long text are put together, in stretches of about one length.
    """
    return _coarser(_parts(raw, _cuts(raw)))


def _cuts(raw):
    """Where a new part begins, sorted."""
    numbers = numbered_marks(raw) if "1" in raw or "a)" in raw or "A)" in raw else {}
    # Most texts have no mark but the last: that is seen sooner than marks are told apart.
    if not SIGN.search(raw, 0, len(raw.rstrip(LAST_SIGNS))) and not DASH.search(raw):
        return sorted(numbers)
    marks = list(MARKS.finditer(raw))
    within = {place for start, end in numbers.items() for place in range(start, end)}
    brackets = _brackets(raw)
    listed = _has_listed_dashes(raw, marks)
    cuts, at = set(numbers), 0
    for mark in marks:
        start, end = mark.span()
        while at < len(brackets) and brackets[at][1] <= start:
            at += 1
        if start in within or (at < len(brackets) and brackets[at][0] < start and end < brackets[at][1]):
            continue
        kind = mark.lastgroup
        if kind == "full" or (kind == "stop" and ends_sentence(raw, start, end)):
            cuts.add(end)
        elif (
            kind == "bullet"
            or (kind == "dash" and listed)
            or (kind == "line" and not is_wrapped(raw, start, end))
            or (kind == "semicolon" and not ENTITY.search(raw, max(0, start - 10), start))
        ):
            cuts.add(start)
    return sorted(cuts)


def _has_listed_dashes(raw, marks):
    """Whether dashes stand before a list's items, and not around an aside."""
    dashes = [
        mark
        for mark in marks
        if mark.lastgroup == "dash" and not raw[mark.end() : mark.end() + 2].strip().isdigit()
    ]
    if len(dashes) < 2:
        return False
    before = raw[: dashes[0].start()].rstrip()
    return not before or before[-1] in ":." or len(dashes) >= 3 or before[-1:] == "\n"


def _brackets(raw):
    """Spans of quotations and brackets, but for one that holds the whole text."""
    spans = [mark.span() for mark in BRACKETS.finditer(raw)]
    if len(spans) == 1 and raw[: spans[0][0]].strip() == "" and raw[spans[0][1] :].strip(" .!?") == "":
        return []
    return spans


def _parts(raw, cuts):
    """The stretches between cuts without blanks and marks at their beginning; one without words joins its neighbour."""
    parts, waiting = [], None
    for start, end in zip([0, *cuts], [*cuts, len(raw)], strict=True):
        if start == end:
            continue
        mark = MARK_BEFORE.match(raw, start, end)
        begin = mark.end() if mark else start
        words = raw[begin:end]
        begin += len(words) - len(words.lstrip())
        stop = begin + len(words.strip())
        if begin >= stop or PUNCTUATION.fullmatch(raw, begin, stop):
            continue
        if not any(map(str.isalnum, raw[begin:stop])):
            if parts:
                parts[-1] = (parts[-1][0], stop)
            elif waiting is None:
                waiting = (begin, stop)
            continue
        parts.append((begin if waiting is None else waiting[0], stop))
        waiting = None
    return parts if parts or waiting is None else [waiting]


def _coarser(parts):
    """The same stretches in at most `MOST_PARTS`: neighbours together, by where they begin."""
    if len(parts) <= MOST_PARTS:
        return parts
    first, length = parts[0][0], parts[-1][1] - parts[0][0]
    together = {}
    for start, end in parts:
        at = (start - first) * MOST_PARTS // length
        together[at] = (together.get(at, (start,))[0], end)
    return list(together.values())


def join(parts, texts, vectors, *, centre=None):
    """Runs (first, last) of one text's adjacent parts that are one idea, in order, covering them all.

    `texts` are the parts' words, `vectors` their unit vectors, shape (parts, dimensions), `centre` the mean of all
    parts' vectors of the run, which is what they have in common (None: they are centred already).
    """
    if not parts:
        return []
    follows = continues(np.zeros(len(parts), dtype=np.int64), texts, vectors, centre=centre)
    starts = np.flatnonzero(~follows).tolist()
    return list(zip(starts, [start - 1 for start in starts[1:]] + [len(parts) - 1], strict=True))


def continues(owners, texts, vectors, *, rows=None, centre=None):
    """Whether each part belongs to the same idea as the part before it: a boolean array, False at a text's first part.

    `owners` numbers the text of each part, texts in order; `rows` is each part's row of `vectors` (None: its own
    place); `centre` as for `join`. A text of one part costs nothing; vectors are read a block of pairs at a time.
    """
    owners = np.asarray(owners)
    follows = np.zeros(len(owners), dtype=bool)
    seconds = np.flatnonzero(owners[1:] == owners[:-1]) + 1
    if not len(seconds):
        return follows
    needed = _needed_closeness(texts, seconds)
    rows = np.arange(len(owners)) if rows is None else np.asarray(rows)
    close = np.zeros((len(seconds), BACK), dtype=bool)
    for back in range(1, BACK + 1):
        asked = np.flatnonzero((needed > ALWAYS) & (owners[np.maximum(seconds - back, 0)] == owners[seconds]))
        asked = asked[seconds[asked] >= back]
        for begin in range(0, len(asked), PAIRS_AT_ONCE):
            block = asked[begin : begin + PAIRS_AT_ONCE]
            here = seconds[block]
            near = _cosines(vectors[rows[here - back]], vectors[rows[here]], centre)
            close[block, back - 1] = near >= needed[block]
    # The nearest of the last parts that is close enough; a passage's beginning hides what stands before it.
    nearest = np.where(needed == ALWAYS, 1, np.where(close.any(axis=1), close.argmax(axis=1) + 1, BACK + 1))
    joined, length, last = [], 0, -1
    for second, back in zip(seconds.tolist(), nearest.tolist(), strict=True):
        length = length if second == last + 1 else 1
        follow = back <= min(length, BACK)
        length = length + 1 if follow else 1
        last = second
        joined.append(follow)
    follows[seconds] = joined
    return follows


def _needed_closeness(texts, seconds):
    """How close each of these parts must be to what precedes in order to be joined; `ALWAYS` where words tell."""
    needed = np.empty(len(seconds), dtype=np.float32)
    for at, second in enumerate(seconds.tolist()):
        before, after = texts[second - 1], texts[second]
        ended = before.rstrip()[-1:]
        if not stands_alone(after) or not stands_alone(before):
            needed[at] = ALWAYS
        elif opens_anew(after) or ended not in SENTENCE_SIGNS:
            needed[at] = ALWAYS if leans_back(after) and not opens_anew(after) else CLOSE_ITEMS
        elif leans_back(after) or (ended == "?" and after.rstrip()[-1:] != "?"):
            needed[at] = ALWAYS
        else:
            needed[at] = CLOSE if asks(before) and asks(after) else CLOSE_REASON
    return needed


def _cosines(firsts, seconds, centre):
    """Cosines of pairs of rows, once what all have in common is taken out."""
    firsts, seconds = np.asarray(firsts, dtype=np.float32), np.asarray(seconds, dtype=np.float32)
    if centre is not None:
        firsts, seconds = firsts - centre, seconds - centre
    lengths = np.linalg.norm(firsts, axis=1) * np.linalg.norm(seconds, axis=1)
    return np.einsum("ij,ij->i", firsts, seconds) / np.maximum(lengths, 1e-9)
