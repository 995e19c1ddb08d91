"""Run everything that guards the project, and say at the end what held and what did not.

Runs on the system's Python with its standard library alone; what it starts runs in the project's environment.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass

from scripts import postgres, setup
from scripts.console import Stopwatch, say

PASSED, FAILED, SKIPPED = "passed", "FAILED", "SKIPPED"
TYPED = [
    "accounts",
    "cities",
    "cms",
    "config",
    "consultations",
    "debates",
    "jobs",
    "kit",
    "nlp",
    "scripts",
    "search",
]
# Settings of the person's own shell must not decide whether the project passes.
NOT_OURS = (
    "DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "PALABRE_ENV",
    "DEBUG",
    "DJANGO_SETTINGS_MODULE",
    "SITE_URL",
)
OUTCOME = re.compile(r"(\d+) (passed|failed|errors?|skipped)")
# Tests are dealt out one by one, in order: pytest-django puts those that empty the database last, and dealing by file
# would run them before others that count on what the migrations put there.
IN_TWO_PROCESSES = ["-q", "-n", "2", "--dist", "load"]
WITHOUT_BROWSER = [*IN_TWO_PROCESSES, "-m", "not browser and not whole_job"]
# The text engine has no database; of the other tests, those that asked none anything are not asked again.
ON_THE_OTHER_DATABASE = [
    *IN_TWO_PROCESSES,
    "--ignore=tests/nlp",
    "-m",
    "not browser and not whole_job and not database_free",
]
# Named by their folder: to gather four thousand other tests and leave them out takes as long as several of these.
IN_BROWSER = ["-q", "tests/browser"]
# No step takes half as long. One that hangs is ended, so that the others are still made and the report names it.
LONGEST_SECONDS = 30 * 60
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Step:
    """One check that was made: how it ended, and how long it took."""

    name: str
    outcome: str
    seconds: float
    note: str = ""


class Check:
    """A run of the checks: each one goes on whatever the one before it found."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.counts: dict[str, int] = {}
        self.in_ci = os.environ.get("CI", "").lower() in {"true", "1"}

    def run(self, name: str, command: list[str], **environment: str) -> None:
        """Run a command as one step."""
        self.do(name, lambda: call(command, environment)[0] == 0)

    def pytest(self, name: str, arguments: list[str], **environment: str) -> None:
        """Run the tests as one step and add up their outcomes."""

        def run_tests() -> bool:
            status, lines = call(python("-m", "pytest", *arguments), environment)
            for number, outcome in OUTCOME.findall(
                next((line for line in reversed(lines) if " in " in line), "")
            ):
                kind = "failed" if outcome.startswith("error") else outcome
                self.counts[kind] = self.counts.get(kind, 0) + int(number)
            return status == 0

        self.do(name, run_tests)

    def do(self, name: str, action: Callable[[], bool]) -> None:
        """Do something as one step, timed."""
        say(f"\n── {name}")
        watch = Stopwatch()
        try:
            outcome = PASSED if action() else FAILED
            note = ""
        except RuntimeError as error:
            say(str(error))
            outcome, note = FAILED, str(error).splitlines()[0]
        self.steps.append(Step(name, outcome, watch.seconds, note))

    def skip(self, name: str, reason: str) -> None:
        """Leave a step out loudly; on a CI machine that is a failure."""
        say(f"\n── {name}\n{'!' * 78}\n!! NOT RUN: {reason}\n{'!' * 78}")
        self.steps.append(Step(name, FAILED if self.in_ci else SKIPPED, 0.0, reason))

    def report(self) -> int:
        """Print the table and the tests' totals; the status to exit with."""
        say("\n── Summary")
        width = max(len(step.name) for step in self.steps)
        for step in self.steps:
            say(f"{step.outcome:<8} {step.name:<{width}} {step.seconds:7.1f} s  {step.note}".rstrip())
        failed = [step.name for step in self.steps if step.outcome == FAILED]
        if failed:
            say(f"Not passed: {', '.join(failed)}.")
        if self.counts or failed:
            passed, lost = self.counts.get("passed", 0), self.counts.get("failed", 0)
            say(f"{passed} passed, {lost} failed, {self.counts.get('skipped', 0)} skipped")
        return 1 if failed else 0


