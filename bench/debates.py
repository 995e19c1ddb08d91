"""How quick the debates of a night are found among 10,000, beside 100: `python -m bench.debates`.

Each night is made of rows over three cities, with places, languages, themes and words shuffled with a fixed seed. Both
are asked in turns (`bench/beside.py`), without a network, with the clock at half past eight on the night in Paris. Then
seats are reserved and confirmed, one after the other, each with its mail.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any

from bench.beside import FEW, GOAL, compare, two_sites

TURNS = 15
RESERVATIONS = 300
PAGES = {
    "the list": "/fr/debates/",
    "its last page but one": "/fr/debates/?page={last}",
    "a city": "/fr/debates/?city=dakar",
    "a district": "/fr/debates/?district={district}",
    "on now": "/fr/debates/?when=now",
    "within two hours": "/fr/debates/?when=next",
    "after 21:00": "/fr/debates/?when=21:00",
    "a theme": "/fr/debates/?theme=theme-1",
    "a language": "/fr/debates/?language=en",
    "a format": "/fr/debates/?format=discussion",
    "without a step": "/fr/debates/?access=step_free",
    "seats left": "/fr/debates/?free=1",
    "a city, without a step, seats left": "/fr/debates/?city=paris&access=step_free&free=1",
    "near a place": "/fr/debates/?near=48.860,2.350",
    "a word of all": "/fr/debates/?words=cafe",
    "a word of one in six": "/fr/debates/?words=demandes",
    "two words": "/fr/debates/?words=demande+themes",
    "a typing error": "/fr/debates/?words=demamde",
    "nothing like it": "/fr/debates/?words=xyzzyx",
    "the map, from afar": "/debates.geojson?zoom=3",
    "the map of a city": "/debates.geojson?zoom=12&bbox=2.2,48.8,2.5,48.92",
    "the interface for programs": "/api/v1/debates?per_page=20",
    "the list for other sites": "/fr/debates/embed/",
    "the feed": "/debates.rss",
    "a debate": "/fr/debates/{code}/",
    "a place": "/fr/debates/places/{venue}/",
}
_clock: dict[str, datetime] = {}


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
        sites = two_sites("bench.debates", (FEW, options.debates), url=url, folder=folder)
        try:
            print("\n".join(compare(sites, PAGES, turns=options.turns, plans=options.plans)))
            seats = sites[1].ask("call", "reservations_a_second")
        finally:
            for site in sites:
                site.close()
    print(
        f"\n- {options.database}. Goal: each at most {GOAL} times that of {FEW}, with the same number of queries."
    )
    print(f"- Seats: {seats:.0f} reserved and confirmed a second, one at a time.")


def build(debates: int) -> dict[str, Any]:
    """A night of that many debates, and what addresses name of it."""
    from bench.debates_site import fill, open_nights

    nights = open_nights()
    shown = fill(nights, debates)
    night = nights[0]
    _clock["at"] = datetime.combine(night.edition.date, datetime.min.time(), tzinfo=night.city.zone).replace(
        hour=20, minute=30
    )
    return {
        "last": max(debates // 20 - 1, 2),
        "code": shown.code,
        "venue": shown.room.venue.slug,
        "district": f"paris-{night.city.districts.first().code}",
    }


def around() -> AbstractContextManager:
    """The clock at half past eight on the night."""
    from unittest import mock

    return mock.patch("django.utils.timezone.now", return_value=_clock["at"])


def reservations_a_second() -> float:
    """People who ask for a seat of one debate and say yes, one after the other."""
    from django.utils import timezone

    from debates.models import Debate
    from debates.registering.reserving import Wish, confirm, reserve
    from debates.registering.rules import rules_of

    debate = Debate.objects.select_related("night__city", "seating").get(seating__capacity=None)
    now = timezone.now()
    rules = rules_of(debate)
    began = time.perf_counter()
    for number in range(RESERVATIONS):
        wish = Wish(email=f"person-{number}@palabre.example", seats=1, language="fr")
        confirm(reserve(debate.seating, wish, rules=rules, at=now), at=now)
    return RESERVATIONS / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
