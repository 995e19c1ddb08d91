"""How long panels take to be found, beside the library's own time where both can: `python -m bench.lotteries`.

A town of volunteers with four categories (3 genders, 5 ages, 17 districts, 6 kinds of work) who are not like the town,
quotas within a twentieth of the town's shares, one candidate in ten sharing an address with another. Seconds are those
of the processor, all cores together, so that a busy machine changes them little. No database is used.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
SHARES = {
    "gender": ([0.52, 0.47, 0.01], [0.45, 0.54, 0.01]),
    "age": ([0.12, 0.20, 0.26, 0.24, 0.18], [0.05, 0.13, 0.24, 0.31, 0.27]),
    "district": ([1 / 17] * 17, [1 + place % 5 / 3 for place in range(17)]),
    "work": ([0.18, 0.14, 0.22, 0.16, 0.20, 0.10], [0.35, 0.20, 0.20, 0.08, 0.05, 0.12]),
}


def town(candidates: int, size: int, *, categories: int = 4, seed: int = 7):
    """A pool of that many candidates for a panel of that size, the same for the same seed."""
    from cms.lottery.pool import Person, Pool, Quota

    lot = random.Random(seed)
    chosen = dict(list(SHARES.items())[:categories])
    answers = [
        {key: f"{key}{lot.choices(range(len(some)), some)[0]}" for key, (_town, some) in chosen.items()}
        for _candidate in range(candidates)
    ]
    people = tuple(
        Person(f"P{n:05}", answer, n // 2 + 1 if n < candidates // 10 else None)
        for n, answer in enumerate(answers)
    )
    quotas = tuple(
        Quota(key, f"{key}{n}", math.floor(share * size * 0.95), math.ceil(share * size * 1.05))
        for key, (shares, _some) in chosen.items()
        for n, share in enumerate(shares)
    )
    return Pool(size, quotas, people)


def measured(candidates: int, size: int, *, algorithm: str, by_person: bool, categories: int) -> str:
    """One search, as a line of the table."""
    from cms.lottery import panels
    from cms.lottery.repeat_draw import chances_of

    pool = town(candidates, size, categories=categories)
    panels.PERSON_BY_PERSON = candidates if by_person else 0
    began = time.process_time()
    found, how = panels.find_panels(pool, algorithm=algorithm, watch=lambda *_progress: None)
    seconds = time.process_time() - began
    chances = [
        tickets / 1e6 for tickets in chances_of(found, [{"id": one.id} for one in pool.people]).values()
    ]
    mean = math.exp(sum(math.log(max(one, 1e-9)) for one in chances) / len(chances))
    way = "the library, by person" if by_person else "by profile"
    told = [
        candidates,
        size,
        algorithm,
        way,
        f"{seconds:.1f}",
        len(found),
        f"{min(chances):.3%}",
        f"{mean:.3%}",
    ]
    return f"| {' | '.join(str(one) for one in told)} |"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.lotteries", description=__doc__)
    parser.add_argument("--small", type=int, nargs="*", default=[100, 200], help="sizes that both find")
    parser.add_argument("--large", type=int, nargs="*", default=[1000, 10000], help="sizes by profile only")
    asked = parser.parse_args()
    import django

    django.setup()
    print(
        "| candidates | panel | aim | way | processor seconds | panels | smallest chance | geometric mean |",
        flush=True,
    )
    print("|--:|--:|---|---|--:|--:|--:|--:|", flush=True)
    for candidates in asked.small:
        for algorithm in ("maximin", "nash"):
            for by_person in (True, False):
                print(
                    measured(
                        candidates, candidates // 10, algorithm=algorithm, by_person=by_person, categories=2
                    ),
                    flush=True,
                )
    for candidates in asked.large:
        for algorithm in ("maximin", "nash"):
            print(
                measured(candidates, 100, algorithm=algorithm, by_person=False, categories=4),
                flush=True,
            )


if __name__ == "__main__":
    main()
