"""Sub-themes are no finer than their links allow."""

import numpy as np
from scipy import sparse

from nlp.grouping.steadying import without_unclear_cuts


def linked(*pairs, count):
    rows, columns, weights = zip(*pairs, strict=True)
    half = sparse.csr_matrix((weights, (rows, columns)), shape=(count, count))
    return half + half.T


def test_an_unclear_cut_is_taken_back_and_a_clear_one_stays():
    graph = linked((0, 1, 1.0), (2, 3, 1.0), (1, 2, 0.5), (4, 5, 1.0), (3, 4, 0.01), count=6)

    merged = without_unclear_cuts(graph, np.zeros(6, int), np.array([0, 0, 1, 1, 2, 2]))

    assert merged.tolist() == [0, 0, 0, 0, 1, 1]


def test_cuts_between_themes_are_never_taken_back():
    graph = linked((0, 1, 1.0), (1, 2, 5.0), (2, 3, 1.0), count=4)

    merged = without_unclear_cuts(graph, np.array([0, 0, 1, 1]), np.array([0, 0, 1, 1]))

    assert merged.tolist() == [0, 0, 1, 1]


def test_a_big_sister_does_not_draw_in_those_far_from_it():
    big = [(one, one + 1, 1.0) for one in range(9)]
    graph = linked(*big, (10, 11, 1.0), (9, 10, 0.02), count=12)

    merged = without_unclear_cuts(graph, np.zeros(12, int), np.repeat([0, 1], [10, 2]))

    assert merged.tolist() == [0] * 10 + [1] * 2


def test_of_three_sisters_those_with_most_links_are_joined_first():
    graph = linked((0, 1, 1.0), (2, 3, 1.0), (4, 5, 1.0), (1, 2, 0.9), (3, 4, 0.01), count=6)

    merged = without_unclear_cuts(graph, np.zeros(6, int), np.array([2, 2, 1, 1, 0, 0]))

    assert merged[0] == merged[3]
    assert merged[0] != merged[4]
