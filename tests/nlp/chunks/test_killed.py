"""Runs whose program, worker or scheduler is killed after a stored chunk and before the last."""

import json
import os
import signal
import subprocess
import sys
from functools import partial

import pytest

from nlp.chunks import ChunkStore, open_chunks
from nlp.chunks.plain import packed
from nlp.errors import EngineError
from tests.nlp.chunks.conftest import ROOT, wait_until
from tests.nlp.chunks.slow import CHUNKS, FREE, begun, gated


@pytest.fixture
def undisturbed(tmp_path_factory):
    """The bytes of a run that nobody kills."""
    folder = tmp_path_factory.mktemp("undisturbed")
    (folder / "go").touch()
    return packed([gated(folder, chunk) for chunk in CHUNKS])


@pytest.fixture
def program(tmp_path):
    """A function that starts the program with its folder and options; what it started is ended with the test."""
    started = []

    def start(*options):
        command = [sys.executable, "-m", "tests.nlp.chunks.slow", str(tmp_path), *options]
        started.append(subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def stored(folder):
    return [file for file in (folder / "store").glob("slow-*") if not file.name.endswith(".partial")]


def waiting_processes(folder):
    """Processes that stand at the gate."""
    return {process for number, process in begun(folder) if number >= FREE}


def killed_at_the_gate(process, folder):
    """Kill the process once the free chunks are stored and another one has begun."""
    wait_until(lambda: len(stored(folder)) == FREE, what="storing the first chunks")
    wait_until(lambda: waiting_processes(folder), what="beginning another chunk")
    process.send_signal(signal.SIGKILL)
    process.wait()


def is_gone(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def assert_resumed(folder, undisturbed):
    assert (folder / "found").read_bytes() == undisturbed
    counts = json.loads((folder / "counts.json").read_text())
    assert counts == {"computed": len(CHUNKS) - FREE, "reused": FREE}
    assert sum(number < FREE for number, _ in begun(folder)) == FREE


@pytest.mark.parametrize("workers", ["1", "2"])
def test_program_that_is_killed_resumes_with_the_same_bytes(program, tmp_path, undisturbed, workers):
    first = program("--workers", workers)
    killed_at_the_gate(first, tmp_path)
    orphans = waiting_processes(tmp_path) - {first.pid}
    wait_until(lambda: all(map(is_gone, orphans)), what="ending the worker processes")
    (tmp_path / "go").touch()

    second = program("--workers", workers)

    assert second.wait(timeout=60) == 0
    assert_resumed(tmp_path, undisturbed)


def test_local_worker_that_is_killed_is_replaced(tmp_path, undisturbed):
    def kill_one(share):
        if share == FREE / len(CHUNKS) and not (tmp_path / "go").exists():
            victims = wait_until(lambda: waiting_processes(tmp_path), what="beginning another chunk")
            os.kill(min(victims), signal.SIGKILL)
            (tmp_path / "go").touch()

    with open_chunks(2, store=ChunkStore(tmp_path / "store")) as pool:
        found = pool.map_chunks(partial(gated, str(tmp_path)), CHUNKS, step="slow", progress=kill_one)
        found = packed(list(found))

    assert found == undisturbed
    assert (tmp_path / "go").exists()
    assert len(CHUNKS) < len(begun(tmp_path)) < 2 * len(CHUNKS)


def test_workers_that_die_again_and_again_end_the_run():
    with open_chunks(2) as pool, pytest.raises(EngineError, match="killed 4 times"):
        pool.map_chunks(os._exit, [1] * 4)


def test_dask_worker_that_is_killed_costs_its_chunks_only(dask_processes, tmp_path, undisturbed):
    cluster = dask_processes()
    cluster.scheduler()
    workers = {process.pid: process for process in (cluster.worker(), cluster.worker())}

    def kill_one(share):
        if share == FREE / len(CHUNKS) and not (tmp_path / "go").exists():
            victims = wait_until(lambda: waiting_processes(tmp_path), what="beginning another chunk")
            workers[min(victims)].send_signal(signal.SIGKILL)
            workers[min(victims)].wait()
            (tmp_path / "go").touch()

    with open_chunks(scheduler=cluster.address, store=ChunkStore(tmp_path / "store")) as pool:
        found = pool.map_chunks(partial(gated, str(tmp_path)), CHUNKS, step="slow", progress=kill_one)
        found = packed(list(found))

    assert found == undisturbed
    assert len(CHUNKS) < len(begun(tmp_path)) < 2 * len(CHUNKS)


def test_chunk_that_kills_its_dask_workers_ends_the_run(dask_processes):
    cluster = dask_processes()
    cluster.scheduler(DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
    cluster.worker()

    with (
        open_chunks(scheduler=cluster.address) as pool,
        pytest.raises(EngineError, match=r"lost its worker 1 times"),
    ):
        pool.map_chunks(os._exit, [1] * 4)


def test_program_under_dask_that_is_killed_resumes_with_the_same_bytes(
    dask_processes, program, tmp_path, undisturbed
):
    cluster = dask_processes()
    cluster.scheduler()
    cluster.worker()
    killed_at_the_gate(program("--scheduler", cluster.address), tmp_path)
    (tmp_path / "go").touch()

    second = program("--scheduler", cluster.address)

    assert second.wait(timeout=60) == 0
    assert_resumed(tmp_path, undisturbed)


def test_dask_scheduler_that_is_killed_ends_the_run_which_then_resumes(
    dask_processes, program, tmp_path, undisturbed
):
    cluster = dask_processes()
    scheduler = cluster.scheduler()
    cluster.worker()
    first = program("--scheduler", cluster.address)
    killed_at_the_gate(scheduler, tmp_path)
    _, said = first.communicate(timeout=60)
    cluster.end()
    (tmp_path / "go").touch()
    cluster.scheduler()
    cluster.worker()

    second = program("--scheduler", cluster.address)

    assert first.returncode == 2
    assert said.count("\n") == 1
    assert "the scheduler is gone" in said
    assert second.wait(timeout=60) == 0
    assert_resumed(tmp_path, undisturbed)
