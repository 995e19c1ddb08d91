"""The rules of rooms and hours as the database holds them, for migrations.

On SQLite a migration that makes one of these tables anew loses its triggers. `debates.standing_rules` puts up after
each `migrate` what is missing, and tells it before; a migration that cannot do without them does so itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import migrations


@dataclass(frozen=True)
class Rules:
    """What a migration put up to hold one rule: by the name that each database knows it under, how it is made.

    ``undone`` takes it down on PostgreSQL; on SQLite a trigger's name is enough for that.
    """

    sqlite: Mapping[str, str]
    postgresql: Mapping[str, list[str]]
    undone: list[str]

    def operation(self) -> migrations.RunPython:
        """Both databases' statements as one operation; again on SQLite it puts up what a rebuilt table lost."""

        def put_up(_apps, editor) -> None:
            if editor.connection.vendor == "sqlite":
                for name, statement in self.sqlite.items():
                    editor.execute(f"DROP TRIGGER IF EXISTS {name}")
                    editor.execute(statement)
                return
            for statements in self.postgresql.values():
                for statement in statements:
                    # Without parameters, so that the % of a row's type is not read as the place of one.
                    editor.execute(statement, params=None)

        def take_down(_apps, editor) -> None:
            on_sqlite = editor.connection.vendor == "sqlite"
            for statement in [f"DROP TRIGGER {name}" for name in self.sqlite] if on_sqlite else self.undone:
                editor.execute(statement)

        return migrations.RunPython(put_up, take_down)


_OCCUPYING = "('submitted', 'changes_asked', 'accepted', 'published')"

_SLOTS_SQLITE = {
    f"debates_slot_apart_{when.lower()}": f"""
        CREATE TRIGGER debates_slot_apart_{when.lower()} BEFORE {when} ON debates_slot
        WHEN EXISTS (
            SELECT 1 FROM debates_slot AS other
            WHERE other.resource = NEW.resource AND other.id IS NOT NEW.id
              AND other.starts < NEW.ends AND other.ends > NEW.starts
        ) BEGIN SELECT RAISE(ABORT, 'slots of one resource overlap'); END
    """
    for when in ("INSERT", "UPDATE")
}

_LOANS_SQLITE = {
    f"debates_loan_apart_{when.lower()}": f"""
        CREATE TRIGGER debates_loan_apart_{when.lower()} BEFORE {when} ON debates_loan
        WHEN EXISTS (
            SELECT 1 FROM debates_loan AS other
            WHERE other.room_id = NEW.room_id AND other.id IS NOT NEW.id
              AND other.starts < NEW.ends AND other.ends > NEW.starts
        ) BEGIN SELECT RAISE(ABORT, 'loans of one room overlap'); END
    """
    for when in ("INSERT", "UPDATE")
}

_NIGHT_SQLITE = {
    **{
        f"debates_debate_in_night_{when.lower()}": f"""
            CREATE TRIGGER debates_debate_in_night_{when.lower()} BEFORE {when} ON debates_debate
            WHEN NEW.status IN {_OCCUPYING} AND EXISTS (
                SELECT 1 FROM debates_night AS night
                WHERE night.id = NEW.night_id AND (NEW.starts < night.starts OR NEW.ends > night.ends)
            ) BEGIN SELECT RAISE(ABORT, 'a debate lies outside its night'); END
        """
        for when in ("INSERT", "UPDATE")
    },
    "debates_night_holds_debates": f"""
        CREATE TRIGGER debates_night_holds_debates BEFORE UPDATE ON debates_night
        WHEN EXISTS (
            SELECT 1 FROM debates_debate AS debate
            WHERE debate.night_id = NEW.id AND debate.status IN {_OCCUPYING}
              AND (debate.starts < NEW.starts OR debate.ends > NEW.ends)
        ) BEGIN SELECT RAISE(ABORT, 'a debate lies outside its night'); END
    """,
}

_SLOTS_POSTGRESQL = """
    ALTER TABLE debates_slot ADD CONSTRAINT debates_slot_apart
    EXCLUDE USING gist (resource WITH =, tstzrange(starts, ends) WITH &&)
"""