def main() -> None:
    """Run all checks, the checks without tests (--lint), or chosen tests on SQLite (--pytest …)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lint", action="store_true", help="only the checks that run no tests")
    parser.add_argument("--pytest", nargs=argparse.REMAINDER, help="only these tests, on SQLite")
    chosen = parser.parse_args()

    setup.check_system()
    setup.make_environment()
    setup.install(setup.DEV_LOCK)
    setup.build_site_files()
    if chosen.pytest is not None:
        raise SystemExit(call(python("-m", "pytest", *chosen.pytest), {})[0])
    check = Check()
    lint(check)
    if not chosen.lint:
        test_on_sqlite(check)
        test_on_postgresql(check)
    raise SystemExit(check.report())


def lint(check: Check) -> None:
    """Everything that reads the code without running the suite."""
    templates = [str(path.relative_to(setup.ROOT)) for path in sorted(setup.ROOT.glob("*/templates"))]
    check.run("format of the code", python("-m", "ruff", "format", "--check", "."))
    check.run("lint", python("-m", "ruff", "check", "--quiet", "--output-format", "concise", "."))
    check.run("format of the templates", python("-m", "djhtml", "--check", "--tabwidth", "2", *templates))
    check.run("types", python("-m", "mypy", *existing(TYPED)))
    linter = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    check.run("import contracts", python("-c", linter, "--no-cache"))
    check.run("missing migrations", python("manage.py", "makemigrations", "--check", "--dry-run"))
    check.run("translations", python("-m", "scripts.check_translations"))


def test_on_sqlite(check: Check) -> None:
    """The whole suite, in two processes; a browser's tests on their own, as two browsers would starve each other."""
    check.pytest("tests on SQLite", WITHOUT_BROWSER)
    if browser() is None:
        check.skip(
            "browser tests on SQLite", "no Chromium was found. On Debian: sudo apt-get install chromium"
        )
        return
    check.pytest("browser tests on SQLite", [*IN_BROWSER, "-m", "browser or whole_job"])


def test_on_postgresql(check: Check) -> None:
    """The suite again on DATABASE_URL when it names PostgreSQL, else on a private server."""
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith(("postgres:", "postgresql:")):
        test_on_server(check, url)
        return
    if postgres.binaries() is None:
        check.skip(
            "tests on PostgreSQL", "no PostgreSQL was found. On Debian: sudo apt-get install postgresql"
        )
        return
    try:
        with postgres.temporary_server() as url:
            test_on_server(check, url)
    except RuntimeError as error:
        say(str(error))
        check.steps.append(Step("tests on PostgreSQL", FAILED, 0.0, str(error).splitlines()[0]))


def test_on_server(check: Check, url: str) -> None:
    """The suite, and the browser's walk through the whole job, on one PostgreSQL server."""
    check.pytest("tests on PostgreSQL", ON_THE_OTHER_DATABASE, DATABASE_URL=url)
    if browser() is not None:
        check.pytest("the whole job on PostgreSQL", [*IN_BROWSER, "-m", "whole_job"], DATABASE_URL=url)


def browser() -> str | None:
    """The installed Chromium, or None."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def python(*arguments: str) -> list[str]:
    """A command of the project's environment."""
    return [str(setup.PYTHON), *arguments]


def existing(names: list[str]) -> list[str]:
    return [name for name in names if any((setup.ROOT / name).glob("**/*.py"))]


def call(command: list[str], environment: dict[str, str]) -> tuple[int, list[str]]:
    """Run a command, printing its lines as they come; its status and its lines. It is ended when it takes too long."""
    ours = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    process = subprocess.Popen(
        command,
        cwd=setup.ROOT,
        env={**ours, "PYTHONUNBUFFERED": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    limit = threading.Timer(LONGEST_SECONDS, end_overdue, [process])
    limit.start()
    lines = []
    assert process.stdout is not None
    try:
        for line in process.stdout:
            lines.append(line.rstrip("\n"))
            print(line, end="", flush=True)
        return process.wait(), lines
    except KeyboardInterrupt:
        os.killpg(process.pid, signal.SIGINT)
        process.wait()
        sys.exit(130)
    finally:
        limit.cancel()


def end_overdue(process: subprocess.Popen[str]) -> None:
    """End a step and all that it started."""
    say(f"This step is ended: it had taken {LONGEST_SECONDS // 60} minutes.")
    os.killpg(process.pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
