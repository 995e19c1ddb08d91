"""What a test committed is undone by putting back what the migrations left, row for row.

Django would empty every table by itself and run again all that follows a migration: seconds for each test that
commits, and a database without a root page, as no site ever has. On SQLite the whole database is written back from a
copy in memory. On PostgreSQL only the tables that hold rows, or held some, are written; the triggers by which they
refuse changes (kit/written_once.py) and check one another are still for the length of that transaction. That takes a
superuser, as the suite's own server gives; on a server that does not, Django empties the tables (tests/flushing.py).
"""

from __future__ import annotations

import sqlite3

from django.db import connection, transaction
from django.test import TransactionTestCase

BEFORE = "before_the_tests"


class Kept:
    """What the database held before the first test of this process."""

    def __init__(self) -> None:
        self.memory: sqlite3.Connection | None = None
        self.tables: set[str] = set()

    def keep(self) -> None:
        """Note what is there now, and have each test that commits end with it."""
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            self.memory = sqlite3.connect(":memory:", check_same_thread=False)
            connection.connection.backup(self.memory)
        elif _may_still_triggers():
            self.tables = _filled()
            _run(
                f"DROP SCHEMA IF EXISTS {BEFORE} CASCADE",
                f"CREATE SCHEMA {BEFORE}",
                *(f'CREATE TABLE {BEFORE}."{table}" AS TABLE public."{table}"' for table in self.tables),
            )
        else:
            return
        TransactionTestCase._fixture_teardown = lambda _test: self.put_back()

    def put_back(self) -> None:
        """Make the database hold what it held then, and nothing else. Numbers of rows go on counting on PostgreSQL."""
        if self.memory is not None:
            connection.ensure_connection()
            self.memory.backup(connection.connection)
            return
        with transaction.atomic():
            _run(
                "SET LOCAL session_replication_role = replica",
                *(f'DELETE FROM public."{table}"' for table in sorted(_filled() | self.tables)),
                *(f'INSERT INTO public."{table}" TABLE {BEFORE}."{table}"' for table in sorted(self.tables)),
            )


def _filled() -> set[str]:
    """The tables that hold a row. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [table for (table,) in cursor.fetchall()]
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM public.\"{table}\")" for table in tables
            )
        )
        return {table for (table,) in cursor.fetchall()}


def _may_still_triggers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser') = 'on'")
        return cursor.fetchone()[0]


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
