"""`manage.py rebuild_search`: make the search index from what is public now."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from search import indexing
from search.models import IndexedText


class Command(BaseCommand):
    """Index everything that is public. What did not change is not written again, unless --from-nothing is given."""

    help = "Makes the search index from what is public now. Safe to repeat, and while people search."

    def add_arguments(self, parser):
        parser.add_argument(
            "--from-nothing",
            action="store_true",
            help="write everything again, as after a change of how words are read",
        )

    def handle(self, *args, from_nothing, **options):
        if from_nothing:
            IndexedText.objects.update(digest="")
        for label, records in indexing.rebuild():
            self.stdout.write(f"{label}: {records}")
