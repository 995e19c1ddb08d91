"""A whole run that is killed goes on where it stopped, by each adapter, and ends with the bytes of one process."""

import json
import os
import signal
import subprocess
import sys

import pytest

from tests.nlp.chunks.conftest import wait_until

OUTPUTS = ("texts.csv", "passages.csv", "themes.json")
STREETS = (
    "du canal",
    "de la gare",
    "des écoles",
    "du marché",
    "du port",
    "de la mairie",
    "du stade",
    "des halles",
)


def start(source, output, *where, program="nlp"):
    command = [sys.executable, "-m", program, "themes", str(source), "--output", str(output), *where]
    return subprocess.Popen(command, start_new_session=True)


def stored(folder, step):
    return [file for file in folder.glob(f"{step}-*") if not file.name.endswith(".partial")]


@pytest.fixture(scope="module")
def source(voices, tmp_path_factory):
    """More than a thousand different texts: enough for several chunks of every step."""
    path = tmp_path_factory.mktemp("whole") / "texts.tsv"
    lines = [
        f"{voice}, côté {street} et au numéro {number}"
        for voice in voices
        for street in STREETS
        for number in range(1, 5)
    ]
    path.write_text("\n".join(["text", *lines]) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def undisturbed(source):
    """The outputs of a run in one process that nobody kills, by name."""
    folder = source.parent / "undisturbed"
    assert start(source, folder, "--workers", "1").wait() == 0
    return {name: (folder / name).read_bytes() for name in OUTPUTS}


@pytest.fixture(params=["one process", "two processes", "cluster"])
def where(request):
    """The options of a run here, in processes, or on a cluster of two workers."""
    if request.param == "cluster":
        return ("--scheduler", request.getfixturevalue("two_workers").address)
    return ("--workers", "1" if request.param == "one process" else "2")


def test_killed_run_goes_on_with_what_it_had_and_ends_with_the_same_bytes(
    source, undisturbed, where, tmp_path
):
    killed = tmp_path / "killed"

    first = start(source, killed, *where, program="tests.nlp.chunks.stalling")
    chunks = tmp_path / ".killed.chunks"
    wait_until(lambda: stored(chunks, "encoding"), what="storing a first vector")
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    kept = len(stored(chunks, "encoding"))
    was_written = killed.exists()
    second = start(source, killed, *where).wait()

    counts = json.loads((killed / "run.json").read_text(encoding="utf-8"))["chunks"]["encoding"]
    assert second == 0
    assert not was_written
    assert 1 <= kept < counts["computed"] + counts["reused"]
    assert counts["reused"] >= 1
    assert all((killed / name).read_bytes() == whole for name, whole in undisturbed.items())
    assert not chunks.exists()
