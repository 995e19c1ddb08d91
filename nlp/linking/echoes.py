"""What the texts that speak of a target say: it helps to recognise others, in words that the target never uses."""

import numpy as np
from scipy import sparse


class Echo:
    """Learn from texts, each with a weight for each target, how texts speak of each target.

    A target's echo is the weighted sum of the rows of its texts: Rocchio's relevance feedback, here without a reader
    (chapter 9 of Manning, Raghavan and Schütze 2008, Introduction to Information Retrieval).
    """

    def fit(self, rows, weights):
        """`rows`: unit rows, sparse or dense, shape (texts, dimensions); `weights`: shape (texts, targets)."""
        self._sums = np.asarray(rows.T @ weights)
        self._squares = (self._sums**2).sum(axis=0)
        return self

    def of(self, rows, taught):
        """Cosine of each row to each echo, less the row's own part in it; shape (texts, targets).

        `taught` is the weight that each row had in `fit`, zero for a row that was not there: no text is told by itself.
        """
        along = np.asarray(rows @ self._sums)
        own = taught * _squared_lengths(rows)[:, None]
        squares = self._squares - 2 * taught * along + taught * own
        return (along - own) / np.sqrt(np.maximum(squares, 1e-9))


def _squared_lengths(rows):
    if sparse.issparse(rows):
        return np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
    return (rows**2).sum(axis=1)
