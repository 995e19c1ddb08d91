"""How often a page asks the database, and how much of its time goes there: asked in this process, without a network."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db import connection
from django.test import Client

from bench.load import HOST, median
from bench.site import Site

STATEMENTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "(SELECT")
TIMES = 5


@dataclass(frozen=True)
class Count:
    """The statements of one request, and the share of its time that they take (0 to 1)."""

    queries: int
    share: float


class Tally:
    """Counts and times what goes to the database; transactions' own statements are timed, not counted."""

    def __init__(self) -> None:
        self.queries = 0
        self.seconds = 0.0

    def __call__(self, execute, sql, params, many, context):
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - began
            self.queries += sql.lstrip().upper().startswith(STATEMENTS)


def count(site: Site) -> dict[str, dict]:
    """The count of each page, and of “send”, by name. It uses up some of the site's drafts, the last ones."""
    client = Client(SERVER_NAME=HOST)
    client.cookies[site.draft_cookie] = site.drafts[-1]
    client.post(site.receipt, {"code": site.code})
    found = {name: _median_count(lambda path=path: client.get(path)) for name, path in site.pages.items()}
    spent = iter(site.drafts[-2 - TIMES : -1])
    found["send"] = _median_count(lambda: _send(client, site, next(spent)), expect=302)
    return {name: asdict(one) for name, one in found.items()}


def _send(client: Client, site: Site, token: str):
    """Send a draft as somebody without a session. The client stays: a new one would load every middleware anew."""
    client.cookies.clear()
    client.cookies[site.draft_cookie] = token
    return client.post(site.send)


def _median_count(ask: Callable, *, expect: int = 200) -> Count:
    """Ask once to fill caches, then several times with the watch on."""
    shares, queries = [], 0
    for number in range(TIMES + 1):
        tally, began = Tally(), time.perf_counter()
        with connection.execute_wrapper(tally):
            response = ask()
        if response.status_code != expect:
            raise RuntimeError(f"A page answered {response.status_code} where {expect} was expected.")
        if number:
            shares.append(tally.seconds / (time.perf_counter() - began))
            queries = tally.queries
    return Count(queries, median(shares))
