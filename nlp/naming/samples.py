"""Choose which texts of each group are read closely: some of the most central, and some from all over it."""

import numpy as np

BUDGET = 2500
LEAST = 20


def centrality(points, rows):
    """Cosine of each row to the centre of the group that the rows make."""
    centre = points[rows].sum(axis=0, dtype=np.float64)
    return points[rows] @ (centre / max(np.linalg.norm(centre), 1e-9))


def central_order(points, rows):
    """The rows, most central first, ties in their order."""
    rows = np.asarray(rows)
    return rows[np.lexsort((rows, -np.round(centrality(points, rows), 6)))]


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
