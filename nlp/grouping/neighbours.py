"""Link each text to its nearest ones, by how near they are once each is smoothed over its neighbourhood.

Weights are those of UMAP's fuzzy graph (McInnes, Healy and Melville 2018, sections 3.1 and 3.2): each text measures
distance on its own scale, so that dense and sparse regions weigh alike, and two texts are linked if either says so.

Smoothing replaces a text by a mean of its neighbourhood, with a small part of itself kept at each step (Gasteiger,
Bojchevski and Günnemann 2019; without that part: Wu and others 2019). It takes away what is peculiar to one wording and
leaves what its neighbourhood speaks of, so that groups stand out. Neighbours are searched once: the links between them
are then weighed again, by the smoothed points.
"""

import numpy as np
from scipy import sparse

from nlp.grouping.nearest import nearest_rows

NEIGHBOURS = 25
NEIGHBOURS_OF_MANY = 15
MANY_ROWS = 20_000
STEPS = 10
STEPS_OF_MANY = 6
KEPT = 0.05
BISECTIONS = 14
SMALLEST_SCALE = 1e-3
SMALLEST_WEIGHT = 1e-6
BATCH = 16_384
COLUMNS = 32  # smoothed at a time: what is held twice stays small


class NeighbourGraph:
    """Learn `graph_` (symmetric, CSR, float32) and `similarities_`.

    A link between near texts weighs up to 1; parts of one text that follow each other have 1 more, for what one person
    says in one breath is often of one subject. `similarities_` are the cosines of each text as given to its nearest
    ones, best first.
    """

    def __init__(self, *, neighbours=None, steps=None, random_state=0):
        self.neighbours = neighbours
        self.steps = steps
        self.random_state = random_state

    def fit(self, points, *, owners=None):
        """`points` are unit rows, float32; `owners` numbers the text that each is a part of, parts in their order."""
        count = len(points)
        if count < 2:
            self.graph_ = sparse.csr_matrix((count, count), dtype=np.float32)
            self.similarities_ = np.ones((count, 0), dtype=np.float32)
            return self
        many = count > MANY_ROWS
        steps = self.steps or (STEPS_OF_MANY if many else STEPS)
        usual = self.neighbours or (NEIGHBOURS_OF_MANY if many else NEIGHBOURS)
        nearest = min(usual, max(2, round(count**0.5)), count - 1)
        columns, self.similarities_ = nearest_rows(points, nearest, random_state=self.random_state)
        beside = _beside(owners, count)
        links = _sum(linked(columns, self.similarities_), beside)
        cosines = _cosines(smoothed(points, links, steps=steps), columns)
        del links
        self.graph_ = _sum(linked(columns, cosines), beside)
        return self


def linked(columns, cosines):
    """The symmetric graph of each row's nearest ones, float32: where its ends say a and b a link weighs a + b - ab."""
    count, nearest = columns.shape
    starts = np.arange(0, count * nearest + 1, nearest)
    weights = _local_weights(1 - cosines)
    directed = sparse.csr_matrix((weights.ravel(), columns.ravel(), starts), shape=(count, count))
    directed.sum_duplicates()
    np.minimum(directed.data, 1, out=directed.data)
    mirrored = directed.T.tocsr()
    graph = (directed + mirrored).tocsr()
    del mirrored
    both = directed.multiply(directed.T.tocsr()).tocsr()
    graph = (graph - both).tocsr()
    graph.sort_indices()
    return graph


def _cosines(points, columns):
    """Cosines of each unit row to those at `columns`, float32, in the shape of `columns`."""
    cosines = np.empty(columns.shape, dtype=np.float32)
    size = max(1, BATCH // 8)
    for start in range(0, len(points), size):
        near = points[columns[start : start + size]]
        cosines[start : start + size] = (near @ points[start : start + size, :, None])[:, :, 0]
    return np.clip(cosines, -1.0, 1.0)


def _beside(owners, count):
    """The graph that links each part to the next one of its text; None where no text has two parts."""
    if owners is None:
        return None
    owners = np.asarray(owners)
    firsts = np.flatnonzero(owners[1:] == owners[:-1]).astype(np.int32)
    if not len(firsts):
        return None
    forward = sparse.csr_matrix(
        (np.ones(len(firsts), np.float32), (firsts, firsts + 1)), shape=(count, count)
    )
    return (forward + forward.T).tocsr()


def _sum(graph, beside):
    if beside is None:
        return graph
    whole = (graph + beside).tocsr()
    whole.sort_indices()
    return whole


def smoothed(points, graph, *, steps=STEPS, kept=KEPT):
    """Unit rows: `steps` times each becomes the weighted mean of itself and its neighbours, `kept` of it as given."""
    own = sparse.eye(graph.shape[0], dtype=np.float32, format="csr")
    walk = (graph + own).tocsr()
    totals = np.asarray(walk.sum(axis=1)).ravel()
    walk.data *= np.repeat((1 - kept) / totals, np.diff(walk.indptr)).astype(np.float32)
    rows = np.empty_like(points)
    for start in range(0, points.shape[1], COLUMNS):
        given = np.ascontiguousarray(points[:, start : start + COLUMNS])
        block = given
        given = given * np.float32(kept)
        for _ in range(steps):
            block = walk @ block
            block += given
        rows[:, start : start + COLUMNS] = block
    for start in range(0, len(rows), BATCH):
        block = rows[start : start + BATCH]
        block /= np.maximum(np.linalg.norm(block, axis=1, keepdims=True), 1e-9)
    return rows


def _local_weights(distances):
    """UMAP's membership strengths: 1 for the nearest, and log2(neighbours) in all for each row; float32."""
    weights = np.empty(distances.shape, dtype=np.float32)
    least_scale = SMALLEST_SCALE * max(float(distances.mean()), SMALLEST_SCALE)
    target = np.log2(max(distances.shape[1], 2))
    for start in range(0, len(distances), BATCH):
        block = distances[start : start + BATCH].astype(np.float64)
        beyond = np.maximum(block - block.min(axis=1, keepdims=True), 0)
        # The scale sought is less than twice the mean: exp is convex, so a greater one gives more than the target.
        low, high = np.zeros(len(block)), 2 * beyond.mean(axis=1) + least_scale
        for _ in range(BISECTIONS):
            middle = (low + high) / 2
            too_wide = np.exp(-beyond / middle[:, None]).sum(axis=1) > target
            high, low = np.where(too_wide, middle, high), np.where(too_wide, low, middle)
        scale = np.maximum(middle, least_scale)
        weights[start : start + BATCH] = np.exp(-beyond / scale[:, None])
    return np.maximum(weights, np.float32(SMALLEST_WEIGHT))
