"""Where the members of each theme of an earlier run go, once themes are merged and split.

A split theme is parted by constrained k-means (Basu, Banerjee and Mooney 2002): the named texts seed the centres of
the parts and never move. With three named texts a part it told 97 % of the members of two bank questions apart, 92 %
of two questions of a consultation; a vote spreading from the named texts along links 97 and 89 %.
"""

import numpy as np

from nlp.deciding.voting import centres_of, elect, nearest

ROUNDS = 5


def part_splits(board, agreement, groups, previous):
    """Put passages where their earlier sub-theme (`groups`, -1 for none) went; cut those of split themes into parts.

    The texts that a part names are in it, the other members in the part whose middle they are closest to.
    """
    places = agreement.places
    routes = [places.route(group) for group in previous.subthemes]
    choices = {
        split: _choose(board, groups, routes, named=named, split=split, count=len(places.split[split].parts))
        for split, named in agreement.splits.items()
    }
    causes = np.array([board.cause(places.why(group)) for group in previous.subthemes], dtype=np.int32)
    found = np.flatnonzero(groups >= 0)
    board.causes[found] = causes[groups[found]]
    simple = np.array(
        [cells[0][0] if stems is None and themes is None else -1 for cells, stems, themes in routes]
    )
    board.cells[found] = simple[groups[found]]
    for code, (cells, stems, themes) in enumerate(routes):
        if simple[code] >= 0:
            continue
        rows = np.flatnonzero(groups == code)
        by_stem = choices[stems][rows] if stems is not None else np.zeros(len(rows), dtype=np.int64)
        by_theme = choices[themes][rows] if themes is not None else np.zeros(len(rows), dtype=np.int64)
        board.cells[rows] = np.array(cells, dtype=np.int64)[by_stem, by_theme]


def _choose(board, groups, routes, *, named, split, count):
    """The part of each passage of a split theme, by number; -1 for all other passages."""
    leading = board.leading
    touched = np.array([code for code, (_, *splits) in enumerate(routes) if split in splits], dtype=np.int64)
    rows = np.flatnonzero(np.isin(groups, touched))
    choice = np.full(len(leading), -1, dtype=np.int64)
    seeds, parts = [], []
    for place, part in named.items():
        own = leading.rows(place)
        inside = [row for row in own if groups[row] >= 0 and groups[row] in touched] or list(own)
        seeds += inside
        parts += [part] * len(inside)
    units, same = np.unique(
        np.concatenate([leading.units[rows], leading.units[seeds]]).astype(np.int64), return_inverse=True
    )
    labels = np.full(len(units), -1, dtype=np.int64)
    of_seeds = same[len(rows) :]
    labels[of_seeds[::-1]] = parts[::-1]  # of two parts that name the same words the first has them
    points = board.points[units]
    every, known = np.arange(len(units)), labels >= 0
    chosen = labels
    for _ in range(ROUNDS):
        closest = nearest(points, every, centres_of(points, chosen, count), np.arange(count))[0]
        chosen = np.where(known, labels, closest)
    ballot = elect(board.graph[units][:, units].tocsr(), every, chosen, np.arange(count))
    against = (ballot.groups != chosen) & (ballot.groups >= 0) & ~known
    shares = np.select(
        [ballot.groups == chosen, ballot.seconds == chosen], [ballot.shares, ballot.second_shares], 0.0
    )
    choice[rows] = chosen[same[: len(rows)]]
    board.confidence[rows] = shares[same[: len(rows)]]
    for row in rows[against[same[: len(rows)]]].tolist():
        board.doubts[row] = "its theme was split, and its neighbours are in another part"
    choice[seeds] = parts
    return choice
