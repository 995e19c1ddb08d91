"""``manage.py import_debates FILE --host SLUG --night EDITION``: places and debates from a file, for one host."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from debates.importing.columns import DEBATE, VENUE
from debates.importing.reading import AGENDA, CAPACITY_NOT_TOLD, rows_of
from debates.importing.tables import BYTES_AT_MOST, Unreadable
from debates.importing.taking_over import Refused, dry_run, said, take_over
from debates.models import Host, Night


class Command(BaseCommand):
    """Say every problem by line; write all rows, or none."""

    help = "Import places and debates of a host from a CSV, XLSX or OpenAgenda-like JSON file, debates as drafts."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--host", required=True, help="The host's address (slug).")
        parser.add_argument(
            "--night", required=True, help="The edition's address (slug); its night in the host's city."
        )
        parser.add_argument(
            "--what", choices=[VENUE, DEBATE, AGENDA], help="What a table holds; .json is an agenda."
        )
        parser.add_argument(
            "--capacity", type=int, default=CAPACITY_NOT_TOLD, help="People in a room, for agendas."
        )
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen, write nothing.")
        parser.add_argument(
            "--skip-refused", action="store_true", help="Import the other rows when some have problems."
        )

    def handle(self, *, file: Path, host: str, night: str, what: str | None, capacity: int, **options):
        own = Host.objects.filter(slug=host).select_related("city").first()
        if own is None:
            raise CommandError(f"There is no host with the address “{host}”.")
        its_night = (
            Night.objects.filter(edition__slug=night, city=own.city).select_related("city", "edition").first()
        )
        if its_night is None:
            raise CommandError(f"The edition “{night}” has no night in {own.city}.")
        what = what or (AGENDA if file.suffix.lower() == ".json" else None)
        if what is None:
            raise CommandError(f"Say what the table holds: --what {VENUE} or --what {DEBATE}.")
        if capacity < 1:
            raise CommandError("A room holds at least one person: give a --capacity of 1 or more.")
        try:
            rows = rows_of(_content(file), what=what, night=its_night, capacity=capacity)
        except Unreadable as error:
            raise CommandError(str(error)) from error
        if options["dry_run"]:
            plan = dry_run(rows, own, its_night)
        else:
            try:
                plan = take_over(
                    rows, own, its_night, at=timezone.now(), without_refused=options["skip_refused"]
                )
            except Refused as refused:
                self._tell(refused.plan)
                raise CommandError(
                    f"Nothing was imported: {len(refused.plan.refused)} rows have problems."
                ) from refused
        self._tell(plan)
        self.stdout.write(said(plan))

    def _tell(self, plan) -> None:
        for one in plan.refused:
            for column, sentence in one.problems:
                self.stderr.write(f"{one.row.line}: {column}: {sentence}")


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            # One byte more than the limit, so that a larger file is told and not read whole.
            return opened.read(BYTES_AT_MOST + 1)
    except OSError as error:
        raise CommandError(f"The file cannot be read: {error.strerror}.") from error
