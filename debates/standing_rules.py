"""Rooms, loans and hours are held by the database itself: what is missing there is told, and put up again.

A migration that makes a table anew on SQLite loses the triggers on it, and a restored copy may lack them too. The
system check runs before each `migrate` and with `check --database default`; the mending runs after each `migrate`.
A rule is due once the migration that brought it has run, so that going back to an earlier one takes nothing twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.core.checks import CheckMessage, Warning
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from debates.database_rules import LOANS_APART, SLOTS_APART, WITHIN_THE_NIGHT, Rules
from debates.lent_room_rules import LENT_ROOMS


@dataclass(frozen=True)
class Standing:
    """Rules of the database, the migration that brought them, and what goes wrong without them."""

    rules: Rules
    since: str
    without: str


STANDING = (
    Standing(SLOTS_APART, "0002_held_by_the_database", "a room or a person can be taken twice at one hour"),
    Standing(WITHIN_THE_NIGHT, "0002_held_by_the_database", "a debate can lie outside its night"),
    Standing(LOANS_APART, "0004_room_exchange", "a room can be lent to two hosts at one hour"),
    Standing(LENT_ROOMS, "0014_lent_rooms_held", "a debate can take a room that is lent to another host"),
)


def put_up_what_is_missing(sender, using: str = "default", **_about) -> None:
    """After a `migrate`: each rule that is due stands again. One that stands is left alone.

    On PostgreSQL a rule that rows broke meanwhile cannot be put up: the database's own refusal names the rows.
    """
    connection = connections[using]
    for _standing, name in list(_missing(connection)):
        with connection.cursor() as cursor:
            for statement in _made_by(connection)[name]:
                # Without parameters, so that a % in the statement is not read as the place of one.
                cursor.execute(statement)


def warn_of_missing_rules(databases: Collection[str] | None = None, **_about) -> list[CheckMessage]:
    """debates.W001 for each rule that is due and not there, with what to run."""
    return [
        Warning(
            f"The database does not hold the rule {name}: {standing.without}.",
            hint=f"Run: manage.py migrate --database {alias}. It puts the rule up again and changes no row.",
            id="debates.W001",
        )
        for alias in databases or ()
        for standing, name in _missing(connections[alias])
    ]


def _missing(connection: BaseDatabaseWrapper) -> Iterator[tuple[Standing, str]]:
    """The rules that are due and not there. Three queries."""
    applied = {name for app, name in MigrationRecorder(connection).applied_migrations() if app == "debates"}
    there = _names(connection) if applied else set()
    for standing in STANDING:
        if standing.since in applied:
            names = standing.rules.sqlite if connection.vendor == "sqlite" else standing.rules.postgresql
            yield from ((standing, name) for name in names if name not in there)


def _names(connection: BaseDatabaseWrapper) -> set[str]:
    """The triggers and, on PostgreSQL, the constraints that the database has."""
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor != "sqlite":
        # Only where this site's own tables are found: another schema may hold a copy of them.
        query = """
            SELECT trigger.tgname FROM pg_trigger AS trigger
            WHERE NOT trigger.tgisinternal AND pg_table_is_visible(trigger.tgrelid)
            UNION
            SELECT held.conname FROM pg_constraint AS held
            WHERE held.conrelid <> 0 AND pg_table_is_visible(held.conrelid)
        """
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}


def _made_by(connection: BaseDatabaseWrapper) -> dict[str, list[str]]:
    """How each rule is made on that database, by its name."""
    if connection.vendor == "sqlite":
        return {name: [sql] for standing in STANDING for name, sql in standing.rules.sqlite.items()}
    return {name: made for standing in STANDING for name, made in standing.rules.postgresql.items()}
