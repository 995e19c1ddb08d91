"""Repeat a draw by lot from its published files, without a database."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils.translation import get_language

from cms.lottery import repeat_draw


class Command(BaseCommand):
    help = (
        "Recompute a draw by lot from its published file; exits 1 and says what was changed if anything was."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the zip of the lottery, or panels.json before the draw")
        parser.add_argument("--sha256", default="", help="the digest of panels.json that was announced")

    def handle(self, *args, **options):
        arguments = [str(options["file"]), "--sha256", options["sha256"]]
        language = "en" if (get_language() or "fr").startswith("en") else "fr"
        if repeat_draw.main(arguments, language=language, write=self.stdout.write):
            raise SystemExit(1)
