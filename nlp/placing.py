"""From the groups of passages to those of texts: a text's main theme is the one of most of it."""

from dataclasses import dataclass

import numpy as np


@dataclass(eq=False)
class TextGroups:
    """One cell a text: its theme and sub-theme (numbers, -1 where it has none), confidence, and whether it is rare."""

    themes: np.ndarray
    subthemes: np.ndarray
    confidence: np.ndarray
    rare: np.ndarray


def main_groups(layout, *, themes, subthemes, confidence, rare, originals):
    """TextGroups, from the groups of the passages of a `Layout` (arrays with one cell a passage).

    Most of a text is counted in characters, ties going to what comes first. Exact copies take what their original has,
    for spaces and points must not part those who say the same. A text is rare if one of its ideas is.
    """
    count = len(originals)
    lengths = np.maximum(layout.ends - layout.starts, 1).astype(np.float64)
    main = _heaviest(layout.owners, themes, lengths, count)
    inside = themes == main[layout.owners]
    below = _heaviest(layout.owners[inside], subthemes[inside], lengths[inside], count)
    told = subthemes == below[layout.owners]
    weight = np.bincount(layout.owners[told], weights=lengths[told], minlength=count)
    sure = np.bincount(layout.owners[told], weights=(lengths * confidence)[told], minlength=count)
    share = np.divide(sure, weight, out=np.zeros(count), where=weight > 0)
    odd = np.bincount(layout.owners, weights=rare, minlength=count) > 0
    return TextGroups(main[originals], below[originals], np.round(share, 3)[originals], odd[originals])


def _heaviest(owners, labels, weights, count):
    """For each owner the label that weighs most, ties to the first one met; -1 for an owner of nothing."""
    found = np.full(count, -1, dtype=np.int64)
    if not len(owners):
        return found
    pairs = owners.astype(np.int64) * (int(labels.max()) + 1) + labels
    _, firsts, same = np.unique(pairs, return_index=True, return_inverse=True)
    totals = np.bincount(same, weights=weights)
    order = np.lexsort((firsts, -np.round(totals, 6), owners[firsts]))
    holders = owners[firsts][order]
    best = order[np.flatnonzero(np.diff(holders, prepend=-1))]
    found[owners[firsts][best]] = labels[firsts][best]
    return found
