"""Find the nearest rows of each row: exactly, or among many in the cells around it. Only this module imports faiss.

Above `EXACT_ROWS` rows an inverted file is searched (Jégou, Douze and Schmid 2011): rows fall into cells around
centres that a seeded k-means finds on a sample, and a row meets only the rows of the cells closest to it, which are
held in half precision. Rows of one cell are searched one after the other, so that what they meet is in the cache.
"""

import faiss
import numpy as np

EXACT_ROWS = 10_000
CELLS = 4  # times the square root of the rows: finding the cells then costs less than searching them
SAMPLE_A_CELL = 20
CELLS_SEARCHED = 16
ROUNDS = 5
BATCH = 8192


def nearest_rows(points, count, *, random_state=0):
    """(positions, cosines) of the `count` nearest other rows of unit rows, best first, ties in the order of the rows.

    Shapes (rows, count), int32 and float32. Runs on one thread, so that the same rows give the same bytes.
    """
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        if len(points) <= EXACT_ROWS:
            index = faiss.IndexFlatIP(points.shape[1])
            index.add(points)
            return _searched(index, points, count, np.arange(len(points)))
        index = _cells(points, random_state)
        return _searched(index, points, count, _by_cell(index, points))
    finally:
        faiss.omp_set_num_threads(threads)


def _cells(points, random_state):
    dimensions = points.shape[1]
    cells = round(CELLS * len(points) ** 0.5)
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimensions),
        dimensions,
        cells,
        faiss.ScalarQuantizer.QT_fp16,
        faiss.METRIC_INNER_PRODUCT,
        False,
    )
    index.cp.seed = random_state + 1
    index.cp.niter = ROUNDS
    index.cp.spherical = True
    index.cp.min_points_per_centroid = 1
    index.nprobe = CELLS_SEARCHED
    sample = np.linspace(0, len(points) - 1, min(len(points), SAMPLE_A_CELL * cells)).astype(np.int64)
    index.train(points[sample])
    index.add(points)
    return index


def _by_cell(index, points):
    """The rows in the order of the cells that they fall into."""
    cells = np.empty(len(points), dtype=np.int32)
    for start in range(0, len(points), BATCH):
        cells[start : start + BATCH] = index.quantizer.search(points[start : start + BATCH], 1)[1][:, 0]
    return np.argsort(cells, kind="stable")


def _searched(index, points, count, order):
    columns = np.empty((len(points), count), dtype=np.int32)
    cosines = np.empty((len(points), count), dtype=np.float32)
    for start in range(0, len(points), BATCH):
        rows = order[start : start + BATCH]
        near, found = index.search(points[rows], count + 1)
        own = found == rows[:, None]
        # A row with many equals may not find itself among them: its last neighbour leaves instead.
        own[~own.any(axis=1), -1] = True
        found = found[~own].reshape(len(rows), count)
        near = near[~own].reshape(len(rows), count)
        _fill(found, near, rows, len(points))
        near = np.clip(near, -1.0, 1.0)
        best = np.lexsort((found, -near), axis=1)
        columns[rows] = np.take_along_axis(found, best, axis=1)
        cosines[rows] = np.take_along_axis(near, best, axis=1)
    return columns, cosines


def _fill(found, near, rows, total):
    """Where the cells held too few rows, put the rows that follow in their order, as far as can be."""
    empty = found < 0
    if empty.any():
        at, place = np.nonzero(empty)
        found[at, place] = (rows[at] + 1 + place) % total
        near[at, place] = -1.0
