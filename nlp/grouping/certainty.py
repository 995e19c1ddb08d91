"""How sure a placement is, and which ideas stand alone."""

import numpy as np

RARE_VOICES = 3
RARE_SHARE = 0.01
RARE_DEVIATIONS = 1.5
RARE_LEAST_TEXTS = 30
NORMAL_MAD = 1.4826  # what makes the median absolute deviation a standard deviation on normal data


def confidence(graph, labels):
    """Share of each text's links, by weight, that stay in its group: in [0, 1], three decimals."""
    links = graph.tocoo()
    total = np.bincount(links.row, weights=links.data, minlength=len(labels))
    kept = labels[links.row] == labels[links.col]
    inside = np.bincount(links.row[kept], weights=links.data[kept], minlength=len(labels))
    return np.round(np.divide(inside, total, out=np.ones(len(labels)), where=total > 0), 3)


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
    return (third <= far) & (np.asarray(voices) <= RARE_VOICES)