_LOANS_POSTGRESQL = """
    ALTER TABLE debates_loan ADD CONSTRAINT debates_loan_apart
    EXCLUDE USING gist (room_id WITH =, tstzrange(starts, ends) WITH &&)
"""

# The night's row is locked for reading, so that its hours cannot change under a debate that is being written.
_NIGHT_POSTGRESQL = {
    "debates_debate_in_night": [
        f"""
    CREATE OR REPLACE FUNCTION debates_debate_in_night() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE night debates_night%ROWTYPE;
    BEGIN
        IF NEW.status IN {_OCCUPYING} THEN
            SELECT * INTO night FROM debates_night WHERE id = NEW.night_id FOR SHARE;
            IF NEW.starts < night.starts OR NEW.ends > night.ends THEN
                RAISE EXCEPTION 'a debate lies outside its night' USING ERRCODE = 'check_violation';
            END IF;
        END IF;
        RETURN NEW;
    END $$
    """,
        """
    CREATE TRIGGER debates_debate_in_night BEFORE INSERT OR UPDATE OF status, night_id, starts, ends ON debates_debate
    FOR EACH ROW EXECUTE FUNCTION debates_debate_in_night()
    """,
    ],
    "debates_night_holds_debates": [
        f"""
    CREATE OR REPLACE FUNCTION debates_night_holds_debates() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM debates_debate AS debate
            WHERE debate.night_id = NEW.id AND debate.status IN {_OCCUPYING}
              AND (debate.starts < NEW.starts OR debate.ends > NEW.ends)
        ) THEN
            RAISE EXCEPTION 'a debate lies outside its night' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
        """
    CREATE TRIGGER debates_night_holds_debates BEFORE UPDATE OF starts, ends ON debates_night
    FOR EACH ROW EXECUTE FUNCTION debates_night_holds_debates()
    """,
    ],
}

SLOTS_APART = Rules(
    sqlite=_SLOTS_SQLITE,
    postgresql={"debates_slot_apart": [_SLOTS_POSTGRESQL]},
    undone=["ALTER TABLE debates_slot DROP CONSTRAINT debates_slot_apart"],
)
LOANS_APART = Rules(
    sqlite=_LOANS_SQLITE,
    postgresql={"debates_loan_apart": [_LOANS_POSTGRESQL]},
    undone=["ALTER TABLE debates_loan DROP CONSTRAINT debates_loan_apart"],
)
WITHIN_THE_NIGHT = Rules(
    sqlite=_NIGHT_SQLITE,
    postgresql=_NIGHT_POSTGRESQL,
    undone=[
        "DROP TRIGGER debates_debate_in_night ON debates_debate",
        "DROP FUNCTION debates_debate_in_night()",
        "DROP TRIGGER debates_night_holds_debates ON debates_night",
        "DROP FUNCTION debates_night_holds_debates()",
    ],
)


def keep_slots_apart() -> migrations.RunPython:
    """Of two slots of one resource that overlap, the second is refused."""
    return SLOTS_APART.operation()


def keep_loans_apart() -> migrations.RunPython:
    """Of two loans of one room that overlap, the second is refused."""
    return LOANS_APART.operation()


def keep_to_the_night() -> migrations.RunPython:
    """A debate that takes place lies within its city's night, whichever of the two is changed."""
    return WITHIN_THE_NIGHT.operation()


def around_a_new_table_of_debates(operations: list) -> list:
    """Those operations, for which SQLite makes the table of debates anew, with its rules of the night put up again.

    They are taken down first: the table's new name is refused while a trigger of another table speaks of it.
    """
    put_up, take_down = _on_sqlite(keep_to_the_night())
    return [migrations.RunPython(take_down, put_up), *operations, migrations.RunPython(put_up, take_down)]


def _on_sqlite(rule: migrations.RunPython) -> tuple[Callable, Callable]:
    """What puts that rule up and takes it down, on SQLite alone."""

    def alone(step: Callable) -> Callable:
        return lambda apps, editor: step(apps, editor) if editor.connection.vendor == "sqlite" else None

    return alone(rule.code), alone(rule.reverse_code)
