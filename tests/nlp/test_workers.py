import multiprocessing
import os

import numpy as np
import pytest

from nlp import Cancelled
from nlp.chunks.workers import Workers, chunked
from nlp.grouping.encoders import encoder_named

TEXTS = [f"Planter {number} arbres dans la rue numéro {number * 7}" for number in range(600)]


def test_chunks_depend_on_the_items_alone():
    assert chunked(list(range(5)), 2) == [[0, 1], [2, 3], [4]]


def test_results_come_in_the_order_of_the_chunks():
    with Workers(2) as workers:
        results = workers.map_chunks(len, ["a", "bb", "ccc", "dddd"])

    assert results == [1, 2, 3, 4]


def test_vectors_are_the_same_to_the_bit_by_one_and_by_two_processes():
    encoder = encoder_named()

    with Workers(1) as one, Workers(2) as two:
        alone, together = encoder.encode(TEXTS, workers=one), encoder.encode(TEXTS, workers=two)

    assert alone.tobytes() == together.tobytes()
    assert np.allclose(np.linalg.norm(alone, axis=1), 1, atol=1e-5)


def test_no_process_is_left_when_progress_raises():
    def stop_at_first(share):
        raise Cancelled

    with pytest.raises(Cancelled), Workers(2) as workers:
        workers.map_chunks(os.path.basename, ["a"] * 20, progress=stop_at_first)

    assert multiprocessing.active_children() == []
