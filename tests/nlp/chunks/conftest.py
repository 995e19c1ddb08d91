"""Dask schedulers and workers on this machine, as docs/cluster.md starts them, ended with the test."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 40


def wait_until(happens, *, what):
    """What `happens()` gives, as soon as it is true."""
    deadline = time.monotonic() + PATIENCE
    while not (found := happens()):
        assert time.monotonic() < deadline, f"{what} did not happen within {PATIENCE} seconds"
        time.sleep(0.02)
    return found


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class DaskProcesses:
    """Processes of one cluster; a port of its own, used again when the scheduler is started again."""

    def __init__(self, folder, *, scheme="tcp", tls=None):
        self.folder = folder
        self.port = free_port()
        self.address = f"{scheme}://127.0.0.1:{self.port}"
        self._tls = (
            ["--tls-ca-file", tls.ca, "--tls-cert", tls.certificate, "--tls-key", tls.key] if tls else []
        )
        self._scheme = scheme
        self.started = []

    def scheduler(self, **environment):
        where = ["--port", str(self.port), "--host", f"{self._scheme}://127.0.0.1"]
        return self._start("scheduler", *where, environment=environment)

    def worker(self, *, threads=1, cwd=ROOT):
        where = ["--host", f"{self._scheme}://127.0.0.1", "--local-directory", str(self.folder)]
        return self._start("worker", self.address, "--nthreads", str(threads), "--no-nanny", *where, cwd=cwd)

    def _start(self, kind, *arguments, cwd=ROOT, environment=None):
        quiet = ["--no-dashboard", "--dashboard-address", "127.0.0.1:0"]
        command = [sys.executable, "-m", "dask", kind, *arguments, *quiet, *map(str, self._tls)]
        log = (self.folder / f"{kind}-{len(self.started)}.log").open("wb")
        process = subprocess.Popen(
            command, cwd=cwd, stdout=log, stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})}
        )
        log.close()
        self.started.append(process)
        return process

    def end(self):
        for process in self.started:
            process.kill()
            process.wait()


@pytest.fixture
def dask_processes(tmp_path_factory):
    """A function that gives a cluster not yet started."""
    clusters = []

    def make(**settings):
        clusters.append(DaskProcesses(tmp_path_factory.mktemp("dask"), **settings))
        return clusters[-1]

    yield make
    for cluster in clusters:
        cluster.end()


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory):
    """A running cluster of two workers, for tests that kill nobody."""
    cluster = DaskProcesses(tmp_path_factory.mktemp("dask"))
    cluster.scheduler()
    cluster.worker()
    cluster.worker()
    yield cluster
    cluster.end()
