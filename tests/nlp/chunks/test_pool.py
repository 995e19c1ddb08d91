import multiprocessing
import os
from functools import partial

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from nlp import Cancelled
from nlp.chunks import chunked, open_chunks
from nlp.grouping import encoders
from nlp.grouping.encoders import encoder_named

TEXTS = [f"Planter {number} arbres dans la rue numéro {number * 7}" for number in range(600)]
ADAPTERS = ["serial", "processes", "dask"]


@pytest.fixture(params=ADAPTERS)
def opened(request):
    """Each of the three adapters, for two workers."""
    if request.param == "dask":
        return partial(open_chunks, scheduler=request.getfixturevalue("two_workers").address)
    return partial(open_chunks, 1 if request.param == "serial" else 2)


@pytest.fixture(scope="module")
def vectors_alone():
    """The encoder's vectors of the texts, in four chunks, one after the other in this process."""
    with pytest.MonkeyPatch.context() as patch, open_chunks(1) as pool:
        patch.setattr(encoders, "CHUNK", 150)
        return encoder_named().encode(TEXTS, workers=pool)


def threads_of_linear_algebra(chunk):
    return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]


def in_a_daemonic_process(results):
    with open_chunks(2) as pool:
        results.put(pool.map_chunks(len, ["a"] * 5))


def test_chunks_depend_on_the_items_alone():
    assert chunked(list(range(5)), 2) == [[0, 1], [2, 3], [4]]


def test_results_come_in_the_order_of_the_chunks(opened):
    chunks = ["a" * (number % 7) for number in range(40)]

    with opened() as pool:
        results = pool.map_chunks(len, chunks)

    assert list(results) == [number % 7 for number in range(40)]
    assert pool.counts == {"chunks": {"computed": 40, "reused": 0}}


def test_no_chunk_gives_no_result(opened):
    with opened() as pool:
        assert list(pool.map_chunks(len, [])) == []


def test_progress_rises_to_the_whole(opened):
    told = []

    with opened() as pool:
        pool.map_chunks(len, ["a"] * 4, progress=told.append)

    assert told == [0.25, 0.5, 0.75, 1.0]


def test_error_of_a_chunk_comes_through(opened):
    with opened() as pool, pytest.raises(ValueError, match="invalid literal"):
        pool.map_chunks(int, ["1", "2", "three", "4", "5"])


def test_nothing_runs_on_when_progress_raises(opened):
    def stop_at_first(share):
        raise Cancelled

    with pytest.raises(Cancelled), opened() as pool:
        pool.map_chunks(os.path.basename, ["a"] * 20, progress=stop_at_first)

    assert multiprocessing.active_children() == []


def test_pool_is_of_use_after_a_stop(opened):
    def stop_at_first(share):
        raise Cancelled

    with opened() as pool:
        with pytest.raises(Cancelled):
            pool.map_chunks(len, ["a"] * 20, progress=stop_at_first)
        results = list(pool.map_chunks(len, ["aa"] * 5))

    assert results == [2] * 5


def test_each_chunk_has_one_thread_of_linear_algebra(opened):
    with opened() as pool:
        threads = list(pool.map_chunks(threads_of_linear_algebra, [0] * 4))

    assert all(threads)
    assert {thread for of_chunk in threads for thread in of_chunk} == {1}


def test_vectors_are_the_same_to_the_bit_by_every_adapter(opened, monkeypatch, vectors_alone):
    monkeypatch.setattr(encoders, "CHUNK", 150)

    with opened() as pool:
        found = encoder_named().encode(TEXTS, workers=pool)

    assert [array.tobytes() for array in found] == [array.tobytes() for array in vectors_alone]
    assert [array.shape for array in found] == [(150, 512)] * 4
    assert {array.dtype for array in found} == {np.dtype(np.float16)}


def test_daemonic_process_works_alone():
    spawn = multiprocessing.get_context("spawn")
    results = spawn.SimpleQueue()
    process = spawn.Process(target=in_a_daemonic_process, args=(results,), daemon=True)
    process.start()

    found = results.get()
    process.join()

    assert found == [1] * 5
