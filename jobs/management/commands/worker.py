"""Run a background worker until it is told to stop."""

from __future__ import annotations

import os
import socket
from argparse import ArgumentParser
from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils.crypto import get_random_string

from jobs.reaping import LOST_AFTER
from jobs.worker import HEARTBEAT_EVERY, Worker


class Command(BaseCommand):
    help = "Run tasks in the background, claim due jobs, and find the tasks of workers that died."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--worker-id", default="", help="A name of its own (default: made from the machine)."
        )
        parser.add_argument(
            "--interval", type=float, default=1.0, help="Seconds between looks at an empty queue."
        )
        parser.add_argument("--batch", action="store_true", help="Run what waits, then stop.")
        parser.add_argument("--max-tasks", type=int, default=None, help="Stop after that many tasks.")
        parser.add_argument(
            "--heartbeat",
            type=float,
            default=HEARTBEAT_EVERY.total_seconds(),
            help="Seconds between signs of life.",
        )
        parser.add_argument(
            "--lost-after",
            type=float,
            default=LOST_AFTER.total_seconds(),
            help="Seconds of silence after which another worker's task counts as lost.",
        )

    def handle(self, **options) -> None:
        if min(options["interval"], options["heartbeat"]) <= 0:
            raise CommandError("--interval and --heartbeat are numbers of seconds above zero.")
        if options["lost_after"] < 3 * options["heartbeat"]:
            raise CommandError(
                "--lost-after must be at least three times --heartbeat, or living workers would be taken for dead."
            )
        worker = Worker(
            worker_id=(options["worker_id"] or _own_name())[:64],
            interval=options["interval"],
            batch=options["batch"],
            max_tasks=options["max_tasks"],
            heartbeat_every=timedelta(seconds=options["heartbeat"]),
            lost_after=timedelta(seconds=options["lost_after"]),
        )
        worker.configure_signals()
        self.stdout.write("The worker is ready.")
        self.stdout.flush()
        worker.run()


def _own_name() -> str:
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{get_random_string(12)}"
