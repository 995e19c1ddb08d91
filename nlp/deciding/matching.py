"""Find the passages of an earlier run again, and match groups by their members."""

import numpy as np
from scipy import sparse
from scipy.optimize import linear_sum_assignment

SHIFT = 32  # offsets fit in so many bits: a text and an offset make one sortable number


def found_again(previous, *, ids, originals, owners, starts, ends):
    """The earlier sub-theme (place in `previous.subthemes`) of each passage of the originals, -1 where it had none.

    A passage is the same if its text has the same id and it the same offsets. Where the text is cut otherwise but
    begins and ends where it did, each passage is where its middle was. A text that is new, but that a copy of was in
    the earlier run, takes what the copy had. Exact copies need not be in `owners`: they follow their original.
    """
    earlier = np.fromiter((previous.place.get(text, -1) for text in ids), dtype=np.int64, count=len(ids))
    placed = (earlier >= 0) & (np.append(previous.text_groups, -1)[earlier] >= 0)
    if not placed.any() or not len(owners):
        return np.full(len(owners), -1, dtype=np.int64)
    witnesses = np.full(len(ids), -1, dtype=np.int64)
    there = np.flatnonzero(placed)
    firsts = np.unique(originals[there], return_index=True)
    witnesses[firsts[0]] = there[firsts[1]]
    own = np.where(placed[owners], owners, -1)
    groups = _by_offsets(previous, np.where(own >= 0, earlier[own], -1), owners, starts, ends)
    by_copy = np.flatnonzero((own < 0) & (witnesses[owners] >= 0))
    groups[by_copy] = _by_order(previous, earlier[witnesses[owners[by_copy]]], owners[by_copy])
    return groups


def _by_offsets(previous, texts, owners, starts, ends):
    """Groups of passages whose own text was in the earlier run (`texts`: its place there, or -1)."""
    groups = np.full(len(owners), -1, dtype=np.int64)
    if not len(previous.owners):
        return groups
    keys = (previous.owners << SHIFT) + previous.starts
    rows = np.flatnonzero(texts >= 0)
    begins, stops = starts[rows].astype(np.int64), ends[rows].astype(np.int64)
    at = np.minimum(np.searchsorted(keys, (texts[rows] << SHIFT) + begins), len(keys) - 1)
    same = (
        (previous.owners[at] == texts[rows]) & (previous.starts[at] == begins) & (previous.ends[at] == stops)
    )
    groups[rows[same]] = previous.passage_groups[at[same]]
    left = rows[~same & _same_extent(previous, texts, owners, starts, ends)[rows]]
    middles = (starts[left].astype(np.int64) + ends[left]) // 2
    at = np.searchsorted(keys, (texts[left] << SHIFT) + middles, side="right") - 1
    inside = (at >= 0) & (previous.owners[at] == texts[left]) & (previous.ends[at] > middles)
    groups[left[inside]] = previous.passage_groups[at[inside]]
    return groups


def _same_extent(previous, texts, owners, starts, ends):
    """Whether the text of each passage begins and ends where it did in the earlier run."""
    count = len(previous.ids)
    first, last = np.full(count + 1, -1, dtype=np.int64), np.full(count + 1, -1, dtype=np.int64)
    begins = np.flatnonzero(np.diff(previous.owners, prepend=-1))
    first[previous.owners[begins]] = previous.starts[begins]
    last[previous.owners[np.append(begins[1:], len(previous.owners)) - 1]] = previous.ends[
        np.append(begins[1:], len(previous.owners)) - 1
    ]
    begins = np.flatnonzero(np.diff(owners, prepend=-1))
    counts = np.diff(np.append(begins, len(owners)))
    now_first = np.repeat(starts[begins], counts)
    now_last = np.repeat(ends[begins + counts - 1], counts)
    return (texts >= 0) & (first[texts] == now_first) & (last[texts] == now_last)


def _by_order(previous, texts, owners):
    """Groups of passages that follow a copy: one by one if it has as many, else all what most of it is in."""
    if not len(texts):
        return np.zeros(0, dtype=np.int64)
    begins = np.flatnonzero(np.diff(owners, prepend=-1))
    counts = np.diff(np.append(begins, len(owners)))
    rank = np.arange(len(owners)) - np.repeat(begins, counts)
    first, last = np.searchsorted(previous.owners, [texts, texts + 1])
    as_many = (last - first) == np.repeat(counts, counts)
    at = np.minimum(first + rank, len(previous.owners) - 1)
    return np.where(as_many, previous.passage_groups[at], previous.text_groups[texts])


def matched(new, old, *, counts):
    """For each new group the old one that shares its members best, -1 for none; each old one is taken once.

    `new` and `old` are the groups of the same members (-1: in none), `counts` how many groups there are of each. The
    sum of the Jaccard indices (shared over joint members) of all pairs is the largest possible.
    """
    found = np.full(counts[0], -1, dtype=np.int64)
    both = (new >= 0) & (old >= 0)
    if not both.any():
        return found
    shared = sparse.coo_matrix((np.ones(both.sum()), (new[both], old[both])), shape=counts).toarray()
    joint = shared.sum(axis=1)[:, None] + shared.sum(axis=0)[None, :] - shared
    overlap = np.divide(shared, joint, out=np.zeros(counts), where=joint > 0)
    rows, columns = linear_sum_assignment(np.round(overlap, 9), maximize=True)
    sound = shared[rows, columns] > 0
    found[rows[sound]] = columns[sound]
    return found
