"""How quick the search is among 10,000 texts, beside 100: `python -m bench.search`.

The texts are the demonstration's sentences, shuffled with a fixed seed. Each question is asked of the search page in
this process, without a network, in turns with the floor: a page of one query through the same middleware. What is
printed says how many queries each makes in both cases, which is the same number, and how many floors it costs.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from urllib.parse import quote

FLOOR = "the floor: one query"
GOAL = 300
FEW = 100
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
    "a further page": "ville&page=9",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    options = parser.parse_args()
    from scripts import postgres

    with (
        tempfile.TemporaryDirectory(prefix="bench-search-") as folder,
        postgres.temporary_server() if options.database == "postgresql" else nullcontext("") as url,
    ):
        from bench.workbench import _set_up

        _set_up(url or f"sqlite:///{Path(folder) / 'bench.sqlite3'}", folder)
        measure(options)


def measure(options: argparse.Namespace) -> None:
    """Ask among few texts, then among many, and print both."""
    from django.db import connection
    from django.test import Client

    from bench import floor
    from bench.workbench import _asking, _floor, _tally, _turns

    floor.make_tables()
    make_searchable()
    asks: dict[str, Callable[[], None]] = {
        name: _asking(Client(), f"/fr/search/?q={quote(question, safe='&=')}")
        for name, question in QUESTIONS.items()
    }
    columns = []
    for texts in (FEW, options.texts):
        began = time.perf_counter()
        fill(texts)
        built = time.perf_counter() - began
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        counted = {name: _tally(ask).queries for name, ask in asks.items()}
        columns.append((texts, built, counted, _turns({FLOOR: _floor(Client()), **asks}, options.turns)))
    _print(columns, database=connection.vendor)


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

    from bench.floor import Entry, Words
    from cms.demo.texts import contributions
    from search import indexing

    sentences = sorted(
        {
            sentence
            for entry in contributions().values()
            if entry["language"] == "fr"
            for text in entry["answers"].values()
            if isinstance(text, str)
            for sentence in re.split(r"(?<=[.!?])\s+", text)
            if len(sentence) > 30
        }
    )
    shuffled = random.Random(texts)
    entry = Entry.objects.create(sent_at=timezone.now())
    missing = texts - Words.objects.count()
    Words.objects.bulk_create(
        Words(entry=entry, text=" ".join(shuffled.sample(sentences, SENTENCES))) for _n in range(missing)
    )
    for _label, _records in indexing.rebuild():
        continue


def _print(columns, *, database: str) -> None:
    from bench.load import median, percentile
    from bench.report import heading
    from search.models import Posting, Word

    (few, _built_few, queries_few, times_few), (many, built, queries, times) = columns
    print(f"{heading()}\n\n### {database}, {many} texts beside {few}\n")
    print(f"| one question at a time | ms of {few} | floors | ms of {many} | floors | p95 ms | queries |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for name, taken in times.items():
        before = times_few[name]
        print(
            f"| {name} | {median(before):.1f} | {_floors(before, times_few[FLOOR]):.1f} "
            f"| {median(taken):.1f} | {_floors(taken, times[FLOOR]):.1f} | {percentile(taken, 0.95):.1f} "
            f"| {queries_few.get(name, 1)} and {queries.get(name, 1)} |"
        )
    slowest = max((median(taken), name) for name, taken in times.items())
    print(
        f"\n- The index: {Word.objects.count()} words, {Posting.objects.count()} postings, made in {built:.0f} s."
        f"\n- Goal: each answer under {GOAL} ms. Measured: the slowest, “{slowest[1]}”, {slowest[0]:.0f} ms."
    )


def _floors(taken: list[float], floor: list[float]) -> float:
    from bench.load import median

    return median(one / its for one, its in zip(taken, floor, strict=True))


if __name__ == "__main__":
    main()
