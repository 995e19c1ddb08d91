"""A private PostgreSQL server for one run of the tests, started from the installed binaries."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DEBIAN_FOLDER = Path("/usr/lib/postgresql")
# Nothing here outlives the tests, so nothing is worth waiting for the disk. A lock that somebody keeps and a query that
# does not end are errors of one test, instead of keeping all others waiting.
FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=150",
    "lock_timeout=60s",
    "statement_timeout=120s",
)


def binaries() -> Path | None:
    """The folder of the newest installed server's programs, or None."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = [path.parent for path in DEBIAN_FOLDER.glob("*/bin/initdb")]
    return max(versions, key=lambda path: float(path.parent.name), default=None)


@contextmanager
def temporary_server() -> Iterator[str]:
    """Start a server on the loopback address, give its DATABASE_URL, and leave nothing behind.

    Raises RuntimeError with the server's own words when it does not start.
    """
    programs = binaries()
    if programs is None:
        raise RuntimeError("PostgreSQL is not installed. On Debian: sudo apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="palabre-postgres-"))
    try:
        server = Server(programs, folder, port=free_port())
        server.start()
        try:
            yield server.url
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Server:
    """One PostgreSQL server with its data in one folder, run by a user who is not root."""

    def __init__(self, programs: Path, folder: Path, *, port: int):
        self.programs = programs
        self.folder = folder
        self.port = port
        self.as_user = _as_user()
        self.url = f"postgres://palabre@127.0.0.1:{port}/postgres"
        if self.as_user:
            owner = pwd.getpwnam(self.as_user)
            os.chown(folder, owner.pw_uid, owner.pw_gid)

    def start(self) -> None:
        data = self.folder / "data"
        self._run(
            "initdb", "--pgdata", data, "--username=palabre", "--auth=trust", "--encoding=UTF8", "--no-sync"
        )
        settings = [
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={self.folder}",
            *FAST,
        ]
        options = " ".join(f"-c {setting}" for setting in settings)
        log = self.folder / "log"
        self._run("pg_ctl", "start", "--wait", "--pgdata", data, "--log", log, "--options", options)

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "--pgdata", self.folder / "data", "--mode=immediate")

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self.programs / program), *(str(argument) for argument in arguments)]
        if self.as_user:
            command = ["runuser", "-u", self.as_user, "--", *command]
        # Files, not pipes: the server inherits them and would keep a pipe open for ever.
        output = self.folder / f"{program}.out"
        with output.open("w", encoding="utf-8") as words:
            done = subprocess.run(
                command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=words, stderr=words, check=False
            )
        if done.returncode:
            log = self.folder / "log"
            said = output.read_text(encoding="utf-8") + (
                log.read_text(encoding="utf-8") if log.exists() else ""
            )
            raise RuntimeError(f"PostgreSQL's {program} failed:\n{said}")


def free_port() -> int:
    """A port of the loopback address that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _as_user() -> str | None:
    """Whom to run as: the server refuses root, so root steps down to a system user."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
