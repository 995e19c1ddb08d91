"""Link each text to its nearest ones. The only module that imports faiss.

Weights are those of UMAP's fuzzy graph (McInnes, Healy and Melville 2018, sections 3.1 and 3.2): each text measures
distance on its own scale, so that dense and sparse regions weigh alike, and two texts are linked if either says so.
"""

import faiss
import numpy as np
from scipy import sparse

NEIGHBOURS = 15
BISECTIONS = 40
SMALLEST_SCALE = 1e-3


class NeighbourGraph:
    """Learn `graph_` (symmetric, weights in (0, 1]) and `similarities_` (cosines to the neighbours, best first)."""

    def __init__(self, *, neighbours=NEIGHBOURS):
        self.neighbours = neighbours

    def fit(self, points):
        count = len(points)
        if count < 2:
            self.graph_ = sparse.csr_matrix((count, count))
            self.similarities_ = np.ones((count, 0))
            return self
        nearest = min(self.neighbours, max(2, round(count**0.5)), count - 1)
        columns, self.similarities_ = _nearest(points, nearest)
        weights = _local_weights(1 - self.similarities_)
        rows = np.repeat(np.arange(count), nearest)
        directed = sparse.csr_matrix((weights.ravel(), (rows, columns.ravel())), shape=(count, count))
        mirrored = directed.T.tocsr()
        self.graph_ = (directed + mirrored - directed.multiply(mirrored)).tocsr()
        self.graph_.sort_indices()
        return self


def _nearest(points, nearest):
    """Positions and cosines of each row's nearest other rows, best first, ties in the order of the rows."""
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        index = faiss.IndexFlatIP(points.shape[1])
        index.add(points)
        cosines, columns = index.search(points, min(nearest + 1, len(points)))
    finally:
        faiss.omp_set_num_threads(threads)
    own = columns == np.arange(len(points))[:, None]
    # A text with many equals may not find itself among them: its last neighbour leaves instead.
    own[~own.any(axis=1), -1] = True
    columns = columns[~own].reshape(len(points), nearest)
    cosines = np.minimum(cosines[~own].reshape(len(points), nearest), 1.0).astype(np.float64)
    order = np.lexsort((columns, -cosines), axis=1)
    return np.take_along_axis(columns, order, axis=1), np.take_along_axis(cosines, order, axis=1)


def _local_weights(distances):
    """UMAP's membership strengths: 1 for the nearest, and log2(neighbours) in all for each row."""
    beyond = np.maximum(distances - distances.min(axis=1, keepdims=True), 0)
    target = np.log2(max(distances.shape[1], 2))
    low, high = np.zeros(len(distances)), np.full(len(distances), 50.0)
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        too_wide = np.exp(-beyond / middle[:, None]).sum(axis=1) > target
        high, low = np.where(too_wide, middle, high), np.where(too_wide, low, middle)
    scale = np.maximum(middle, SMALLEST_SCALE * max(distances.mean(), SMALLEST_SCALE))
    return np.maximum(np.exp(-beyond / scale[:, None]), 1e-6)
