"""A run that is killed goes on where it stopped, and ends with the same bytes."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

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


@pytest.fixture
def source(voices, write_table):
    """More than a thousand different texts: enough for several chunks of every step."""
    rows = [
        {"text": f"{voice}, côté {street} et au numéro {number}"}
        for voice in voices
        for street in STREETS
        for number in range(1, 5)
    ]
    return write_table(rows)


def start(source, output):
    command = [sys.executable, "-m", "nlp", "themes", str(source), "--output", str(output), "--workers", "1"]
    return subprocess.Popen(command, start_new_session=True)


def wait_for(condition, *, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "what was waited for did not happen"
        time.sleep(0.01)


def test_killed_run_goes_on_with_what_it_had_and_ends_with_the_same_bytes(source, tmp_path):
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    assert start(source, whole).wait() == 0

    first = start(source, killed)
    wait_for(lambda: any((tmp_path / ".killed.chunks").glob("encoding-*")))
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    stored = len(list((tmp_path / ".killed.chunks").glob("encoding-*")))
    was_written = killed.exists()
    second = start(source, killed).wait()

    chunks = json.loads((killed / "run.json").read_text(encoding="utf-8"))["chunks"]["encoding"]
    assert second == 0
    assert not was_written
    assert 1 <= stored < chunks["computed"] + chunks["reused"]
    assert chunks["reused"] >= 1
    assert all((killed / name).read_bytes() == (whole / name).read_bytes() for name in OUTPUTS)
    assert not (tmp_path / ".killed.chunks").exists()
