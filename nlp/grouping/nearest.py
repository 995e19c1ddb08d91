"""Find the nearest rows of each row: exactly, or among many in the cells around it. Only this module imports faiss.

Above `EXACT_ROWS` rows an inverted file is searched (Jégou, Douze and Schmid 2011): rows fall into cells around
centres that a seeded k-means finds on a sample, and a row meets only the rows of the cells closest to it.
"""

import faiss
import numpy as np

EXACT_ROWS = 10_000
CELLS = 4  # times the square root of the rows: finding the cells then costs about what searching them does
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
        return _searched(_index(points, random_state), points, count)
    finally:
        faiss.omp_set_num_threads(threads)


def _index(points, random_state):
    dimensions = points.shape[1]
    if len(points) <= EXACT_ROWS:
        index = faiss.IndexFlatIP(dimensions)
    else:
        cells = round(CELLS * len(points) ** 0.5)
        quantizer = faiss.IndexFlatIP(dimensions)
        index = faiss.IndexIVFFlat(quantizer, dimensions, cells, faiss.METRIC_INNER_PRODUCT)
        index.cp.seed = random_state + 1
        index.cp.niter = ROUNDS
        index.cp.spherical = True
        index.nprobe = CELLS_SEARCHED
        index.cp.min_points_per_centroid = 1
        sample = np.linspace(0, len(points) - 1, min(len(points), SAMPLE_A_CELL * cells)).astype(np.int64)
        index.train(points[sample])
    index.add(points)
    return index


def _searched(index, points, count):
    columns = np.empty((len(points), count), dtype=np.int32)
    cosines = np.empty((len(points), count), dtype=np.float32)
    for start in range(0, len(points), BATCH):
        block = points[start : start + BATCH]
        near, found = index.search(block, count + 1)
        own = found == np.arange(start, start + len(block))[:, None]
        # A row with many equals may not find itself among them: its last neighbour leaves instead.
        own[~own.any(axis=1), -1] = True
        found = found[~own].reshape(len(block), count)
        near = np.clip(near[~own].reshape(len(block), count), -1.0, 1.0)
        order = np.lexsort((found, -near), axis=1)
        columns[start : start + len(block)] = np.take_along_axis(found, order, axis=1)
        cosines[start : start + len(block)] = np.take_along_axis(near, order, axis=1)
    return columns, cosines
