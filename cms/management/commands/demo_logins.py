"""Print who can log in to the demonstration."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from accounts.models import User
from cms.demo.people import CAST, PASSWORD, receipt_file


class Command(BaseCommand):
    help = "Print the demonstration's logins, when it is loaded."

    def handle(self, *args, **options):
        known = set(User.objects.values_list("email", flat=True))
        people = [person for person in CAST if person.email in known]
        if not people:
            self.stdout.write("The demonstration is not loaded: there is no demo login.")
            return
        self.stdout.write(f"Demo logins (password {PASSWORD}):")
        for person in people:
            self.stdout.write(f"  {person.email:<26} {person.what}")
        if receipt_file().exists():
            code = receipt_file().read_text(encoding="ascii")
            self.stdout.write(f"A citizen's receipt code, to see what became of an answer: {code}")
