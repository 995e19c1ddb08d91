"""A site of few things and one of many, each in a process and a database of its own, asked the same in turns.

What else the machine does in a minute then weighs on both alike. The module that is measured says how such a site is
made (``build``, which gives the words that its addresses need) and under what it is asked (``around``).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.load import median
from bench.report import heading
from bench.serving import ROOT

FLOOR = "the floor: one query"
FEW = 100
GOAL = 1.5
# By which one card of a debate and one result of the search are told.
MARKS = (b'<article class="card debate-card"', b'class="search-result"')


class Site:
    """One site of so many things, built in a process of its own that stays to be asked."""

    def __init__(self, module: str, size: int, *, url: str, folder: str):
        command = [sys.executable, "-m", "bench.beside", module, str(size), url, folder]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.known: dict[str, Any] = {}

    def wait(self) -> None:
        """Until it is built. RuntimeError when it is not."""
        self.known = self._read()

    def ask(self, order: str, what: str = "") -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([order, what]) + "\n")
        self._process.stdin.flush()
        return self._read()

    def close(self) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=30)
        if self._process.poll() is None:
            self._process.kill()

    def _read(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("A site that is measured has stopped; what it said stands above.")
        return json.loads(line)


def two_sites(module: str, sizes: tuple[int, int], *, url: str, folder: str) -> list[Site]:
    """Both sites, built; of few and of many. ``url`` is that of a PostgreSQL server, or empty for SQLite."""
    sites = []
    for size in sizes:
        own = Path(folder) / str(size)
        own.mkdir()
        database = _new_database(url, f"bench_{size}") if url else f"sqlite:///{own / 'bench.sqlite3'}"
        sites.append(Site(module, size, url=database, folder=str(own)))
    for site in sites:
        site.wait()
    return sites


def compare(sites: list[Site], pages: dict[str, str], *, turns: int, plans: bool = False) -> list[str]:
    """A table of what each page costs on both, as lines of Markdown. ``plans`` prints the slowest queries."""
    asked = {name: [path.format(**site.known) for site in sites] for name, path in pages.items()}
    counted = {
        name: [site.ask("count", at) for site, at in _of(sites, paths)] for name, paths in asked.items()
    }
    if plans:
        _print_plans(counted)
    times: dict[str, list[list[float]]] = {name: [[], []] for name in [FLOOR, *pages]}
    for _turn in range(turns):
        for name in times:
            for place, site in enumerate(sites):
                order = ("floor", "") if name == FLOOR else ("time", asked[name][place])
                times[name][place].append(site.ask(*order))
    return [*_heads(sites), *(_row(name, taken, counted.get(name)) for name, taken in times.items())]


def _of(sites: list[Site], paths: list[str]) -> list[tuple[Site, str]]:
    return list(zip(sites, paths, strict=True))


def _heads(sites: list[Site]) -> list[str]:
    few, many = (site.known["size"] for site in sites)
    return [
        f"{heading()}\n",
        f"| one page at a time | shown of {few} | shown of {many} | ms of {few} | ms of {many} | ratio "
        "| ratio of the quickest | queries |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]


def _row(name: str, taken: list[list[float]], counted: list[dict] | None) -> str:
    few, many = taken
    shown = [one["shown"] for one in counted] if counted else ["", ""]
    queries = " and ".join(str(one["queries"]) for one in counted) if counted else "1"
    return (
        f"| {name} | {shown[0]} | {shown[1]} | {median(few):.1f} | {median(many):.1f} "
        f"| {median(many) / median(few):.2f} | {min(many) / min(few):.2f} | {queries} |"
    )


def _print_plans(counted: dict[str, list[dict]]) -> None:
    for name, (_few, many) in counted.items():
        for milliseconds, sql in many["slowest"]:
            print(f"{name}: {milliseconds:.0f} ms  {sql[:700]}\n")


def _new_database(url: str, name: str) -> str:
    import psycopg

    with psycopg.connect(url.replace("postgres://", "postgresql://"), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    return f"{url.rpartition('/')[0]}/{name}"


def serve(module_name: str, size: int, url: str, folder: str) -> None:
    """Build a site in this process and answer what is asked on standard input, a line of JSON each."""
    # What anything prints goes elsewhere: standard output is for the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    from bench.workbench import _set_up

    _set_up(url, folder)
    from bench import floor

    floor.make_tables()
    module = import_module(module_name)
    known = {"size": size, **module.build(size)}
    _settle()
    print(json.dumps(known), file=answers, flush=True)
    asks: dict[str, Callable[[], Any]] = {}
    for line in sys.stdin:
        order, what = json.loads(line)
        answer = getattr(module, what)() if order == "call" else _answer(module, order, what, asks)
        print(json.dumps(answer), file=answers, flush=True)


def _settle() -> None:
    """What PostgreSQL does by itself within a minute of many changes."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _answer(module: Any, order: str, what: str, asks: dict[str, Callable[[], Any]]) -> Any:
    from django.test import Client

    from bench.workbench import _floor

    ask = asks.setdefault(what, _asking(Client(), what) if what else _floor(Client()))
    with module.around():
        return _count(ask) if order == "count" else _milliseconds(ask)


def _asking(client: Any, path: str) -> Callable[[], Any]:
    def ask() -> Any:
        response = client.get(path)
        if response.status_code != 200:
            raise RuntimeError(f"{path} answered {response.status_code}.")
        return response

    return ask


def _milliseconds(ask: Callable[[], Any]) -> float:
    """Of the processor on SQLite, which works in this process; of the clock on PostgreSQL, which does not."""
    from django.db import connection

    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    began = clock()
    ask()
    return 1000 * (clock() - began)


def _count(ask: Callable[[], Any]) -> dict[str, Any]:
    """How many queries, with caches warm, how many things the page shows, and its three slowest queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ask()
    with CaptureQueriesContext(connection) as captured:
        response = ask()
    slowest = sorted(((1000 * float(one["time"]), one["sql"]) for one in captured), reverse=True)[:3]
    return {"queries": len(captured), "shown": _shown(response), "slowest": slowest}


def _shown(response: Any) -> int:
    """The cards, results or points of an answer: what has to be drawn is a part of what it costs."""
    if response["Content-Type"].startswith("application/geo+json"):
        return len(response.json()["features"])
    if response["Content-Type"].startswith("application/json"):
        return len(response.json()["items"])
    return sum(response.content.count(mark) for mark in MARKS)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4])
