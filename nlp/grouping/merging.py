"""Merge groups of a graph that are too small or too many, by the links between them."""

import numpy as np
from scipy import sparse

MOST_PAIRED = 500
BATCH = 131_072
LONELY = 4096


def merged(graph, labels, points, *, smallest, most=None):
    """Labels of which none has fewer than `smallest` rows and, if `most` is given, no more than that many are left.

    Groups that are too small join, all at once, the big one that they are linked to most; without a link, the one with
    the closest centre. Those still too many are merged pair by pair so as to lose least modularity (Newman 2004, Fast
    algorithm for detecting community structure in networks). Ties go to the lower numbers.
    """
    labels = np.unique(labels, return_inverse=True)[1]
    labels = _small_ones_placed(graph, labels, points, smallest)
    links = links_between(graph, labels).toarray()
    links /= max(float(links.sum()), 1e-12)
    sizes = np.bincount(labels)
    centres = centres_of(points, labels)
    target = np.arange(len(sizes))
    while True:
        alive = np.flatnonzero(sizes)
        small = int(np.argmin(sizes[alive]))
        too_small, too_many = sizes[alive[small]] < smallest, most is not None and len(alive) > most
        if len(alive) == 1 or not (too_small or too_many):
            break
        leaving, joined = _pair(links[np.ix_(alive, alive)], small if too_small else None)
        if joined is None:
            leaving, joined = small, _closest(centres[alive], small)
        leaving, joined = alive[leaving], alive[joined]
        links[joined] += links[leaving]
        links[:, joined] += links[:, leaving]
        links[leaving], links[:, leaving] = 0, 0
        centres[joined] += centres[leaving]
        sizes[joined] += sizes[leaving]
        sizes[leaving] = 0
        target[target == leaving] = joined
    return np.unique(target[labels], return_inverse=True)[1]


def links_between(graph, labels):
    """The weight of all links from each group to each, CSR, float64, shape (groups, groups)."""
    count = int(labels.max(initial=0)) + 1
    rows = np.repeat(labels, np.diff(graph.indptr))
    links = sparse.coo_matrix(
        (graph.data.astype(np.float64), (rows, labels[graph.indices])), shape=(count, count)
    )
    return links.tocsr()


def centres_of(points, labels):
    """The sum of each group's points, float64, shape (groups, dimensions)."""
    sums = np.zeros((int(labels.max(initial=0)) + 1, points.shape[1]))
    for column in range(points.shape[1]):
        sums[:, column] = np.bincount(labels, weights=points[:, column], minlength=len(sums))
    return sums


def _small_ones_placed(graph, labels, points, smallest):
    """Labels after the small groups joined big ones; as they are where no group is big."""
    sizes = np.bincount(labels)
    big = np.flatnonzero(sizes >= smallest)
    big = np.sort(big[np.argsort(-sizes[big], kind="stable")][:MOST_PAIRED])
    if len(big) == len(sizes):
        return labels
    if not len(big):
        big = np.sort(np.argsort(-sizes, kind="stable")[:MOST_PAIRED])
    small = np.setdiff1d(np.arange(len(sizes)), big)
    if len(small) == 0 or len(big) == 0:
        return labels
    target = np.empty(len(sizes), dtype=np.int64)
    target[big] = np.arange(len(big))
    links = links_between(graph, labels)[small][:, big].tocsr()
    linked = np.diff(links.indptr) > 0
    target[small[linked]] = np.asarray(links[linked].argmax(axis=1)).ravel()
    lonely = small[~linked]
    if len(lonely):
        sums = centres_of(points, labels)
        centres = sums[big] / np.maximum(np.linalg.norm(sums[big], axis=1, keepdims=True), 1e-9)
        for start in range(0, len(lonely), LONELY):
            block = lonely[start : start + LONELY]
            target[block] = np.argmax(np.round(sums[block] @ centres.T, 9), axis=1)
    return target[labels]


def _pair(links, least=None):
    """(group to merge, group that it joins), of the one at `least` or of any two; the second None without a link."""
    volumes = links.sum(axis=1)
    gains = np.round(links - np.outer(volumes, volumes), 12)
    gains[links <= 0] = -np.inf
    np.fill_diagonal(gains, -np.inf)
    if least is not None:
        joined = int(np.argmax(gains[least]))
        return least, joined if np.isfinite(gains[least, joined]) else None
    first, second = map(int, np.unravel_index(np.argmax(gains), gains.shape))
    if not np.isfinite(gains[first, second]):
        return first, None
    return (first, second) if volumes[first] <= volumes[second] else (second, first)


def _closest(sums, group):
    """The group, other than this one, whose centre is closest to this one's."""
    centres = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    cosines = centres @ centres[group]
    cosines[group] = -np.inf
    return int(np.argmax(np.round(cosines, 9)))
