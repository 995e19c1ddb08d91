import numpy as np
import pytest

from nlp.reading.stretches import Batches, Rows, Stretches


@pytest.fixture
def stretches():
    texts = ["Des  vélos. Des arbres", "TROP DE BRUIT LA NUIT ICI"]
    return Stretches(texts, np.array([0, 0, 1]), np.array([0, 12, 0]), np.array([11, 22, 25]))


def test_stretches_are_tidied_when_asked_for(stretches):
    assert list(stretches) == ["Des vélos.", "Des arbres", "Trop de bruit la nuit ici"]
    assert list(stretches[1:]) == ["Des arbres", "Trop de bruit la nuit ici"]
    assert list(stretches.take([2, 0])) == ["Trop de bruit la nuit ici", "Des vélos."]


def test_lengths_are_those_of_the_texts_as_given(stretches):
    assert stretches.lengths.tolist() == [11, 10, 25]


def test_batches_hold_every_item_once():
    batches = Batches(range(7), 3)

    assert list(batches) == [[0, 1, 2], [3, 4, 5], [6]]
    assert len(batches) == 3
    with pytest.raises(IndexError):
        batches[3]


def test_rows_are_found_across_chunks_in_the_order_asked_for():
    table = np.arange(20, dtype=np.float16).reshape(10, 2)
    rows = Rows([table[:4], table[4:8], table[8:]])

    assert rows[[9, 0, 5, 0]].tolist() == [[18, 19], [0, 1], [10, 11], [0, 1]]
    assert rows.mean().tolist() == [9, 10]
