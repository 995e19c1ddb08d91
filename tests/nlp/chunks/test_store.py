import os
import stat
import subprocess
import sys
from functools import partial

import numpy as np
import pytest

from nlp.chunks import ChunkStore, open_chunks, surroundings
from nlp.chunks import store as store_module
from nlp.errors import EngineError

CHUNKS = [[3, 1], [4, 1], [5, 9], [2, 6]]


def results(folder, *, function=sorted, chunks=CHUNKS, step="sorting", key=""):
    """(results, how many chunks were computed) of one run in this process."""
    with open_chunks(1, store=ChunkStore(folder, key)) as pool:
        found = list(pool.map_chunks(function, chunks, step=step))
    return found, pool.counts[step]["computed"]


def files(folder, step="sorting"):
    return sorted(folder.glob(f"{step}-*"))


def test_second_run_computes_nothing(tmp_path):
    first = results(tmp_path / "store")

    second = results(tmp_path / "store")

    assert first == ([sorted(chunk) for chunk in CHUNKS], 4)
    assert second == (first[0], 0)


def test_results_are_read_from_disk_when_they_are_asked_for(tmp_path):
    with open_chunks(1, store=tmp_path / "store") as pool:
        found = pool.map_chunks(np.array, CHUNKS, step="sorting")
        files(tmp_path / "store")[2].unlink()

        assert len(found) == 4
        assert found[-1].tolist() == [2, 6]
        assert [row.tolist() for row in found[:2]] == [[3, 1], [4, 1]]
        with pytest.raises(EngineError, match="changed or removed"):
            found[2]
        with pytest.raises(IndexError):
            found[4]


def cut_short(content):
    return content[:-3]


def one_bit_changed(content):
    return content[:-1] + bytes([content[-1] ^ 1])


def emptied(content):
    return b""


@pytest.mark.parametrize("damage", [cut_short, one_bit_changed, emptied])
def test_damaged_file_is_computed_again(tmp_path, damage):
    whole = results(tmp_path / "store")[0]
    damaged = files(tmp_path / "store")[1]
    damaged.write_bytes(damage(damaged.read_bytes()))

    again = results(tmp_path / "store")

    assert again == (whole, 1)


def test_what_makes_a_result_different_is_computed_again(tmp_path, monkeypatch):
    folder = tmp_path / "store"
    results(folder)
    other_chunk = [*CHUNKS[:3], [6, 2]]

    assert results(folder, chunks=other_chunk)[1] == 1
    assert results(folder, function=partial(sorted, reverse=True))[1] == 4
    assert results(folder, function=max)[1] == 4
    assert results(folder, key="other texts")[1] == 4
    monkeypatch.setattr(store_module, "surroundings", lambda: {**surroundings.surroundings(), "numpy": "0"})
    assert results(folder)[1] == 4


def test_equal_values_of_another_kind_are_other_chunks(tmp_path):
    results(tmp_path / "store", chunks=[[1, 0], [1, 0]])

    assert results(tmp_path / "store", chunks=[[1, 0], [True, 0]])[1] == 1
    assert results(tmp_path / "store", chunks=[[1, 0], (1, 0)])[1] == 1


def test_store_is_its_owners_alone_and_gone_when_cleared(tmp_path):
    folder = tmp_path / "below" / "store"
    results(folder)
    modes = {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert modes == {0o600}
    ChunkStore(folder).clear()
    assert not folder.exists()


def test_store_is_cleared_while_it_is_open(tmp_path):
    store = ChunkStore(tmp_path / "store")
    with open_chunks(1, store=store) as pool:
        pool.map_chunks(sorted, CHUNKS)
        store.clear()

    assert list(tmp_path.iterdir()) == []


def test_folder_with_other_files_is_refused_and_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")

    with pytest.raises(EngineError, match=r"letter\.txt"):
        results(tmp_path)

    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_two_runs_do_not_share_a_store(tmp_path):
    with (
        ChunkStore(tmp_path / "store"),
        pytest.raises(EngineError, match=rf"another run \(process {os.getpid()}\)"),
    ):
        results(tmp_path / "store")


def test_lock_of_a_dead_process_is_taken_over(tmp_path):
    code = (
        "import os, sys; from nlp.chunks import ChunkStore;"
        "ChunkStore(sys.argv[1]).__enter__(); os.kill(os.getpid(), 9)"
    )
    died = subprocess.run([sys.executable, "-c", code, tmp_path / "store"], check=False)

    found = results(tmp_path / "store")

    assert died.returncode == -9
    assert (tmp_path / "store" / "lock").exists()
    assert found[1] == 4


def test_folder_that_cannot_be_written_is_told_in_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(EngineError, match="results cannot be kept there"):
        results(tmp_path / "file" / "store")


def test_function_of_no_module_is_refused(tmp_path):
    with pytest.raises(TypeError, match="does not lie in a module"):
        results(tmp_path / "store", function=lambda chunk: chunk)


def test_step_with_a_slash_is_refused(tmp_path):
    with pytest.raises(ValueError, match="A step's name"):
        results(tmp_path / "store", step="../outside")
