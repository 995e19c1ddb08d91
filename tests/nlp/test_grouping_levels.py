import numpy as np
import pytest
from scipy import sparse

from nlp.grouping.certainty import confidence, rare
from nlp.grouping.communities import TwoLevels, by_size, voted
from nlp.grouping.features import Points
from nlp.grouping.merging import merged
from nlp.grouping.neighbours import NeighbourGraph


def around(centres, each, *, spread=0.15, seed=0, size=24):
    random = np.random.default_rng(seed)
    middle = random.normal(size=(centres, size))
    middle /= np.linalg.norm(middle, axis=1, keepdims=True)
    rows = np.repeat(middle, each, axis=0) + spread * random.normal(size=(centres * each, size))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def cut(points, **settings):
    graph = NeighbourGraph().fit(points).graph_
    return graph, TwoLevels(**settings).fit(graph, points, voices=np.ones(len(points)))


def test_groups_that_lie_apart_are_themes():
    _, levels = cut(around(6, 50))

    for group in range(6):
        assert len(set(levels.themes_[group * 50 : group * 50 + 50].tolist())) == 1
    assert levels.themes_.max() == 5


def test_themes_are_no_more_than_asked_for():
    _, levels = cut(around(12, 40), max_themes=4)

    assert levels.themes_.max() + 1 == 4


def test_each_subtheme_lies_in_one_theme():
    _, levels = cut(around(12, 40, spread=0.3), max_themes=5)

    pairs = set(zip(levels.subthemes_.tolist(), levels.themes_.tolist(), strict=True))
    assert len(pairs) == levels.subthemes_.max() + 1


def test_second_cut_in_one_process_is_the_same():
    points = around(9, 60, spread=0.4)

    (_, first), (_, second) = cut(points), cut(points)

    assert np.array_equal(first.themes_, second.themes_)
    assert np.array_equal(first.subthemes_, second.subthemes_)


def test_voices_order_themes_and_cut_nothing():
    points = around(3, 40)
    graph = NeighbourGraph().fit(points).graph_
    voices = np.ones(120)
    voices[100] = 500

    levels = TwoLevels().fit(graph, points, voices=voices)

    assert set(levels.themes_[80:].tolist()) == {0}
    assert levels.themes_.max() == 2


@pytest.mark.parametrize("count", [1, 2, 3, 5, 20, 40])
def test_few_texts_are_grouped(count):
    _, levels = cut(around(count, 1))

    assert len(levels.themes_) == len(levels.subthemes_) == count
    assert levels.themes_.min() == 0


@pytest.mark.parametrize("points", [np.zeros((25, 4), np.float32), np.ones((25, 1), np.float32)])
def test_texts_that_cannot_be_told_apart_are_grouped(points):
    _, levels = cut(points)

    assert len(levels.themes_) == 25


def test_small_group_joins_the_one_that_it_is_linked_to():
    links = np.zeros((11, 11))
    links[:5, :5] = links[5:10, 5:10] = 1
    links[10, 7] = links[7, 10] = 0.1
    np.fill_diagonal(links, 0)
    labels = np.array([0] * 5 + [1] * 5 + [2])

    found = merged(sparse.csr_matrix(links), labels, np.ones((11, 2), np.float32), smallest=3)

    assert found.tolist() == [0] * 5 + [1] * 6


def test_small_group_without_links_joins_the_closest():
    links = np.zeros((7, 7))
    links[:3, :3] = links[3:6, 3:6] = 1
    points = np.array([[1, 0]] * 3 + [[0, 1]] * 3 + [[0.2, 0.9]], dtype=np.float32)

    found = merged(sparse.csr_matrix(links), np.array([0, 0, 0, 1, 1, 1, 2]), points, smallest=2)

    assert found.tolist() == [0, 0, 0, 1, 1, 1, 1]


def test_groups_too_many_are_merged_by_their_links():
    links = np.zeros((9, 9))
    for start in (0, 3, 6):
        links[start : start + 3, start : start + 3] = 1
    links[0, 8] = links[8, 0] = 0.5
    np.fill_diagonal(links, 0)

    found = merged(sparse.csr_matrix(links), np.repeat([0, 1, 2], 3), np.ones((9, 2)), smallest=1, most=2)

    assert found[0] == found[8]
    assert found[3] != found[0]


