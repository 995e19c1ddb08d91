"""Measure submissions and pages beside the floor, on SQLite and on PostgreSQL: `make bench`, or `python -m bench`."""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys

from bench import report
from bench.load import Surprise
from bench.rounds import FULL, QUICK, Rounds
from bench.serving import POSTGRESQL, SQLITE, CannotMeasure, servers
from scripts.console import Stopwatch, say

DATABASES = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def main() -> int:
    options = _options()
    # Asked to end, we end as for Ctrl-C: servers and databases are put away on the way out.
    signal.signal(signal.SIGTERM, lambda *_event: sys.exit(143))
    plan = QUICK if options.quick else FULL
    chosen = options.database or (["sqlite"] if options.quick else list(DATABASES))
    watch, told, status = Stopwatch(), [], 0
    for name in chosen:
        database = DATABASES[name]
        say(f"{database}: making a site with {plan.contributions} contributions …")
        try:
            with servers(database, contributions=plan.contributions, drafts=plan.drafts) as running:
                say(f"{database}: measuring ({watch} so far) …")
                told.append(report.tables(Rounds(database, running, plan).run(say)))
        except (CannotMeasure, Surprise, OSError, RuntimeError, subprocess.TimeoutExpired) as error:
            say(f"{database} was not measured. {error}")
            status = 1
    if told:
        say("\n" + "\n\n".join([report.heading(), *told]))
    say(f"\nDone in {watch}.")
    return status


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="a smaller site and fewer requests, on SQLite alone"
    )
    parser.add_argument(
        "--database",
        action="append",
        choices=list(DATABASES),
        help="measure on this database; may be repeated",
    )
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        say("\nStopped.")
        sys.exit(130)
