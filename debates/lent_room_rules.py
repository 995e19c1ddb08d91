"""The rules of lent rooms as the database holds them, for migrations; `debates.database_rules` has those of all rooms.

A debate takes a room of its own host's, or one that is lent to its host for all of its hours; and while a room is lent,
no other host's debate is in it, the owner's included. Held on both sides: where a debate takes a room, and where a room
is lent. On PostgreSQL both take the room's row first, so that of two at once the second sees what the first has done.

That a loan goes while a debate is still in the room is not refused: loans are forgotten after the night. The verb that
ends an agreement takes the debates out first (`debates.exchanging.ending`).
"""

from __future__ import annotations

from django.db import migrations

from debates.database_rules import Rules

_REFUSAL = "'the room is lent otherwise'"

# {room} is the number of the room that is taken.
_LENT_TO_ANOTHER = """
    SELECT 1 FROM debates_loan AS loan
    JOIN debates_roomrequest AS asked ON asked.id = loan.request_id
    JOIN debates_debate AS debate ON debate.id = NEW.debate_id
    WHERE loan.room_id = {room} AND asked.host_id <> debate.host_id
      AND loan.starts < NEW.ends AND loan.ends > NEW.starts
"""
_OF_ITS_HOST = """
    SELECT 1 FROM debates_debate AS debate
    JOIN debates_room AS room ON room.id = {room}
    JOIN debates_venue AS venue ON venue.id = room.venue_id
    WHERE debate.id = NEW.debate_id AND venue.host_id = debate.host_id
"""
_LENT_TO_ITS_HOST = """
    SELECT 1 FROM debates_loan AS loan
    JOIN debates_roomrequest AS asked ON asked.id = loan.request_id
    JOIN debates_debate AS debate ON debate.id = NEW.debate_id
    WHERE loan.room_id = {room} AND asked.host_id = debate.host_id
      AND loan.starts <= NEW.starts AND loan.ends >= NEW.ends
"""
_PLANNED_BY_ANOTHER = """
    SELECT 1 FROM debates_slot AS slot
    JOIN debates_debate AS debate ON debate.id = slot.debate_id
    JOIN debates_roomrequest AS asked ON asked.id = NEW.request_id
    WHERE slot.resource = 'room:' || NEW.room_id AND debate.host_id <> asked.host_id
      AND slot.starts < NEW.ends AND slot.ends > NEW.starts
"""
_AS_OFFERED = """
    SELECT 1 FROM debates_roomrequest AS asked
    JOIN debates_roomoffer AS offer ON offer.id = asked.offer_id
    WHERE asked.id = NEW.request_id AND offer.room_id = NEW.room_id
      AND offer.starts <= NEW.starts AND offer.ends >= NEW.ends
"""


def _on_sqlite() -> dict[str, str]:
    room = "CAST(substr(NEW.resource, 6) AS INTEGER)"
    found = {}
    for when in ("INSERT", "UPDATE"):
        found[f"debates_slot_lent_{when.lower()}"] = f"""
            CREATE TRIGGER debates_slot_lent_{when.lower()} BEFORE {when} ON debates_slot
            WHEN substr(NEW.resource, 1, 5) = 'room:' AND (
                EXISTS ({_LENT_TO_ANOTHER.format(room=room)})
                OR NOT (EXISTS ({_OF_ITS_HOST.format(room=room)}) OR EXISTS ({_LENT_TO_ITS_HOST.format(room=room)}))
            ) BEGIN SELECT RAISE(ABORT, {_REFUSAL}); END
        """
        found[f"debates_loan_free_{when.lower()}"] = f"""
            CREATE TRIGGER debates_loan_free_{when.lower()} BEFORE {when} ON debates_loan
            WHEN EXISTS ({_PLANNED_BY_ANOTHER}) OR NOT EXISTS ({_AS_OFFERED})
            BEGIN SELECT RAISE(ABORT, {_REFUSAL}); END
        """
    return found


def _on_postgresql() -> dict[str, list[str]]:
    refuse = f"RAISE EXCEPTION {_REFUSAL} USING ERRCODE = 'check_violation'"
    room = "taken"
    return {
        "debates_slot_lent": [
            f"""
        CREATE OR REPLACE FUNCTION debates_slot_lent() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE taken bigint;
        BEGIN
            IF left(NEW.resource, 5) <> 'room:' THEN RETURN NEW; END IF;
            taken := substr(NEW.resource, 6)::bigint;
            PERFORM 1 FROM debates_room WHERE id = taken FOR NO KEY UPDATE;
            IF EXISTS ({_LENT_TO_ANOTHER.format(room=room)})
                OR NOT (EXISTS ({_OF_ITS_HOST.format(room=room)}) OR EXISTS ({_LENT_TO_ITS_HOST.format(room=room)}))
            THEN {refuse}; END IF;
            RETURN NEW;
        END $$
        """,
            """
        CREATE TRIGGER debates_slot_lent BEFORE INSERT OR UPDATE ON debates_slot
        FOR EACH ROW EXECUTE FUNCTION debates_slot_lent()
        """,
        ],
        "debates_loan_free": [
            f"""
        CREATE OR REPLACE FUNCTION debates_loan_free() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM 1 FROM debates_room WHERE id = NEW.room_id FOR NO KEY UPDATE;
            IF EXISTS ({_PLANNED_BY_ANOTHER}) OR NOT EXISTS ({_AS_OFFERED}) THEN {refuse}; END IF;
            RETURN NEW;
        END $$
        """,
            """
        CREATE TRIGGER debates_loan_free BEFORE INSERT OR UPDATE ON debates_loan
        FOR EACH ROW EXECUTE FUNCTION debates_loan_free()
        """,
        ],
    }


LENT_ROOMS = Rules(
    sqlite=_on_sqlite(),
    postgresql=_on_postgresql(),
    undone=[
        "DROP TRIGGER debates_slot_lent ON debates_slot",
        "DROP FUNCTION debates_slot_lent()",
        "DROP TRIGGER debates_loan_free ON debates_loan",
        "DROP FUNCTION debates_loan_free()",
    ],
)


def keep_to_what_is_lent() -> migrations.RunPython:
    """A room is taken by its own host's debates and, for the hours that are lent, by those of whom it is lent to."""
    return LENT_ROOMS.operation()
