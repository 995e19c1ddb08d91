"""Tables that are written once: rows come in, and the database itself refuses to change them or to take them out.

A guard in Python holds for those who go through it. These triggers hold for everybody, ``QuerySet.update``, raw SQL and
a colleague at the database's own prompt included; only somebody who takes them down first can rewrite such a table.
On SQLite a migration that makes the table anew loses them and has to put them up again; a test watches over it.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import migrations

MARK = "written_once"


def write_once(table: str, *, keys: Sequence[str | tuple[str, ...]] = ("id",)) -> migrations.RunPython:
    """A migration's operation that puts the triggers on a table, and takes them down when it is reversed.

    ``keys`` are its unique columns, or tuples of those that are unique together: SQLite's INSERT OR REPLACE takes out
    the row that it clashes with, unseen by a trigger on DELETE.
    """

    def put_up(_apps, editor) -> None:
        for statement in _statements(editor.connection.vendor, table, keys):
            editor.execute(statement)

    def take_down(_apps, editor) -> None:
        for statement in _reverse(editor.connection.vendor, table):
            editor.execute(statement)

    return migrations.RunPython(put_up, take_down)


def _statements(vendor: str, table: str, keys: Sequence[str | tuple[str, ...]]) -> list[str]:
    if vendor == "sqlite":
        refuse = f"SELECT RAISE(ABORT, '{table} is written once');"
        together = [(key,) if isinstance(key, str) else key for key in keys]
        clash = " OR ".join(" AND ".join(f"{one} = NEW.{one}" for one in key) for key in together)
        return [
            f"CREATE TRIGGER {table}_{MARK}_update BEFORE UPDATE ON {table} BEGIN {refuse} END",
            f"CREATE TRIGGER {table}_{MARK}_delete BEFORE DELETE ON {table} BEGIN {refuse} END",
            f"CREATE TRIGGER {table}_{MARK}_insert BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {clash}) BEGIN {refuse} END",
        ]
    if vendor == "postgresql":
        return [
            f"CREATE FUNCTION {table}_{MARK}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{table} is written once' USING ERRCODE = 'restrict_violation'; END $$",
            f"CREATE TRIGGER {table}_{MARK}_rows BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_{MARK}()",
            f"CREATE TRIGGER {table}_{MARK}_whole BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_{MARK}()",
        ]
    raise NotImplementedError(f"No triggers are written for {vendor}.")


def _reverse(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER {table}_{MARK}_{what}" for what in ("update", "delete", "insert")]
    return [
        f"DROP TRIGGER {table}_{MARK}_rows ON {table}",
        f"DROP TRIGGER {table}_{MARK}_whole ON {table}",
        f"DROP FUNCTION {table}_{MARK}()",
    ]
