"""Start Palabre on this machine: the site and its background worker, until Ctrl-C.

Runs on the system's Python with its standard library alone.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

from scripts import setup
from scripts.console import Stopwatch, say, stop

HOST = "127.0.0.1"
DEFAULT_PORT = 8000
PATIENCE = 10.0
START_PATIENCE = 90.0


@dataclass
class Child:
    """A process of ours with the label that its lines are printed under."""

    label: str
    process: subprocess.Popen

    def signal(self, number: int) -> None:
        """Send a signal to the process and to all that it started."""
        if self.process.poll() is None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return


class Stopped(Exception):
    """Someone asked us to stop."""


def main() -> None:
    """Set up, start both processes, and stop both when one ends or when asked to."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _raise_stopped)
    watch = Stopwatch()
    port = chosen_port()
    refuse_port_in_use(port)
    children: list[Child] = []
    try:
        setup.main()
        os.environ.setdefault("SITE_URL", f"http://{HOST}:{port}")
        setup.run_python("-m", "scripts.prepare_site")
        status = serve(port, children, watch)
    except Stopped:
        say("\nStopping …")
        status = 0
    finally:
        stop_all(children)
    say("Palabre has stopped." if status == 0 else f"Palabre has stopped (status {status}).")
    raise SystemExit(status)


def serve(port: int, children: list[Child], watch: Stopwatch) -> int:
    """Start both processes, say where they are, and wait until one ends by itself; the status to exit with."""
    say("Starting the site and its worker …")
    children.append(start_site(port))
    children.append(start_worker())
    logins = demo_logins()
    wait_for_site(port, children)
    if all(child.process.poll() is None for child in children):
        greet(port, logins, watch)
    return wait_for_an_end(children)


def chosen_port() -> int:
    """PORT from the environment, or 8000."""
    text = os.environ.get("PORT", "") or str(DEFAULT_PORT)
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        stop(f"PORT is “{text}”. Set it to a number from 1 to 65535, such as: make run PORT=8001")
    return int(text)


def refuse_port_in_use(port: int) -> None:
    """Stop before doing anything when another program already answers at our address."""
    with socket.socket() as probe:
        # As the server does: a port that only waits for the system to forget old connections is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            stop(f"This user may not open port {port}. Choose one above 1023: make run PORT=8001")
        except OSError:
            stop(
                f"Port {port} is already in use. Stop what uses it, or choose another: make run PORT={port + 1}"
            )


def demo_logins() -> str:
    """What `manage.py demo_logins` prints."""
    command = [str(setup.PYTHON), "manage.py", "demo_logins"]
    return subprocess.run(
        command, cwd=setup.ROOT, stdout=subprocess.PIPE, text=True, check=False
    ).stdout.rstrip()


def start_site(port: int) -> Child:
    """Start the web server on the loopback address."""
    command = [str(setup.PYTHON), "-m", "gunicorn", "config.wsgi:application"]
    command += ["--bind", f"{HOST}:{port}", "--workers", "1", "--threads", "8"]
    command += ["--log-level", "warning", "--graceful-timeout", "8"]
    return start("site", command)


def start_worker() -> Child:
    """Start the background worker."""
    return start("worker", [str(setup.PYTHON), "manage.py", "worker"])


def start(label: str, command: list[str]) -> Child:
    """Start a process in a group of its own and print its lines under its label."""
    process = subprocess.Popen(
        command,
        cwd=setup.ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,
    )
    threading.Thread(target=_print_lines, args=(label, process), daemon=True).start()
    return Child(label, process)


def wait_for_site(port: int, children: list[Child]) -> None:
    """Return when the site answers, or when a child has already ended."""
    deadline = time.monotonic() + START_PATIENCE
    while time.monotonic() < deadline:
        if any(child.process.poll() is not None for child in children):
            return
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    say(f"The site has not answered for {START_PATIENCE:.0f} s; its messages are above.")


def greet(port: int, logins: str, watch: Stopwatch) -> None:
    """Print where the site is and who can log in."""
    say(f"\nPalabre is at http://{HOST}:{port}/ (started in {watch}).")
    if logins:
        say(logins)
    say("Press Ctrl-C to stop the site and its worker.\n")


def wait_for_an_end(children: list[Child]) -> int:
    """Wait until one child ends; the status to exit with, never 0, as none of them should end by itself."""
    while True:
        for child in children:
            status = child.process.poll()
            if status is not None:
                say(f"The {child.label} ended by itself (status {status}); stopping the rest.")
                return status if 0 < status < 126 else 1
        time.sleep(0.3)


def stop_all(children: list[Child]) -> None:
    """Ask each child to stop, then insist; a second Ctrl-C insists at once."""
    deadline = time.monotonic() + PATIENCE
    try:
        for child in children:
            child.signal(signal.SIGTERM)
        _wait(children, until=deadline - 2)
        # A worker in the middle of a task finishes it on the first request, and puts it back on the second.
        for child in children:
            child.signal(signal.SIGTERM)
        _wait(children, until=deadline)
    except Stopped:
        say("Stopping at once.")
    for child in children:
        child.signal(signal.SIGKILL)
    for child in children:
        child.process.wait()


def _wait(children: list[Child], *, until: float) -> None:
    while time.monotonic() < until and any(child.process.poll() is None for child in children):
        time.sleep(0.1)


def _print_lines(label: str, process: subprocess.Popen) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        say(f"{label:<6} | {line.rstrip()}")


def _raise_stopped(number: int, frame: object) -> None:
    raise Stopped


def _die_with_parent() -> None:
    """Have the kernel stop this process when its parent is killed without a chance to do so itself."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


if __name__ == "__main__":
    main()
