"""Resolve both lock files anew from pyproject.toml, with hashes and without the name of any package index."""

from __future__ import annotations

import os
import subprocess
import sys

from scripts import setup
from scripts.console import say

OPTIONS = (
    "--generate-hashes",
    "--allow-unsafe",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--strip-extras",
)


def main() -> None:
    """Write run.lock, then dev.lock on top of it, so that what is tested is what runs."""
    setup.make_environment()
    setup.install(setup.DEV_LOCK)
    compile_lock("run.lock")
    compile_lock("dev.lock", "--extra=dev", "--constraint=requirements/run.lock")
    say("Both lock files are written. Run `make test` before committing them.")


def compile_lock(name: str, *options: str) -> None:
    """Resolve one lock file; stop when pip-compile fails."""
    say(f"Resolving requirements/{name} …")
    command = [str(setup.PYTHON), "-m", "piptools", "compile", *OPTIONS, *options, "--quiet"]
    command += [f"--output-file=requirements/{name}", "pyproject.toml", *sys.argv[1:]]
    # The header names this command instead of one with this machine's options in it.
    environment = {**os.environ, "CUSTOM_COMPILE_COMMAND": "make lock"}
    status = subprocess.run(command, cwd=setup.ROOT, env=environment, check=False).returncode
    if status:
        raise SystemExit(status)


if __name__ == "__main__":
    main()
