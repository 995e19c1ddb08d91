"""Place what is new beside what an earlier run validated: it joins a theme by vote, or founds one.

What founds a theme is what the free cut holds together, is large enough, and is linked to what was there before far
less than chance would have it: in a set where nine texts in ten were there before, nine links in ten should lead to
them.
"""

from dataclasses import dataclass

import numpy as np

from nlp.deciding.matching import matched
from nlp.deciding.voting import centres_of, nearest, spread

FAR = 0.35  # share of the links to known texts that chance would have: below, a group is far from all that is known
LOOSE = 0.5  # the same for a single passage
SMALLEST_THEME = 5
SMALLEST_SUBTHEME = 3
NEW, FOUNDED = "new text", "theme founded by new texts"


@dataclass(eq=False)
class Joined:
    """For each unit its cell; for the new ones (`rows`) the share of the vote, the second theme and its share, and how.

    `kinds` is 0 for a vote, 1 for a founder of a new group, 2 for one that no vote reached.
    """

    cells: np.ndarray
    rows: np.ndarray
    shares: np.ndarray
    seconds: np.ndarray
    second_shares: np.ndarray
    kinds: np.ndarray


def join(cells, new, free, *, graph, points, places, max_themes):
    """Give the new units a cell each; adds groups to `places`.

    `cells` has the units that are known, `new` lists the others (both leave out those that nobody says any more);
    `free` are the themes and sub-themes of the free cut, one number a unit.
    """
    free_themes, free_subthemes = free
    before = np.array(places.cell_parents, dtype=np.int64)
    known = cells.copy()
    founders = _found(
        known, new, free_themes, free_subthemes, graph=graph, points=points, places=places, most=max_themes
    )
    with_new = np.where(founders >= 0, founders, cells)
    parents = np.array(places.cell_parents, dtype=np.int64)
    rows = new[with_new[new] < 0]
    filled, ballot = spread(graph, with_new, rows, parents)
    kinds = np.zeros(len(cells), dtype=np.int8)
    shares, seconds, others = (
        np.zeros(len(cells)),
        np.full(len(cells), -1, dtype=np.int64),
        np.zeros(len(cells)),
    )
    shares[rows], seconds[rows], others[rows] = ballot.shares, ballot.seconds, ballot.second_shares
    lost = new[filled[new] < 0]
    if len(lost):
        kinds[lost] = 2
        filled[lost] = _distant(lost, known, free_subthemes, points=points, count=len(before))
    kinds[founders >= 0] = 1
    shares[founders >= 0] = _cohesion(graph, np.flatnonzero(founders >= 0), parents[np.maximum(filled, 0)])
    return Joined(filled, new, shares[new], seconds[new], others[new], kinds[new])


def _found(cells, new, free_themes, free_subthemes, *, graph, points, places, most):
    """The cell of each unit that founds a group; -1 for all others. The new groups are added to `places`."""
    founders = np.full(len(cells), -1, dtype=np.int64)
    is_known = cells >= 0
    if not len(new) or not is_known.any():
        return founders
    links = graph[new]
    total = np.asarray(links.sum(axis=1)).ravel()
    to_known = links @ is_known.astype(np.float64)
    chance = is_known.sum() / (is_known.sum() + len(new))
    loose = to_known < LOOSE * chance * total
    count = int(free_subthemes.max()) + 1
    groups = free_subthemes[new]
    sizes = np.bincount(groups[loose], minlength=count)
    linked = np.bincount(groups, weights=to_known, minlength=count)
    every = np.bincount(groups, weights=total, minlength=count)
    far = (sizes > 0) & (linked < FAR * chance * every)
    least_theme, least_cell = _least(cells, np.array(places.cell_parents))
    theme_of = np.zeros(count, dtype=np.int64)
    theme_of[free_subthemes] = free_themes
    joint = np.bincount(theme_of[far], weights=sizes[far], minlength=int(theme_of.max()) + 1)
    used = len(np.unique(np.array(places.cell_parents)[cells[is_known]]))
    members = {group: new[loose & (groups == group)] for group in np.flatnonzero(far).tolist()}
    for theme in np.lexsort((np.arange(len(joint)), -joint)).tolist():
        inside = [group for group in members if theme_of[group] == theme]
        if inside and joint[theme] >= least_theme and used < most:
            used += 1
            top = places.add_theme()
            for group in inside:
                founders[members[group]] = places.add_cell(top)
            continue
        for group in inside:
            if len(members[group]) >= least_cell:
                above = _closest_theme(members[group], cells, points=points, places=places)
                founders[members[group]] = places.add_cell(above)
    return founders


def _least(cells, parents):
    """How many units a new theme and a new sub-theme must have: as many as the smallest known one."""
    sizes = np.bincount(cells[cells >= 0], minlength=len(parents))
    themes = np.bincount(parents, weights=sizes)
    return max(SMALLEST_THEME, themes[themes > 0].min()), max(SMALLEST_SUBTHEME, sizes[sizes > 0].min())


def _closest_theme(rows, cells, *, points, places):
    parents = np.array(places.cell_parents, dtype=np.int64)
    themes = np.where(cells >= 0, parents[np.maximum(cells, 0)], -1)
    centres = centres_of(points, themes, int(parents.max()) + 1)
    own = centres_of(points, np.where(np.isin(np.arange(len(cells)), rows), 0, -1), 1)
    return int(nearest(own, np.array([0]), centres, np.arange(len(centres)))[0][0])


def _distant(rows, cells, free_subthemes, *, points, count):
    """Cells of units that no link leads from to a known one: that of their free sub-theme's match, or the closest."""
    match = matched(free_subthemes, cells, counts=(int(free_subthemes.max()) + 1, count))
    found = match[free_subthemes[rows]]
    left = found < 0
    centres = centres_of(points, cells, count)
    present = np.flatnonzero(np.bincount(cells[cells >= 0], minlength=count))
    if left.any():
        found[left] = nearest(points, rows[left], centres, present)[0]
    return found


def _cohesion(graph, rows, themes):
    """Share of the links of these units that stay in their theme."""
    if not len(rows):
        return np.zeros(0)
    links = graph[rows].tocoo()
    total = np.bincount(links.row, weights=links.data, minlength=len(rows))
    inside = themes[links.col] == themes[rows][links.row]
    kept = np.bincount(links.row[inside], weights=links.data[inside], minlength=len(rows))
    return np.divide(kept, total, out=np.ones(len(rows)), where=total > 0)
