import numpy as np
import pytest

from nlp.grouping import nearest
from nlp.grouping.neighbours import NeighbourGraph, linked, smoothed


def around(centres, each, *, spread=0.15, seed=0):
    """Unit rows scattered around random centres, group by group."""
    random = np.random.default_rng(seed)
    middle = random.normal(size=(centres, 24))
    middle /= np.linalg.norm(middle, axis=1, keepdims=True)
    rows = np.repeat(middle, each, axis=0) + spread * random.normal(size=(centres * each, 24))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_nearest_rows_are_those_of_a_full_comparison():
    points = around(5, 30)

    columns, cosines = nearest.nearest_rows(points, 7)

    full = points @ points.T
    np.fill_diagonal(full, -2)
    expected = np.sort(full, axis=1)[:, ::-1][:, :7]
    assert np.allclose(cosines, expected, atol=1e-5)
    assert not (columns == np.arange(150)[:, None]).any()


def test_nearest_rows_among_many_are_found_by_cells(monkeypatch):
    monkeypatch.setattr(nearest, "EXACT_ROWS", 1000)
    points = around(40, 100, spread=0.3)

    columns, _ = nearest.nearest_rows(points, 10)
    again, _ = nearest.nearest_rows(points, 10)

    full = points @ points.T
    np.fill_diagonal(full, -2)
    true = np.argsort(-full, axis=1)[:, :10]
    found = np.mean([len(set(a) & set(b)) / 10 for a, b in zip(true.tolist(), columns.tolist(), strict=True)])
    assert found > 0.75
    assert np.array_equal(columns, again)


def test_rows_that_lie_alone_in_their_cells_have_neighbours_all_the_same(monkeypatch):
    monkeypatch.setattr(nearest, "EXACT_ROWS", 100)
    points = np.vstack([around(1, 400, spread=0.01), around(60, 1, seed=5)])

    columns, cosines = nearest.nearest_rows(points, 25)

    assert columns.min() >= 0
    assert np.isfinite(cosines).all()
    assert not (columns == np.arange(len(points))[:, None]).any()


def test_equal_rows_are_not_their_own_neighbours():
    points = np.tile(around(1, 1), (40, 1))

    columns, cosines = nearest.nearest_rows(points, 6)

    assert not (columns == np.arange(40)[:, None]).any()
    assert np.allclose(cosines, 1)


def test_graph_is_symmetric_and_has_no_link_to_itself():
    graph = NeighbourGraph().fit(around(4, 25)).graph_

    assert (graph != graph.T).nnz == 0
    assert graph.diagonal().sum() == 0
    assert graph.data.min() > 0
    assert graph.data.max() <= 1


def test_links_stay_in_the_group_that_a_text_is_in():
    graph = NeighbourGraph().fit(around(4, 50)).graph_.tocoo()

    inside = graph.row // 50 == graph.col // 50

    assert graph.data[inside].sum() > 0.95 * graph.data.sum()


def test_smoothing_brings_each_text_nearer_to_its_group():
    points = around(4, 50, spread=0.35)

    columns, cosines = nearest.nearest_rows(points, 14)
    rows_moved = smoothed(points, linked(columns, cosines))

    groups = np.arange(200) // 50
    for group in range(4):
        rows = np.flatnonzero(groups == group)
        before, after = points[rows] @ points[rows].T, rows_moved[rows] @ rows_moved[rows].T
        assert after.mean() > before.mean() + 0.2


def test_parts_of_one_text_that_follow_each_other_are_linked():
    points = around(4, 25)
    owners = np.arange(100)
    owners[26:] -= 1
    plain, beside = NeighbourGraph().fit(points).graph_, NeighbourGraph().fit(points, owners=owners).graph_

    assert owners[25] == owners[26]
    assert plain[25, 26] <= 1 < beside[25, 26]
    assert (beside != beside.T).nnz == 0


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 20, 40])
def test_few_texts_have_a_graph(count):
    points = around(count, 1)

    found = NeighbourGraph().fit(points)

    assert found.graph_.shape == (count, count)
    assert found.similarities_.shape[0] == count
    assert np.isfinite(found.graph_.data).all()


@pytest.mark.parametrize("points", [np.zeros((30, 5), np.float32), np.ones((30, 1), np.float32)])
def test_zero_and_equal_points_have_a_finite_graph(points):
    found = NeighbourGraph().fit(points)

    assert np.isfinite(found.graph_.data).all()
    assert np.isfinite(found.similarities_).all()
