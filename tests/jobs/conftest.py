"""Real worker processes on the test's own database."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
# Quick to look for work; as patient as ever with a worker that is slow on a busy machine.
QUICK = ("--interval=0.1", "--heartbeat=0.2")


def wait_until(condition: Callable[[], bool], *, seconds: float = 60.0) -> None:
    """Return as soon as the condition holds; fail when it does not hold in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"Nothing happened in {seconds} seconds.")
        time.sleep(0.05)


def database_url() -> str:
    """The test's database as a DATABASE_URL for another process."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    secret = f":{quote(database['PASSWORD'], safe='')}" if database["PASSWORD"] else ""
    host = quote(database["HOST"] or "", safe="")
    port = f":{database['PORT']}" if database["PORT"] else ""
    return f"postgres://{quote(database['USER'], safe='')}{secret}@{host}{port}/{database['NAME']}"


@pytest.fixture
def trace(tmp_path) -> Path:
    """The file in which traced tasks and jobs leave their lines."""
    path = tmp_path / "trace"
    path.touch()
    return path


@pytest.fixture
def worker_process(transactional_db, trace):
    """Start a real `manage.py worker` on the test's database, any number of times; none outlives the test."""
    started: list[subprocess.Popen] = []

    def start(*options: str, settings_module: str = "tests.jobs.worker_settings") -> subprocess.Popen:
        environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": settings_module,
            "JOBS_TRACE": str(trace),
            "PYTHONPATH": str(ROOT),
            "VAR_DIR": str(settings.VAR_DIR),
        }
        process = subprocess.Popen(
            [sys.executable, "manage.py", "worker", *(options or QUICK)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
