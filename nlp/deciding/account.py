"""The account that people are given: what moved since the earlier run and why, and what they should look at."""

from dataclasses import dataclass

import numpy as np

from nlp.deciding.settled import Doubt

MOVED_COLUMNS = ("id", "from_theme", "from_subtheme", "to_theme", "to_subtheme", "why")
DOUBT_COLUMNS = ("id", "start", "end", "theme", "subtheme", "confidence", "second_theme", "why")
DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Move:
    """A text whose main theme or sub-theme is another one than in the earlier run; empty where it had or has none."""

    id: str
    from_theme: str
    from_subtheme: str
    to_theme: str
    to_subtheme: str
    why: str


def moves(settled, *, ids, corpus, theme_ids, subtheme_ids, previous=None):
    """A Move for each text that changed, is new, was set aside or came back, in the order of the texts.

    Without an earlier run there is nothing to have moved from, and no move. Texts of the earlier run that are no longer
    there are not listed: their authors may have withdrawn them (`settled.gone` counts them).
    """
    if previous is None:
        return ()
    earlier = np.fromiter((previous.place.get(text, -1) for text in ids), dtype=np.int64, count=len(ids))
    before = np.where(earlier >= 0, np.append(previous.text_groups, -1)[earlier], -1)
    now = settled.text_subthemes
    names = {group: number for number, group in enumerate(previous.subthemes)}
    extra = len(previous.subthemes)
    as_before = np.array([names.get(group, extra) for group in subtheme_ids] or [extra], dtype=np.int64)
    same = (now >= 0) & (before >= 0) & (as_before[np.maximum(now, 0)] == before)
    # A sub-theme that kept its id may have gone to another theme along with all it holds.
    kept_theme = np.array(
        [previous.parents.get(group) == theme_ids[settled.parents[n]] for n, group in enumerate(subtheme_ids)]
        or [True]
    )
    same &= kept_theme[np.maximum(now, 0)]
    still_out = (now < 0) & (before < 0) & (earlier >= 0)
    changed = np.flatnonzero(~same & ~still_out)
    told = _Causes(settled, ids, corpus.originals)
    found = []
    for place in changed.tolist():
        old = previous.subthemes[before[place]] if before[place] >= 0 else ""
        new = int(now[place])
        found.append(
            Move(
                id=ids[place],
                from_theme=previous.parents[old] if old else "",
                from_subtheme=old,
                to_theme=theme_ids[settled.text_themes[place]] if new >= 0 else "",
                to_subtheme=subtheme_ids[new] if new >= 0 else "",
                why=_why(place, ids[place], told, settled, corpus, previous),
            )
        )
    return tuple(found)


def move_rows(found):
    """Rows of MOVED_COLUMNS."""
    return [(m.id, m.from_theme, m.from_subtheme, m.to_theme, m.to_subtheme, m.why) for m in found]


def doubt_rows(settled, *, ids, theme_ids, subtheme_ids):
    """Rows of DOUBT_COLUMNS: the passages that a person should look at, the least sure first."""
    return [
        (
            ids[doubt.place],
            doubt.start,
            doubt.end,
            theme_ids[doubt.theme],
            subtheme_ids[doubt.subtheme],
            f"{doubt.confidence:.{DECIMALS}f}",
            theme_ids[doubt.second] if doubt.second >= 0 else "",
            doubt.why,
        )
        for doubt in settled.doubts
    ]


def doubts_of(board, settled, theme_rank):
    """The Doubts of a board, the least sure first, ties in the order of the texts; copies are not repeated."""
    leading, layout = board.leading, settled.layout
    if not board.doubts:
        return ()
    begins = np.searchsorted(layout.owners, leading.owners)
    firsts = np.searchsorted(leading.owners, leading.owners)
    found = []
    for row in sorted(board.doubts):
        at = int(begins[row] + row - firsts[row])
        confidence = float(np.nan_to_num(board.confidence[row]))
        second = int(theme_rank[board.seconds[row]]) if board.seconds[row] >= 0 else -1
        found.append(
            Doubt(
                place=int(leading.owners[row]),
                start=int(leading.starts[row]),
                end=int(leading.ends[row]),
                theme=int(settled.themes[at]),
                subtheme=int(settled.subthemes[at]),
                confidence=round(max(0.0, min(1.0, confidence)), DECIMALS),
                second=second if second != settled.themes[at] else -1,
                why=board.doubts[row],
            )
        )
    return tuple(sorted(found, key=lambda doubt: doubt.confidence))


class _Causes:
    """Why a text is where it is: the cause of the first passage of its main sub-theme that has one, else of any."""

    def __init__(self, settled, ids, originals):
        self._settled, self._originals = settled, originals
        self._owners = settled.layout.owners
        named = {text for texts in settled.named.values() for text in texts}
        self._original = {text: int(originals[place]) for place, text in enumerate(ids) if text in named}

    def is_copy_of(self, place, texts):
        """Whether one of these texts, which decisions name, says the same words."""
        return any(self._original[text] == self._originals[place] for text in texts)

    def of(self, place):
        """The cause as a text; empty where none is known."""
        settled = self._settled
        original = int(self._originals[place])
        first, last = np.searchsorted(self._owners, [original, original + 1])
        causes = settled.causes[first:last]
        inside = causes[(settled.subthemes[first:last] == settled.text_subthemes[place]) & (causes > 0)]
        known = inside if len(inside) else causes[causes > 0]
        return settled.why[known[0]] if len(known) else ""


def _why(place, text, told, settled, corpus, previous):
    was = previous.place.get(text)
    if settled.text_themes[place] < 0:
        if place in settled.set_aside:
            decided = next(
                (
                    told
                    for told, texts in settled.named.items()
                    if told.endswith("set-aside") and text in texts
                ),
                None,
            )
            return decided or "follows its copy: set aside"
        return f"set aside: {corpus.reason(place)}"
    cause = told.of(place)
    named = settled.named.get(cause, ())
    if text not in named and told.is_copy_of(place, named):
        return f"follows its copy: {cause}"
    if was is not None and previous.text_groups[was] < 0 and text not in named:
        return f"no longer set aside ({previous.reasons.get(text, '')})"
    if was is None:
        return cause or "new text"
    if cause == "new text":
        return "the text has changed"
    return cause or "cut differently"