def test_many_groups_without_links_are_merged_to_what_is_asked_for():
    points = around(3000, 1)

    found = merged(sparse.csr_matrix((3000, 3000)), np.arange(3000), points, smallest=5, most=20)

    assert found.max() + 1 <= 20


def test_text_moves_to_where_most_of_its_links_lead():
    links = np.ones((8, 8)) - np.eye(8)
    links[:4, 4:] = links[4:, :4] = 0
    labels = np.array([0, 0, 0, 1, 1, 1, 1, 1])

    found = voted(sparse.csr_matrix(links), labels)

    assert found.tolist() == [0, 0, 0, 0, 1, 1, 1, 1]


def test_by_size_numbers_ties_by_their_first_text():
    assert by_size(np.array([5, 3, 3, 5, 9]), np.ones(5)).tolist() == [0, 1, 1, 0, 2]


def test_confidence_is_the_share_of_links_that_stay_in_the_group():
    links = sparse.csr_matrix(np.array([[0, 1, 3], [1, 0, 0], [3, 0, 0]], dtype=np.float32))

    assert confidence(links, np.array([0, 0, 1])).tolist() == [0.25, 1, 0]


def test_confidence_is_lower_between_two_groups_than_inside_one():
    points = around(2, 40, spread=0.1)
    between = points[:20].sum(axis=0) + points[40:60].sum(axis=0)
    points = np.vstack([points, between / np.linalg.norm(between)]).astype(np.float32)
    graph, levels = cut(points)

    sure = confidence(graph, levels.themes_, points)

    assert sure.min() >= 0
    assert sure.max() <= 1
    assert sure[80] < 0.9 * np.median(sure[:80])


def test_confidence_is_low_in_a_group_whose_texts_have_little_in_common():
    tight, scattered = around(3, 40, spread=0.1, size=60), around(40, 1, seed=7, size=60)
    points = np.vstack([tight, scattered]).astype(np.float32)
    graph = NeighbourGraph().fit(points).graph_
    labels = np.repeat([0, 1, 2, 3], 40)

    sure = confidence(graph, labels, points)

    assert sure[120:].max() < 0.6
    assert np.median(sure[:120]) > 0.85


def test_confidence_of_a_text_alone_and_of_equal_texts_is_one():
    one, equal = np.ones((1, 1), np.float32), np.ones((30, 1), np.float32)

    alone = confidence(sparse.csr_matrix((1, 1)), np.zeros(1, int), one)
    alike = confidence(NeighbourGraph().fit(equal).graph_, np.zeros(30, int), equal)

    assert alone.tolist() == [1]
    assert set(alike.tolist()) == {1}


def test_text_far_from_everything_is_rare_unless_many_say_it():
    points = np.vstack([around(2, 60, spread=0.1, size=60), around(1, 1, seed=11, size=60)]).astype(
        np.float32
    )
    similarities = NeighbourGraph().fit(points).similarities_
    voices = np.ones(121, dtype=int)

    once = rare(similarities, voices)
    voices[120] = 40
    often = rare(similarities, voices)

    assert once[120]
    assert not often[120]


def test_texts_that_all_say_alike_are_not_rare():
    points = np.tile(around(1, 1), (50, 1))

    assert not rare(NeighbourGraph().fit(points).similarities_, np.ones(50, dtype=int)).any()


def test_unknown_language_is_a_group_of_its_own():
    random = np.random.default_rng(3)
    words = {
        "fr": "arbre rue place vélo école jardin bruit marché piscine ombre".split(),
        "wo": "ndox dëkk xale bunt gaal jën suuf taax mbedd guddi".split(),
    }
    texts = [" ".join(random.choice(words[code], 5)) for code in ("fr",) * 60 + ("wo",) * 15]
    languages, unknown = ["fr"] * 60 + ["wo"] * 15, np.arange(75) >= 60
    vectors = random.normal(size=(75, 64)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)

    points = Points().fit(texts, vectors, languages=languages, unknown=unknown).points_
    _, levels = cut(points)

    wolof = levels.themes_[60:]
    assert len(set(wolof.tolist())) <= 2
    assert not set(wolof.tolist()) & set(levels.themes_[:60].tolist())
