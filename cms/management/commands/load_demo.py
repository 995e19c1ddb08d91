"""Load the demonstration once: cities, people, pages, consultations, contributions, review, charter."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from cities.atlas import install_city
from cms.demo.answering_back import make_charters, make_proposals
from cms.demo.asking import DAY, make_main_consultation, make_other_consultations, receive_contributions
from cms.demo.conferring import confer, let_the_youth_council_speak
from cms.demo.debating import make_nights
from cms.demo.declaring import declare_accessibility
from cms.demo.discussing import discuss_the_charter
from cms.demo.drafting_on import choose_words, leave_one_undecided, write_the_next_draft
from cms.demo.drawing import draw_a_panel
from cms.demo.following import follow_the_charter
from cms.demo.guiding import make_guide
from cms.demo.listening import hear_from_citizens, publish_lists
from cms.demo.meeting_people import make_meetings
from cms.demo.night_pages import make_night_pages
from cms.demo.people import make_people, receipt_file
from cms.demo.reviewing import Review
from cms.demo.second_reading import read_queues, read_twice
from cms.demo.second_thoughts import think_again
from cms.demo.site import give_addresses, make_site
from cms.demo.writing_letters import make_letters
from cms.languages.pairing import pair_all
from consultations.analysis import analyse_now
from consultations.models import Analysis, Consultation
from search import indexing as search_index

QUESTION = "promise"
NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
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
        # Nobody of the demonstration has a mailbox: what its verbs write to them goes nowhere.
        backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, NOWHERE
        try:
            with transaction.atomic():
                self.load()
        finally:
            settings.EMAIL_BACKEND = backend

    def load(self):
        now = timezone.now()
        self.say("Cities, people and pages …")
        for slug in ("paris", "dakar", "montreal"):
            install_city(slug)
        give_addresses()
        people = make_people()
        make_site()
        make_guide(people, now=now)
        declare_accessibility(on=now.date())
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
        # Grouped and reviewed in the weeks between the end and the results, as a city would.
        run_at = now - 20 * DAY
        Analysis.objects.filter(pk=analysis.pk).update(started_at=run_at, finished_at=run_at)
        review = Review(analysis, contributions, by=people["noemie"], at=now - 12 * DAY)
        themes = review.replay(progress=lambda _title: None)
        think_again(themes.values(), by=people["noemie"], second=people["bastien"])
        readers = people["noemie"], people["bastien"]
        read_twice(analysis, readers=readers, third=people["admin"], now=now)
        read_queues(analysis, readers=readers, now=now)
        confer(by=people["edith"], now=now)
        draw_a_panel(by=people["admin"], now=now)
        let_the_youth_council_speak(consultation, QUESTION, themes, by=people["noemie"], now=now)
        self.say("Proposals, decisions and charters …")
        proposals = make_proposals(consultation, themes, by=people["noemie"], now=now)
        choose_words(proposals, contributions, QUESTION, by=people["noemie"])
        receipt_file().write_text(received[SHOWN].code, encoding="ascii")
        make_charters(consultation, proposals, by=people["edith"], now=now)
        hear_from_citizens(contributions, themes, QUESTION, by=people["noemie"], now=now)
        follow_the_charter(by=people["edith"], now=now)
        discuss_the_charter(people, now=now)
        write_the_next_draft(proposals, by=people["edith"])
        leave_one_undecided(proposals, themes, by=people["noemie"], now=now)
        publish_lists(consultation, contributions, now=now)
        self.say("The night of debates …")
        make_nights(people, at=now)
        make_night_pages()
        make_meetings(at=now)
        make_letters(people, now=now)
        pair_all(main=settings.LANGUAGE_CODE)
        # Districts and results came without a save that the search could follow.
        search_index.reconcile()
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
