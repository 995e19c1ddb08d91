"""How quick the debates of a night are found among 10,000, beside 100: `python -m bench.debates`.

The night is made of rows over three cities, with places, languages, themes and words shuffled with a fixed seed. A page
is asked for in this process, without a network, in turns with the floor: a page of one query through the same
middleware. What is printed says how many queries each makes in both cases, which is the same number, and how its cost
in floors grows. Then seats are reserved and confirmed, one after the other, each with its mail.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

FLOOR = "the floor: one query"
FEW = 100
TURNS = 15
RESERVATIONS = 300
GOAL = 1.5
PAGES = {
    "the list": "/fr/debates/",
    "its last page but one": "/fr/debates/?page={last}",
    "a city": "/fr/debates/?city=dakar",
    "a city, without a step": "/fr/debates/?city=paris&access=step_free",
    "a theme": "/fr/debates/?theme=theme-1",
    "a language": "/fr/debates/?language=en",
    "after 20:00": "/fr/debates/?when=20:00",
    "seats left": "/fr/debates/?free=1",
    "near a place": "/fr/debates/?near=48.860,2.350",
    "a word of many": "/fr/debates/?words=ville",
    "two words": "/fr/debates/?words=quartier+ecole",
    "a typing error": "/fr/debates/?words=quartuer",
    "nothing like it": "/fr/debates/?words=xyzzyx",
    "the map, from afar": "/debates.geojson?zoom=3",
    "the map of a quarter": "/debates.geojson?zoom=15&bbox=2.34,48.85,2.36,48.87",
    "a debate": "/fr/debates/{code}/",
    "a place": "/fr/debates/places/{venue}/",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.debates", description=__doc__)
    parser.add_argument("--debates", type=int, default=10_000)
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--plans", action="store_true", help="print the slowest queries of each page")
    options = parser.parse_args()
    from scripts import postgres

    with (
        tempfile.TemporaryDirectory(prefix="bench-debates-") as folder,
        postgres.temporary_server() if options.database == "postgresql" else nullcontext("") as url,
    ):
        from bench.workbench import _set_up

        _set_up(url or f"sqlite:///{Path(folder) / 'bench.sqlite3'}", folder)
        measure(options)


def measure(options: argparse.Namespace) -> None:
    """Ask among few debates, then among many, reserve, and print all of it."""
    from django.db import connection
    from django.test import Client

    from bench import floor
    from bench.debates_site import fill, open_nights
    from bench.workbench import _asking, _floor, _tally
    from scripts.console import say

    floor.make_tables()
    nights = open_nights()
    columns = []
    for debates in (FEW, options.debates):
        say(f"Making {debates} debates and their index …")
        shown = fill(nights, debates)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        known = {"last": max(debates // 20 - 1, 2), "code": shown.code, "venue": shown.room.venue.slug}
        asks = {name: _asking(Client(), path.format(**known)) for name, path in PAGES.items()}
        counted = {name: _tally(ask, options.plans and name).queries for name, ask in asks.items()}
        columns.append((counted, _turns({FLOOR: _floor(Client()), **asks}, options.turns)))
    _print(columns, debates=options.debates, database=connection.vendor)
    print(f"- Seats: {reservations_a_second(shown):.0f} reserved and confirmed a second, one at a time.")


def _turns(asked: dict[str, Callable[[], None]], turns: int) -> dict[str, list[float]]:
    """Milliseconds of each by name, all in each turn: of the processor on SQLite, which works in this process and is
    then told apart from what else the machine does; of the clock on PostgreSQL."""
    from django.db import connection

    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    times: dict[str, list[float]] = {name: [] for name in asked}
    for _turn in range(turns):
        for name, ask in asked.items():
            began = clock()
            ask()
            times[name].append(1000 * (clock() - began))
    return times


def reservations_a_second(debate) -> float:
    """People who ask for a seat of one debate and say yes, one after the other."""
    from django.utils import timezone

    from debates.registering.reserving import Wish, confirm, reserve
    from debates.registering.rules import rules_of

    now = timezone.now()
    rules = rules_of(debate)
    began = time.perf_counter()
    for number in range(RESERVATIONS):
        wish = Wish(email=f"person-{number}@palabre.example", seats=1, language="fr")
        confirm(reserve(debate.seating, wish, rules=rules, at=now), at=now)
    return RESERVATIONS / (time.perf_counter() - began)


def _print(columns, *, debates: int, database: str) -> None:
    from bench.load import median
    from bench.report import heading

    (queries_few, few), (queries, many) = columns
    print(f"{heading()}\n\n### {database}, {debates} debates beside {FEW}\n")
    print(f"| one page at a time | ms of {FEW} | floors | ms of {debates} | floors | ratio | queries |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for name, taken in many.items():
        before, after = _floors(few[name], few[FLOOR]), _floors(taken, many[FLOOR])
        counted = f"{queries_few.get(name, 1)} and {queries.get(name, 1)}"
        print(
            f"| {name} | {median(few[name]):.1f} | {before:.1f} | {median(taken):.1f} | {after:.1f} "
            f"| {after / before:.2f} | {counted} |"
        )
    print(
        f"\n- Goal: each of the list's answers at most {GOAL} times that of {FEW}, with the same number of queries."
    )


def _floors(taken: list[float], floor: list[float]) -> float:
    """How many floors in the middle; the floors' own middle, for one of them is too short for the processor's clock."""
    from bench.load import median

    return median(taken) / median(floor)


if __name__ == "__main__":
    main()
