"""How quick the search is among 10,000 texts, beside 100: `python -m bench.search`.

The texts are the demonstration's sentences, shuffled with a fixed seed. The search page of a site of 100 and of one of
10,000 are asked in turns (`bench/beside.py`), without a network.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from urllib.parse import quote

from bench.beside import FEW, GOAL, compare, two_sites

TURNS = 15
SENTENCES = 6
QUESTIONS = {
    "a rare word": "ascenseur",
    "a word of many texts": "ville",
    "two words": "réunions quartier",
    "eight words": "budget école quartier réunion jeunes vote rue arbres",
    "without accents, another ending": "decider ensembles",
    "a typing error": "quartuer",
    "two long typing errors": "consultasion participassion",
    "a beginning": "partici",
    "nothing like it": "xyzzyx",
    "a further page": "ville&page=2",
}
PAGES = {name: f"/fr/search/?q={quote(question, safe='&=')}" for name, question in QUESTIONS.items()}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--plans", action="store_true", help="print the slowest queries of each question")
    options = parser.parse_args()
    from scripts import postgres

    with (
        tempfile.TemporaryDirectory(prefix="bench-search-") as folder,
        postgres.temporary_server() if options.database == "postgresql" else nullcontext("") as url,
    ):
        sites = two_sites("bench.search", (FEW, options.texts), url=url, folder=folder)
        try:
            print("\n".join(compare(sites, PAGES, turns=options.turns, plans=options.plans)))
        finally:
            for site in sites:
                site.close()
    known = sites[1].known
    print(
        f"\n- {options.database}: {known['words']} words, {known['postings']} postings. Goal: {GOAL} times at most."
    )


def build(texts: int) -> dict[str, Any]:
    """So many texts and their index, and how large it is."""
    from search.models import Posting, Word

    make_searchable()
    fill(texts)
    return {"words": Word.objects.count(), "postings": Posting.objects.count()}


def around() -> AbstractContextManager:
    """Nothing particular."""
    return nullcontext()


def make_searchable() -> None:
    """Have the rows of the floor's own table found, as pages: the site knows nothing of them."""
    from bench.floor import Words
    from search.registry import Text, searchable

    searchable(
        Words,
        kind="page",
        texts=lambda row: [Text("fr", row.text.partition(".")[0][:120], body=row.text)],
        public=lambda rows: rows.all(),
        url=lambda row: f"/fr/words/{row.pk}/",
    )


def fill(texts: int) -> None:
    """So many texts of six sentences, and their index."""
    from django.utils import timezone

    from bench.debates_words import SENTENCES as SAID
    from bench.floor import Entry, Words
    from search import indexing

    shuffled = random.Random(texts)
    entry = Entry.objects.create(sent_at=timezone.now())
    missing = texts - Words.objects.count()
    Words.objects.bulk_create(
        Words(entry=entry, text=" ".join(shuffled.sample(SAID, SENTENCES))) for _n in range(missing)
    )
    for _label, _records in indexing.rebuild():
        continue


if __name__ == "__main__":
    main()
