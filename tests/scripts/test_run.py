from __future__ import annotations

import signal
import socket
import sys
import time

import pytest

from scripts import run
from scripts.setup import fingerprint


@pytest.mark.parametrize("text", ["abc", "0", "65536", "-1", "80.5", "８０００"])
def test_port_that_is_none_is_refused_with_a_sentence(text, monkeypatch, capsys):
    monkeypatch.setenv("PORT", text)

    with pytest.raises(SystemExit):
        run.chosen_port()

    assert f"PORT is “{text}”. Set it to a number from 1 to 65535" in capsys.readouterr().err


@pytest.mark.parametrize(("text", "port"), [("", 8000), ("8123", 8123)])
def test_port_comes_from_the_environment(text, port, monkeypatch):
    monkeypatch.setenv("PORT", text)

    assert run.chosen_port() == port


def test_port_in_use_is_told_before_anything_else(capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SystemExit):
            run.refuse_port_in_use(port)

    assert f"Port {port} is already in use." in capsys.readouterr().err


@pytest.fixture
def children():
    """Start processes of ours; none outlives the test."""
    started: list[run.Child] = []

    def start(program: str) -> run.Child:
        child = run.start("child", [sys.executable, "-c", program])
        started.append(child)
        return child

    yield start
    for child in started:
        child.signal(signal.SIGKILL)
        child.process.wait()


def test_stopping_ends_a_child_that_does_not_listen(children, monkeypatch):
    monkeypatch.setattr(run, "PATIENCE", 2.5)
    polite = children("import time; time.sleep(60)")
    stubborn = children(
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1); time.sleep(60)"
    )
    time.sleep(0.5)
    began = time.monotonic()

    run.stop_all([polite, stubborn])

    assert time.monotonic() - began < 10
    assert polite.process.returncode == -signal.SIGTERM
    assert stubborn.process.returncode == -signal.SIGKILL


@pytest.mark.parametrize(("status", "told"), [(0, 1), (3, 3)])
def test_child_that_ends_by_itself_is_never_a_success(children, capsys, status, told):
    living = children("import time; time.sleep(60)")
    ended = children(f"import sys; sys.exit({status})")

    assert run.wait_for_an_end([living, ended]) == told
    assert f"ended by itself (status {status})" in capsys.readouterr().out


def test_fingerprint_changes_with_the_files(tmp_path):
    path = tmp_path / "a.css"
    path.write_text("a")
    before = fingerprint([path])
    path.write_text("ab")

    assert fingerprint([path]) != before
    assert fingerprint([path]) == fingerprint([path])
