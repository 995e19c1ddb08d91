"""Load the demonstration once: cities, people, pages, consultations, contributions, review, charter."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from cities.atlas import install_city
from cms.demo.answering_back import make_charters, make_proposals
from cms.demo.asking import make_main_consultation, make_other_consultations, receive_contributions
from cms.demo.following import follow_the_charter
from cms.demo.people import make_people, receipt_file
from cms.demo.reviewing import Review
from cms.demo.second_thoughts import think_again
from cms.demo.site import ask_for_a_second_look, make_site
from consultations.analysis import analyse_now
from consultations.models import Analysis, Consultation

QUESTION = "promise"
# Whose receipt code the demonstration gives away, so that anybody can follow an answer to its article.
SHOWN = "a76"


class Command(BaseCommand):
    help = "Load the demonstration, unless it is there already. All of it or nothing."

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError("The demonstration has known passwords: it is not loaded in production.")
        if Consultation.objects.filter(slug="charte-participation").exists():
            self.stdout.write("The demonstration is loaded already; nothing is changed.")
            return
        with transaction.atomic():
            self.load()

    def load(self):
        now = timezone.now()
        self.say("Cities, people and pages …")
        for slug in ("paris", "dakar", "montreal"):
            install_city(slug)
        people = make_people()
        make_site()
        ask_for_a_second_look()
        self.say("Consultations …")
        consultation = make_main_consultation(now=now)
        make_other_consultations(now=now)
        received = receive_contributions(
            consultation, [people["clara"], people["moussa"]], progress=self.count
        )
        contributions = {name: one.contribution for name, one in received.items()}
        self.say(f"Analysis of the answers to “{QUESTION}” …")
        analysis = analyse_now(consultation, QUESTION, by=people["noemie"])
        if analysis.state != Analysis.DONE:
            raise CommandError(f"The analysis did not succeed: {analysis.failure}")
        self.say("Review of the themes, one decision after the other …")
        analysis.refresh_from_db()
        themes = Review(analysis, contributions, by=people["noemie"]).replay(progress=lambda _title: None)
        think_again(themes.values(), by=people["noemie"], second=people["bastien"])
        self.say("Proposals, decisions and charters …")
        proposals = make_proposals(consultation, themes, by=people["noemie"], now=now)
        receipt_file().write_text(received[SHOWN].code, encoding="ascii")
        make_charters(consultation, proposals, by=people["edith"], now=now)
        follow_the_charter(by=people["edith"], now=now)
        self.say(
            f"The demonstration is loaded: {len(contributions)} contributions, {len(themes)} themes, "
            f"{len(proposals)} proposals."
        )

    def say(self, sentence: str):
        self.stdout.write(sentence)
        self.stdout.flush()

    def count(self, done: int, total: int):
        if done % 50 == 0 or done == total:
            self.say(f"  {done} of {total} contributions")
