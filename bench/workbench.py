"""How quick the screens of an analysis are with 9,000 texts: `python -m bench.workbench`.

Each screen is asked in this process, without a network, in turns with the floor: a page of one query through the same
middleware. What is printed says how many queries a screen makes with all the texts and with a tenth of them, which is
the same number, and how many floors it costs.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

FLOOR = "the floor: one query"
GOAL = 300
TURNS = 12


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.workbench", description=__doc__)
    parser.add_argument("--texts", type=int, default=9000)
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--plans", action="store_true", help="print the slowest queries of each screen too")
    options = parser.parse_args()
    from scripts import postgres

    with (
        tempfile.TemporaryDirectory(prefix="bench-workbench-") as folder,
        postgres.temporary_server() if options.database == "postgresql" else nullcontext("") as url,
    ):
        _set_up(url or f"sqlite:///{Path(folder) / 'bench.sqlite3'}", folder)
        measure(options)


def _set_up(url: str, folder: str) -> None:
    from bench.serving import environment

    os.environ.update(environment(url), DJANGO_SETTINGS_MODULE="bench.workbench_settings", VAR_DIR=folder)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def measure(options: argparse.Namespace) -> None:
    """Build, ask, print."""
    from django.db import connection
    from django.test import Client

    from bench import floor
    from bench.workbench_site import make

    floor.make_tables()
    built = make(answers=options.texts)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    client = Client()
    client.force_login(built.analyst, backend="django.contrib.auth.backends.ModelBackend")
    screens = {name: _asking(client, path) for name, path in paths(built.analysis).items()}
    counted = {name: _tally(ask, options.plans and name) for name, ask in screens.items()}
    times = _turns({FLOOR: _floor(Client()), **screens}, options.turns)
    _fewer(built.analysis)
    fewer = {name: _tally(ask).queries for name, ask in screens.items()}
    _print(times, counted, fewer, texts=built.answers, database=connection.vendor)


def paths(analysis) -> dict[str, str]:
    """Each screen by the name that the table gives it."""
    from django.urls import reverse

    def at(name: str, *args: object, query: str = "") -> str:
        return reverse(f"consultations_admin:{name}", args=args) + query

    largest = analysis.themes.with_counts().filter(parent=None).order_by("-texts").first()
    district = analysis.consultation.city.districts.first()
    pk = analysis.pk
    filters = f"channel=online&district={district.pk}&q-experience=never&q-schemes=budget"
    return {
        "map": at("workbench", pk),
        "map of one theme": at("workbench", pk, query=f"?theme={largest.pk}"),
        "map, four filters": at("workbench", pk, query=f"?{filters}"),
        "tree": at("workbench", pk, query="?view=tree"),
        "tree, four filters": at("workbench", pk, query=f"?view=tree&{filters}"),
        "table, four filters, sorted": at("workbench", pk, query=f"?view=table&sort=-lift&{filters}"),
        "table, without repeats": at("workbench", pk, query="?view=table&repeats=hide&channel=paper"),
        "who speaks of a theme": at("who_speaks", largest.pk),
        "review of themes": at("review", pk),
        "largest theme": at("theme", largest.pk),
        "largest theme, two words": at("theme", largest.pk, query="?q=ville+reponse"),
        "texts in no theme": at("without_theme", pk),
    }


def _asking(client, path: str) -> Callable[[], None]:
    def ask() -> None:
        response = client.get(path)
        if response.status_code != 200:
            raise RuntimeError(f"{path} answered {response.status_code}.")

    return ask


def _floor(client) -> Callable[[], None]:
    from django.test import override_settings
    from django.urls import clear_script_prefix

    def ask() -> None:
        with override_settings(ROOT_URLCONF="bench.floor"):
            client.get("/")
        clear_script_prefix()

    return ask


def _tally(ask: Callable[[], None], slowest_of: str = ""):
    """Ask once to fill caches, then once with the watch on."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from bench.counting import Tally

    ask()
    tally = Tally()
    with connection.execute_wrapper(tally):
        ask()
    if slowest_of:
        with CaptureQueriesContext(connection) as captured:
            ask()
        for query in sorted(captured.captured_queries, key=lambda one: -float(one["time"]))[:4]:
            print(f"{slowest_of}: {float(query['time']) * 1000:.0f} ms  {query['sql'][:700]}\n")
    return tally


def _turns(asked: dict[str, Callable[[], None]], turns: int) -> dict[str, list[float]]:
    """Milliseconds of each, by name; all of them in each turn, so that what else the machine does weighs on all."""
    times: dict[str, list[float]] = defaultdict(list)
    for _turn in range(turns):
        for name, ask in asked.items():
            began = time.perf_counter()
            ask()
            times[name].append(1000 * (time.perf_counter() - began))
    return times


def _fewer(analysis) -> None:
    """Nine texts in ten go, as if they had been withdrawn."""
    from consultations.models import Answer

    keys = Answer.objects.to_question(analysis.consultation, analysis.question_key).order_by("pk")
    ids = list(keys.values_list("pk", flat=True))
    gone = [pk for place, pk in enumerate(ids) if place % 10]
    for start in range(0, len(gone), 500):
        Answer.objects.filter(pk__in=gone[start : start + 500]).delete()


def _print(times, counted, fewer, *, texts: int, database: str) -> None:
    from bench.load import median, percentile
    from bench.report import heading

    print(f"{heading()}\n\n### {database}, {texts} texts in 80 themes\n")
    print("| one screen at a time | median ms | floors each | p95 ms | queries | with a tenth of the texts |")
    print("|---|--:|--:|--:|--:|--:|")
    for name, taken in times.items():
        ratio = median(one / floor for one, floor in zip(taken, times[FLOOR], strict=True))
        queries = counted[name].queries if name in counted else 1
        print(
            f"| {name} | {median(taken):.1f} | {ratio:.1f} | {percentile(taken, 0.95):.1f} "
            f"| {queries} | {fewer.get(name, 1)} |"
        )
    slowest = max((median(taken), name) for name, taken in times.items())
    print(
        f"\n- Goal: each screen under {GOAL} ms. Measured: the slowest, “{slowest[1]}”, {slowest[0]:.0f} ms."
    )


if __name__ == "__main__":
    main()
