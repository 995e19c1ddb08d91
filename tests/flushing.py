"""Tests that empty the database between them may empty what is written once, too: nobody else may.

Django empties it by ``flush``, with DELETE on SQLite and TRUNCATE on PostgreSQL. Our triggers refuse both, so they are
taken down for as long as that takes, in its transaction, and put up again as they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.backends.base.operations import BaseDatabaseOperations

from kit.written_once import MARK


def let_tests_flush() -> None:
    """Make ``flush`` work in this process. Called once, by the suite."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_everything(operations, sql_list) -> None:
        connection = operations.connection
        with transaction.atomic(using=connection.alias), _unguarded(connection):
            flush(operations, sql_list)

    BaseDatabaseOperations.execute_sql_flush = flush_everything


@contextmanager
def _unguarded(connection) -> Iterator[None]:
    take_down, put_up = (
        _on_sqlite(connection) if connection.vendor == "sqlite" else _on_postgresql(connection)
    )
    with connection.cursor() as cursor:
        for statement in take_down:
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        for statement in put_up:
            cursor.execute(statement)


def _on_sqlite(connection) -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        ours = [(name, sql) for name, sql in cursor.fetchall() if f"_{MARK}_" in name]
    return [f"DROP TRIGGER {name}" for name, _sql in ours], [sql for _name, sql in ours]


def _on_postgresql(connection) -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        ours = [(name, table) for name, table in cursor.fetchall() if f"_{MARK}_" in name]
    change = "ALTER TABLE {table} {how} TRIGGER {name}"
    return (
        [change.format(table=table, how="DISABLE", name=name) for name, table in ours],
        [change.format(table=table, how="ENABLE", name=name) for name, table in ours],
    )
