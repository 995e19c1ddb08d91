"""Import existing answers to one question."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.analysing.importing import Defaults, import_contributions
from consultations.analysing.reading import ImportRefused
from consultations.asking.finding import NotFound, consultation_named, free_text_question
from consultations.models import Contribution


class Command(BaseCommand):
    help = "Import existing answers to one question from a CSV, TSV or JSON Lines file. Safe to repeat."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help=".csv, .tsv (tab, no quoting) or .jsonl, in UTF-8.")
        parser.add_argument("--consultation", required=True, metavar="SLUG")
        parser.add_argument("--question", required=True, metavar="KEY", help="A free-text question's key.")
        parser.add_argument("--text-column", default="text", help="The column that holds the answers.")
        parser.add_argument(
            "--channel",
            default=Contribution.ONLINE,
            choices=[name for name, _label in Contribution.CHANNELS],
            help="How the answers were given, where no column says so.",
        )
        parser.add_argument(
            "--language", default="fr", help="What the answers are in, where no column says so."
        )

    def handle(self, **options) -> None:
        try:
            consultation = consultation_named(options["consultation"])
            free_text_question(consultation, options["question"])
            done = import_contributions(
                options["file"],
                consultation,
                options["question"],
                at=timezone.now(),
                text_column=options["text_column"],
                defaults=Defaults(language=options["language"], channel=options["channel"]),
                progress=self._show,
            )
        except (NotFound, ImportRefused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            ngettext("%(count)d answer added.", "%(count)d answers added.", done.added)
            % {"count": done.added}
        )
        if done.known:
            self.stdout.write(
                ngettext(
                    "%(count)d answer was there already, from an earlier import.",
                    "%(count)d answers were there already, from an earlier import.",
                    done.known,
                )
                % {"count": done.known}
            )
        if done.blank:
            self.stdout.write(
                ngettext("%(count)d blank row skipped.", "%(count)d blank rows skipped.", done.blank)
                % {"count": done.blank}
            )

    def _show(self, done: int, total: int) -> None:
        self.stderr.write(_("%(done)d of %(total)d answers written") % {"done": done, "total": total})
