"""Cut the graph of texts into themes, and each theme into sub-themes. The only module that imports scikit-network.

Louvain's method on modularity (Blondel and others 2008): the best of several orders of the texts, after which a group
that is not of one piece is parted, the flaw that Leiden mends (Traag, Waltman and van Eck 2019). scikit-network's
Leiden itself scores the same here but draws from C's `rand()`, which no seed of ours reaches: a second run in one
process gives other groups.

Sub-themes are cut from the links that stay inside their theme: so the two levels are nested by construction.
"""

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sknetwork.clustering import Louvain, get_modularity

THEME_RESOLUTION = 1.0
SUBTHEME_RESOLUTION = 0.5
STARTS = 6
TOLERANCE = 1e-4
SMALLEST_THEME = 5
SMALLEST_SUBTHEME = 3
SUBTHEME_SHARE = 0.04


class TwoLevels:
    """Learn `themes_` and `subthemes_`, one number a text, biggest group first, ties by their first text.

    `voices` counts how many people wrote each text: it orders the groups, and leaves the cut alone, for a sentence that
    a thousand people copied is still one idea.
    """

    def __init__(
        self,
        *,
        max_themes=20,
        theme_resolution=THEME_RESOLUTION,
        subtheme_resolution=SUBTHEME_RESOLUTION,
        starts=STARTS,
        random_state=0,
    ):
        self.max_themes = max_themes
        self.theme_resolution = theme_resolution
        self.subtheme_resolution = subtheme_resolution
        self.starts = starts
        self.random_state = random_state

    def fit(self, graph, points, *, voices):
        count = len(points)
        smallest = min(SMALLEST_THEME, max(1, count // 20))
        themes = self._cut(graph, self.theme_resolution)
        themes = merge_small(themes, points, smallest=smallest, most=self.max_themes)
        subthemes = np.zeros(count, dtype=np.int64)
        for theme in range(themes.max(initial=-1) + 1):
            rows = np.flatnonzero(themes == theme)
            smallest = max(1, min(SMALLEST_SUBTHEME, len(rows) // 8), round(SUBTHEME_SHARE * len(rows)))
            labels = self._cut(graph[rows][:, rows], self.subtheme_resolution)
            subthemes[rows] = merge_small(labels, points[rows], smallest=smallest) + theme * (count + 1)
        self.themes_ = by_size(themes, voices)
        self.subthemes_ = by_size(subthemes, voices)
        return self

    def _cut(self, graph, resolution):
        """The partition of highest modularity among several starts, its groups each of one piece."""
        if graph.nnz == 0:
            return np.zeros(graph.shape[0], dtype=np.int64)
        best, best_modularity = None, -np.inf
        for start in range(self.starts):
            louvain = Louvain(
                resolution=resolution,
                random_state=self.random_state + start,
                shuffle_nodes=start > 0,
                tol_optimization=TOLERANCE,
                tol_aggregation=TOLERANCE,
                sort_clusters=False,
                return_probs=False,
                return_aggregate=False,
            )
            labels = louvain.fit_predict(graph)
            modularity = get_modularity(graph, labels, resolution=resolution)
            if modularity > best_modularity + 1e-9:
                best, best_modularity = labels, modularity
        return connected_components(_within(graph, best), directed=False)[1].astype(np.int64)


def merge_small(labels, points, *, smallest, most=None):
    """Merge the smallest group into the one with the closest centre until none is too small and no more than `most`."""
    labels = np.unique(labels, return_inverse=True)[1]
    groups = labels.max() + 1
    sums = np.zeros((groups, points.shape[1]))
    np.add.at(sums, labels, points)
    sizes = np.bincount(labels)
    target = np.arange(groups)
    while True:
        alive = np.flatnonzero(sizes)
        least = alive[np.argmin(sizes[alive])]
        if len(alive) == 1 or (sizes[least] >= smallest and (most is None or len(alive) <= most)):
            break
        centres = sums[alive] / np.maximum(np.linalg.norm(sums[alive], axis=1, keepdims=True), 1e-9)
        cosines = centres @ centres[np.searchsorted(alive, least)]
        cosines[alive == least] = -np.inf
        closest = alive[np.argmax(np.round(cosines, 9))]
        sums[closest] += sums[least]
        sizes[closest] += sizes[least]
        sizes[least] = 0
        target[target == least] = closest
    return np.unique(target[labels], return_inverse=True)[1]


def by_size(labels, voices):
    """Number the groups from the biggest to the smallest, ties in the order of their first text."""
    labels = np.unique(labels, return_inverse=True)[1]
    sizes = np.bincount(labels, weights=voices)
    firsts = np.full(len(sizes), len(labels))
    np.minimum.at(firsts, labels, np.arange(len(labels)))
    rank = np.empty(len(sizes), dtype=np.int64)
    rank[np.lexsort((firsts, -sizes))] = np.arange(len(sizes))
    return rank[labels]


def _within(graph, labels):
    links = graph.tocoo()
    kept = labels[links.row] == labels[links.col]
    inside = sparse.csr_matrix((links.data[kept], (links.row[kept], links.col[kept])), shape=graph.shape)
    inside.sort_indices()
    return inside
