"""Choose which texts of each group are read closely: some of the most central, and some from all over it."""

import numpy as np

BUDGET = 2500
LEAST = 16
BLOCK = 20_000


def members(labels):
    """For each label from 0 the rows that have it, in order: one sort for all of them."""
    labels = np.asarray(labels)
    order = np.argsort(labels, kind="stable")
    ends = np.cumsum(np.bincount(labels, minlength=int(labels.max()) + 1))
    return np.split(order, ends[:-1])


def centre_of(points, rows):
    """The unit vector of a group; read in blocks, so that no group is copied whole."""
    total = np.zeros(points.shape[1])
    for start in range(0, len(rows), BLOCK):
        total += np.asarray(points[rows[start : start + BLOCK]]).sum(axis=0, dtype=np.float64)
    return total / max(np.linalg.norm(total), 1e-9)


def closeness(points, rows, centre):
    """Cosine of each row to a unit vector, in blocks."""
    near = np.empty(len(rows))
    for start in range(0, len(rows), BLOCK):
        block = np.asarray(points[rows[start : start + BLOCK]])
        near[start : start + BLOCK] = block @ centre.astype(block.dtype)
    return near


def central_order(points, rows, centre):
    """The rows, most central first, ties in their order."""
    rows = np.asarray(rows)
    return rows[np.lexsort((rows, -np.round(closeness(points, rows, centre), 6)))]


def sample_sizes(sizes, *, budget=BUDGET, least=LEAST):
    """How many texts to read of groups of these sizes: all if they fit in the budget, else by square root."""
    sizes = np.asarray(sizes)
    if sizes.sum() <= budget:
        return sizes
    shares = np.sqrt(sizes) / np.sqrt(sizes).sum()
    return np.minimum(sizes, np.maximum(least, np.floor(budget * shares))).astype(int)


def sample(ordered, voices, count):
    """`count` of the rows given most central first: a quarter what most people wrote, a quarter the most central ones,
    the rest spread evenly over what remains.
    """
    ordered = np.asarray(ordered)
    if len(ordered) <= count:
        return ordered
    often = np.lexsort((np.arange(len(ordered)), -voices[ordered]))[: count // 4]
    often = often[voices[ordered[often]] > 1]
    chosen = np.zeros(len(ordered), dtype=bool)
    chosen[often] = True
    chosen[np.flatnonzero(~chosen)[: count // 4]] = True
    rest = np.flatnonzero(~chosen)
    wanted = count - chosen.sum()
    chosen[rest[np.arange(wanted) * len(rest) // wanted]] = True
    return ordered[chosen]
