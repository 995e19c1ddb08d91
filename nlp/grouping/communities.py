"""Cut the graph of texts into themes, and each theme into sub-themes. The only module that imports scikit-network.

Louvain's method on modularity (Blondel and others 2008): the best of several orders of the texts, after which a group
that is not of one piece is parted, the flaw that Leiden mends (Traag, Waltman and van Eck 2019). scikit-network's
Leiden itself scores the same here but draws from C's `rand()`, which no seed of ours reaches: a second run in one
process gives other groups. Groups that are too many are merged so as to lose least modularity (Newman 2004), and each
text then goes where most of its links lead (Raghavan, Albert and Kumara 2007).

Sub-themes are cut from the links that stay inside their theme: so the two levels are nested by construction.
"""

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sknetwork.clustering import Louvain, get_modularity

from nlp.grouping.merging import merged

THEME_RESOLUTION = 0.7
SUBTHEME_RESOLUTION = 3.0
STARTS = 6
ROWS_OF_ALL_STARTS = 12_000  # rows times starts: above it fewer orders are tried, at least one
CUTS = 12
LEAST_CUTS = 4
ROWS_OF_ALL_CUTS = 120_000  # all rows times cuts
SPREAD = 1.5  # the coarsest and the finest cut have this part and this multiple of the resolution
SMALLEST_SHARE = 1e-3  # of the cuts: a link that every cut parts stays a link
TOLERANCE = 1e-4
TOLERANCE_OF_MANY = 1e-3
SMALLEST_THEME = 5
SMALLEST_SUBTHEME = 3
SUBTHEME_SHARE = 0.02
VOTES = 2
TIE = 1e-6
BATCH = 32_768


class TwoLevels:
    """Learn `themes_` and `subthemes_`, one number a text, biggest group first, ties by their first text.

    `voices` counts how many people wrote each text: it orders the groups, and leaves the cut alone, for a sentence that
    a thousand people copied is still one idea. Both resolutions are of the whole graph: a small theme has few
    sub-themes.
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
        self._cuts = min(CUTS, ROWS_OF_ALL_CUTS // max(count, 1))
        smallest = min(SMALLEST_THEME, max(1, count // 20))
        themes = self._cut(graph, self.theme_resolution)
        themes = merged(graph, themes, points, smallest=smallest, most=self.max_themes)
        themes = by_size(voted(graph, themes), voices)
        subthemes = np.zeros(count, dtype=np.int64)
        total = max(float(graph.data.sum(dtype=np.float64)), 1e-12)
        for theme in range(int(themes.max(initial=-1)) + 1):
            rows = np.flatnonzero(themes == theme)
            inside = graph[rows][:, rows]
            share = float(inside.data.sum(dtype=np.float64)) / total
            labels = self._cut(inside, self.subtheme_resolution * share)
            smallest = max(1, min(SMALLEST_SUBTHEME, len(rows) // 8), round(SUBTHEME_SHARE * len(rows)))
            labels = merged(inside, labels, points[rows], smallest=smallest)
            subthemes[rows] = labels + theme * (count + 1)
        self.themes_ = themes
        self.subthemes_ = by_size(subthemes, voices)
        return self

    def _cut(self, graph, resolution):
        """The partition of highest modularity among several starts, its groups each of one piece."""
        if graph.nnz == 0:
            return np.zeros(graph.shape[0], dtype=np.int64)
        agreed = self._agreed(graph, resolution)
        best, best_modularity = None, -np.inf
        for start in range(max(1, min(self.starts, ROWS_OF_ALL_STARTS // graph.shape[0]))):
            labels = self._louvain(agreed, resolution, start=start)
            modularity = get_modularity(agreed, labels, resolution=resolution)
            if modularity > best_modularity + 1e-9:
                best, best_modularity = labels, modularity
        return connected_components(_within(graph, best), directed=False)[1].astype(np.int64)

    def _agreed(self, graph, resolution):
        """The graph whose links weigh by the share of many cuts, finer and coarser ones, that leave them whole.

        What one cut does by chance the others seldom do, so that the groups of few texts hold better (consensus
        clustering, Lancichinetti and Fortunato 2012). Many texts are steady by themselves, and are not cut so often.
        """
        cuts = self._cuts
        if cuts < LEAST_CUTS:
            return graph
        links = graph.tocoo()
        whole = np.zeros(len(links.data), dtype=np.float32)
        for cut in range(cuts):
            labels = self._louvain(graph, resolution * SPREAD ** (2 * cut / (cuts - 1) - 1), start=cut + 1)
            whole += labels[links.row] == labels[links.col]
        weights = links.data * np.maximum(whole / cuts, SMALLEST_SHARE)
        agreed = sparse.csr_matrix((weights, (links.row, links.col)), shape=graph.shape)
        agreed.sort_indices()
        return agreed

    def _louvain(self, graph, resolution, *, start):
        tolerance = TOLERANCE if graph.shape[0] <= ROWS_OF_ALL_STARTS else TOLERANCE_OF_MANY
        louvain = Louvain(
            resolution=resolution,
            random_state=self.random_state + start,
            shuffle_nodes=start > 0,
            tol_optimization=tolerance,
            tol_aggregation=tolerance,
            sort_clusters=False,
            return_probs=False,
            return_aggregate=False,
        )
        return louvain.fit_predict(graph)


def voted(graph, labels, *, rounds=VOTES):
    """Labels after each row, all at once, went where most of its links lead; it stays where that is a tie."""
    for _ in range(rounds):
        groups = sparse.csr_matrix(
            (np.ones(len(labels), dtype=np.float32), labels, np.arange(len(labels) + 1)),
            shape=(len(labels), int(labels.max(initial=0)) + 1),
        )
        chosen = np.empty_like(labels)
        for start in range(0, len(labels), BATCH):
            own = labels[start : start + BATCH]
            rows = np.arange(len(own))
            votes = (graph[start : start + BATCH] @ groups).toarray()
            leading = np.argmax(votes, axis=1)
            clear = votes[rows, leading] > votes[rows, own] * (1 + TIE)
            chosen[start : start + BATCH] = np.where(clear, leading, own)
        labels = chosen
    return np.unique(labels, return_inverse=True)[1]


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
