"""What a measure runs on: a fresh database, a site made in it, two servers beside each other. All ends with us."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.load import HOST
from config.environment import ROOT, VARIABLES, var_dir
from scripts import postgres

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
START_PATIENCE = 60.0
BUILD_PATIENCE = 240.0
STOP_PATIENCE = 10.0
LAST_WORDS = 15


class CannotMeasure(Exception):
    """Something that a measure needs is not there; the sentence says what to do."""


@dataclass(frozen=True)
class Servers:
    """The ports of the site and of the floor, and what is known about the site."""

    site_port: int
    floor_port: int
    site: dict
    counted: dict[str, dict]


@contextmanager
def servers(database: str, *, contributions: int, drafts: int) -> Iterator[Servers]:
    """Build a site in a fresh database of that kind, and serve it and the floor from it until the block ends."""
    if not (var_dir() / "static" / "staticfiles.json").exists():
        raise CannotMeasure("The static files are not gathered: run `make setup` first.")
    with (
        tempfile.TemporaryDirectory(prefix="bench-", dir=var_dir()) as name,
        _database(database, Path(name)) as url,
    ):
        folder = Path(name)
        known = _build(folder, url, contributions=contributions, drafts=drafts)
        with (
            _gunicorn("config.settings", folder, url) as site_port,
            _gunicorn("bench.floor_settings", folder, url) as floor_port,
        ):
            yield Servers(site_port, floor_port, **known)


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    if kind == SQLITE:
        yield f"sqlite:///{folder / 'bench.sqlite3'}"
        return
    if postgres.binaries() is None:
        raise CannotMeasure("PostgreSQL was not found. On Debian: sudo apt-get install postgresql")
    with postgres.temporary_server() as url:
        yield url


def environment(url: str) -> dict[str, str]:
    """The person's own environment without their settings: every run measures the same site."""
    ours = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    return {
        **ours,
        "VAR_DIR": str(var_dir()),
        "DATABASE_URL": url,
        "EMAIL_URL": "dummymail://",
        "LOG_LEVEL": "WARNING",
        # What is measured is making a page, not having kept it.
        "PAGE_CACHE": "off",
        "PYTHONUNBUFFERED": "1",
    }


def _build(folder: Path, url: str, *, contributions: int, drafts: int) -> dict:
    result = folder / "site.json"
    command = [sys.executable, "-m", "bench.prepare", str(result)]
    command += ["--contributions", str(contributions), "--drafts", str(drafts)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(url),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=BUILD_PATIENCE,
        check=False,
    )
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).splitlines()[-LAST_WORDS:])
        raise CannotMeasure(f"The site could not be made:\n{last}")
    return json.loads(result.read_text(encoding="utf-8"))


@contextmanager
def _gunicorn(settings: str, folder: Path, url: str) -> Iterator[int]:
    """The site as `make run` serves it, one process of eight threads, on a free port of the loopback address."""
    port = postgres.free_port()
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", f"{HOST}:{port}"]
    command += ["--workers", "1", "--threads", "8", "--keep-alive", "30"]
    command += ["--log-level", "warning", "--no-control-socket"]
    log = folder / f"{settings}.log"
    with log.open("w", encoding="utf-8") as words:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**environment(url), "DJANGO_SETTINGS_MODULE": settings},
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
        )
    try:
        _wait_for(port, process, log)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(STOP_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(port: int, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if _answers(port):
            return
        time.sleep(0.2)
    raise CannotMeasure(f"The server did not start:\n{log.read_text(encoding='utf-8')}")


def _answers(port: int) -> bool:
    """Whether a server has anything to say at that port, be it that there is no such page."""
    connection = http.client.HTTPConnection(HOST, port, timeout=START_PATIENCE)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
