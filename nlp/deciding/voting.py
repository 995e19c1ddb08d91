"""Place what has no group yet by the vote of its neighbours in the graph.

A hard form of label propagation on a neighbour graph (Zhu and Ghahramani 2002): what is known stays; in each round
everything else is given the group that weighs most among its neighbours, all at once, ties to the smaller number.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

ROUNDS = 12
ROWS_AT_ONCE = 65_536
DECIMALS = 9


@dataclass(eq=False)
class Ballot:
    """The outcome for some rows: group and theme (-1 without a vote), the theme's share of the vote, and the next."""

    groups: np.ndarray
    themes: np.ndarray
    shares: np.ndarray
    seconds: np.ndarray
    second_shares: np.ndarray


def elect(graph, rows, groups, parents):
    """The Ballot of these rows of the graph: each neighbour votes for its own group (-1 abstains).

    The theme is elected first (`parents[group]`), then the group within it.
    """
    parts = [
        _elect_block(graph[rows[begin : begin + ROWS_AT_ONCE]], groups, parents)
        for begin in range(0, len(rows), ROWS_AT_ONCE)
    ]
    if not parts:
        none, real = np.zeros(0, dtype=np.int64), np.zeros(0)
        return Ballot(none, none, real, none, real)
    return Ballot(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _elect_block(links, groups, parents):
    count = links.shape[0]
    voters = np.flatnonzero(groups >= 0)
    shape = (len(groups), len(parents))
    ballots = sparse.csr_matrix((np.ones(len(voters)), (voters, groups[voters])), shape=shape)
    cast = (links @ ballots).tocoo()
    row, group, weight = cast.row, cast.col, np.round(cast.data, DECIMALS)
    theme = parents[group]
    span = int(parents.max(initial=0)) + 1
    keys, same = np.unique(row.astype(np.int64) * span + theme, return_inverse=True)
    totals = np.round(np.bincount(same, weights=weight, minlength=len(keys)), DECIMALS)
    best, second = _first_two(keys // span, keys % span, totals, count)
    all_votes = np.bincount(keys // span, weights=totals, minlength=count)
    inside = theme == best[0][row]
    (elected, _), _ = _first_two(row[inside], group[inside], weight[inside], count)
    shares = np.divide(best[1], all_votes, out=np.zeros(count), where=all_votes > 0)
    others = np.divide(second[1], all_votes, out=np.zeros(count), where=all_votes > 0)
    return elected, best[0], shares, second[0], others


def _first_two(rows, labels, weights, count):
    """For each of `count` rows the label that weighs most, and the next: (labels, weights) twice, -1 and 0 for none."""
    order = np.lexsort((labels, -weights, rows))
    rows, labels, weights = rows[order], labels[order], weights[order]
    first = np.flatnonzero(np.diff(rows, prepend=-1))
    after = first[:-1][np.diff(first) > 1] + 1 if len(first) else first
    if len(first) and first[-1] + 1 < len(rows):
        after = np.append(after, first[-1] + 1)
    found = []
    for at in (first, after):
        label, weight = np.full(count, -1, dtype=np.int64), np.zeros(count)
        label[rows[at]], weight[rows[at]] = labels[at], weights[at]
        found.append((label, weight))
    return found


def spread(graph, groups, unknown, parents, *, rounds=ROUNDS):
    """(`groups` with its `unknown` rows filled as far as links reach, the Ballot of those rows).

    What is unknown votes too once it has a group; the last rounds let it change its mind. Rows that no chain of links
    joins to a known one stay -1.
    """
    groups = groups.copy()
    ballot = elect(graph, unknown, groups, parents)
    for _ in range(rounds):
        changed = bool((groups[unknown] != ballot.groups).any())
        groups[unknown] = ballot.groups
        if not changed:
            break
        ballot = elect(graph, unknown, groups, parents)
        # A row without a vote this time keeps what it had.
        silent = ballot.groups < 0
        ballot.groups[silent] = groups[unknown][silent]
        ballot.themes[silent] = np.where(ballot.groups[silent] >= 0, parents[ballot.groups[silent]], -1)
    return groups, ballot


def nearest(points, rows, centres, allowed):
    """For each row of the points the allowed group whose centre is closest by cosine, and that cosine.

    `centres` are unit rows (zero for a group without members, which is chosen last), `allowed` group numbers.
    """
    groups, cosines = np.empty(len(rows), dtype=np.int64), np.empty(len(rows))
    for begin in range(0, len(rows), ROWS_AT_ONCE):
        block = slice(begin, begin + ROWS_AT_ONCE)
        close = np.round(points[rows[block]] @ centres[allowed].T, 6)
        close[:, ~centres[allowed].any(axis=1)] = -2
        best = close.argmax(axis=1)
        groups[block], cosines[block] = allowed[best], close[np.arange(len(best)), best]
    return groups, cosines


def centres_of(points, groups, count):
    """Unit centre of each group, float32, shape (count, dimensions); zero for an empty one. -1 is in no group."""
    members = np.flatnonzero(groups >= 0)
    shape = (count, len(points))
    table = sparse.csr_matrix(
        (np.ones(len(members), dtype=np.float32), (groups[members], members)), shape=shape
    )
    sums = np.asarray(table @ points)
    return sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
