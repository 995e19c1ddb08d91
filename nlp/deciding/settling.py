"""Make an earlier run and people's decisions hold over the free cut of the passages.

What was settled before stays: a passage found again keeps its theme and sub-theme, whatever the free cut says. Then
come, in this order, merges and splits, pins and what belongs together, the new passages (by vote, see
`nlp.deciding.joining`), and last the texts to keep apart. Each decision moves what it names and nothing else; exact
copies follow their original throughout. People's splits, and texts that have to be kept apart from every theme there
is, may lead to more themes than `max_themes`, which binds the engine alone.
"""

import numpy as np

from nlp.deciding.agreement import agree
from nlp.deciding.board import Board
from nlp.deciding.checking import violations
from nlp.deciding.cutting import Leading
from nlp.deciding.finishing import finish
from nlp.deciding.holding import Separation, place_blocks
from nlp.deciding.joining import FOUNDED, NEW, join
from nlp.deciding.matching import found_again
from nlp.deciding.parting import part_splits
from nlp.deciding.places import Places
from nlp.deciding.settled import untouched
from nlp.errors import ContradictoryDecisions

DOUBTFUL = 0.5  # a new passage with less than this share of the vote is for a person to look at …
CLOSE_SECOND = 0.8  # … and one whose second theme has at least this share of what the first has


def settle(
    layout,
    themes,
    subthemes,
    *,
    ids,
    corpus,
    graph,
    points,
    previous=None,
    decisions=(),
    max_themes=20,
):
    """The Settled of a run: where each passage is once the earlier run and the decisions hold.

    `layout` is that of all passages, copies included (`nlp.reading.copies.Layout`); `themes` and `subthemes` are the
    free cut, one number a unit, sub-themes inside themes; `graph` links units (sparse, symmetric), `points` are their
    unit vectors. `corpus` has `texts`, `originals`, `kept` and `reason(place)`.

    Raises ContradictoryDecisions for decisions that cannot all hold, each named.
    """
    if previous is None and not decisions:
        return untouched(layout, themes, subthemes, originals=corpus.originals)
    agreement = agree(decisions, ids=ids, corpus=corpus, previous=previous)
    if previous is None:
        parents = np.zeros(int(subthemes.max(initial=-1)) + 1, dtype=np.int64)
        parents[subthemes] = themes
        agreement.places = Places.of_cut(parents.tolist())
    leading = Leading(
        layout,
        texts=corpus.texts,
        originals=corpus.originals,
        aside=agreement.aside,
        stretches=_stretches(agreement.blocks),
    )
    board = Board(leading, agreement.places, graph=graph, points=points)
    _start(board, agreement, (themes, subthemes), ids=ids, corpus=corpus, previous=previous)
    waiting = place_blocks(board, agreement.blocks)
    _join(board, (themes, subthemes), max_themes=max_themes)
    place_blocks(board, waiting)
    Separation(board, agreement.blocks, agreement.aparts).part()
    settled = finish(board, agreement, ids=ids, corpus=corpus, previous=previous)
    broken = violations(settled, agreement.decisions, ids=ids, originals=corpus.originals, previous=previous)
    if broken:
        raise ContradictoryDecisions(broken)
    return settled


def _stretches(blocks):
    """What pins hold of single texts; texts that belong together move whole."""
    return {
        block.places[0]: [(hold.start, hold.end) for hold in block.holds if hold.start is not None]
        for block in blocks
        if len(block.places) == 1 and any(hold.start is not None for hold in block.holds)
    }


def _start(board, agreement, free, *, ids, corpus, previous):
    """The cells before texts are moved: the free cut, or those of the earlier run after merges and splits."""
    leading = board.leading
    if previous is None:
        board.cells[:] = free[1][leading.units]
        return
    groups = found_again(
        previous,
        ids=ids,
        originals=corpus.originals,
        owners=leading.owners,
        starts=leading.starts,
        ends=leading.ends,
    )
    if (groups >= 0).any():
        part_splits(board, agreement, groups, previous)
        return
    # Nothing is left of the earlier run: every theme of the free cut is new.
    tops = [board.places.add_theme() for _ in range(int(free[0].max(initial=-1)) + 1)]
    for subtheme in range(int(free[1].max(initial=-1)) + 1):
        inside = np.flatnonzero(free[1] == subtheme)
        if len(inside):
            cell = board.places.add_cell(tops[int(free[0][inside[0]])])
            board.cells[free[1][leading.units] == subtheme] = cell
    board.causes[:] = board.cause(FOUNDED)


def _join(board, free, *, max_themes):
    """Place the passages that are nowhere yet, all passages of one unit alike; note which are doubtful."""
    new = np.flatnonzero(board.cells < 0)
    if not len(new):
        return
    cells = board.unit_cells()
    said_before = cells[board.leading.units[new]] >= 0
    joined = join(
        cells,
        np.unique(board.leading.units[new[~said_before]]).astype(np.int64),
        free,
        graph=board.graph,
        points=board.points,
        places=board.places,
        max_themes=max_themes,
    )
    row_of = np.full(len(cells), -1, dtype=np.int64)
    row_of[joined.rows] = np.arange(len(joined.rows))
    board.cells[new] = joined.cells[board.leading.units[new]]
    board.causes[new] = board.cause(NEW)
    board.confidence[new[said_before]] = 1.0
    voted = new[~said_before]
    at = row_of[board.leading.units[voted]]
    board.confidence[voted], board.seconds[voted] = joined.shares[at], joined.seconds[at]
    board.causes[voted[joined.kinds[at] == 1]] = board.cause(FOUNDED)
    _doubt(board, voted, joined.shares[at], joined.second_shares[at], joined.kinds[at])


def _doubt(board, rows, shares, others, kinds):
    """Note the new passages that a person should look at, and why."""
    for row, share, other, kind in zip(
        rows.tolist(), shares.tolist(), others.tolist(), kinds.tolist(), strict=True
    ):
        if kind == 2:
            board.doubts[row] = "new, and far from all that is known"
        elif kind == 0 and share < DOUBTFUL:
            board.doubts[row] = "new, and its neighbours are in several themes"
        elif kind == 0 and other >= CLOSE_SECOND * share:
            board.doubts[row] = "new, and two themes are as close"
