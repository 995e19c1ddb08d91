"""How sure a placement is, and which ideas stand alone."""

import numpy as np

from nlp.grouping.merging import centres_of

RARE_VOICES = 3
RARE_SHARE = 0.01
RARE_DEVIATIONS = 1.5
RARE_LEAST_TEXTS = 30
LEAST_GAP = 1e-4
BATCH = 16_384
NORMAL_MAD = 1.4826  # what makes the median absolute deviation a standard deviation on normal data


def confidence(graph, labels, points=None):
    """How sure each text's group is: in [0, 1], three decimals.

    The share of its links, by weight, that stay in its group; times how near it is to the others of its group, as a
    part of what half of all texts reach (no more than 1). So a text between two groups is unsure, and so is one in a
    group whose texts have little in common. `points` are unit rows; without them the share stands alone. A text without
    links, or alone in its group, has 1 for what cannot be told.
    """
    labels = np.asarray(labels)
    share = _share_inside(graph, labels)
    if points is None or not len(labels):
        return np.round(share, 3)
    near = _nearness(labels, points)
    typical = np.nanmedian(near) if np.isfinite(near).any() else 0.0
    fit = np.clip(near / typical, 0, 1) if typical > 0 else np.ones(len(labels))
    return np.round(share * np.where(np.isfinite(near), fit, 1.0), 3)


def _share_inside(graph, labels):
    """Share of each text's links, by weight, that stay in its group; 1 where it has none."""
    total, inside = np.zeros(len(labels)), np.zeros(len(labels))
    for start in range(0, len(labels), BATCH):
        stop = min(start + BATCH, len(labels))
        span = slice(graph.indptr[start], graph.indptr[stop])
        rows = np.repeat(np.arange(stop - start), np.diff(graph.indptr[start : stop + 1]))
        weights = graph.data[span]
        kept = labels[graph.indices[span]] == labels[start:stop][rows]
        total[start:stop] = np.bincount(rows, weights=weights, minlength=stop - start)
        inside[start:stop] = np.bincount(rows[kept], weights=weights[kept], minlength=stop - start)
    return np.divide(inside, total, out=np.ones(len(labels)), where=total > 0)


def _nearness(labels, points):
    """Cosine of each text to the centre of the others in its group; nan for one that is alone."""
    groups = np.unique(labels, return_inverse=True)[1]
    sums = centres_of(points, groups)
    sizes = np.bincount(groups)
    near = np.empty(len(labels))
    for start in range(0, len(labels), BATCH):
        block = points[start : start + BATCH].astype(np.float64)
        others = sums[groups[start : start + BATCH]] - block
        lengths = np.maximum(np.linalg.norm(others, axis=1), 1e-9)
        near[start : start + BATCH] = (others * block).sum(axis=1) / lengths
    near[sizes[groups] == 1] = np.nan
    return near


def rare(similarities, voices):
    """Which ideas have one to three voices and are far from everything.

    Far: the third nearest text (an idea of three voices has two of its own near it) is farther than for 99 texts in a
    hundred, and well below the median by robust deviations, so that a set where all say alike has no rare idea.
    """
    if len(voices) < RARE_LEAST_TEXTS or similarities.shape[1] < RARE_VOICES:
        return np.zeros(len(voices), dtype=bool)
    third = similarities[:, RARE_VOICES - 1]
    median = np.median(third)
    deviation = NORMAL_MAD * np.median(np.abs(third - median))
    far = min(np.quantile(third, RARE_SHARE), median - RARE_DEVIATIONS * deviation)
    # Rounding must not set one of many equals apart.
    return (third <= far) & (third < median - LEAST_GAP) & (np.asarray(voices) <= RARE_VOICES)
