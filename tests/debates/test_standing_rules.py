"""What the database holds by itself is told where it is missing, and put up again by the next migrate."""

from __future__ import annotations

import pytest
from django.core import checks
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from debates.models import Slot
from debates.standing_rules import STANDING, warn_of_missing_rules
from tests.debates.makers import a_debate, a_host, a_night, a_room, a_venue, at_night

pytestmark = pytest.mark.django_db


def take_down(rule: str, table: str) -> None:
    """Take that rule down as a table that is made anew does."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {rule}" + ("" if connection.vendor == "sqlite" else f" ON {table}"))


def take_down_slots_apart() -> str:
    """Let slots of one resource overlap; the rule's name here."""
    if connection.vendor == "sqlite":
        take_down("debates_slot_apart_insert", "debates_slot")
        return "debates_slot_apart_insert"
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE debates_slot DROP CONSTRAINT debates_slot_apart")
    return "debates_slot_apart"


def warned() -> list[str]:
    return [found.msg for found in warn_of_missing_rules(databases=["default"])]


def test_nothing_is_missing_after_the_migrations():
    assert warned() == []


def test_every_rule_has_a_name_for_each_database_and_a_migration_that_exists():
    applied = {name for app, name in MigrationRecorder(connection).applied_migrations() if app == "debates"}

    assert all(standing.since in applied for standing in STANDING)
    assert all(standing.rules.sqlite and standing.rules.postgresql for standing in STANDING)


def test_a_rule_that_is_missing_is_told_with_what_to_run():
    rule = take_down_slots_apart()

    (found,) = checks.run_checks(tags=[checks.Tags.database], databases=["default"])

    assert found.id == "debates.W001"
    assert found.msg == (
        f"The database does not hold the rule {rule}: a room or a person can be taken twice at one hour."
    )
    assert "manage.py migrate --database default" in found.hint


def test_migrate_puts_up_what_is_missing_and_it_holds(paris):
    night = a_night(paris)
    room = a_room(a_venue(a_host(paris)))
    debate = a_debate(night, room=room, starts=at_night(night, 20))
    other = a_debate(night, room=room, starts=at_night(night, 20), host=debate.host)
    hours = {
        "resource": f"room:{room.pk}",
        "starts": at_night(night, 20),
        "ends": at_night(night, 21),
    }
    take_down_slots_apart()
    taken = [Slot.objects.create(debate=one, **hours) for one in (debate, other)]
    taken[1].delete()
    # What waits for the end of the test's transaction keeps PostgreSQL from changing the table.
    connection.check_constraints()

    call_command("migrate", "debates", verbosity=0, interactive=False)

    assert warned() == []
    with pytest.raises(DatabaseError), transaction.atomic():
        Slot.objects.create(debate=other, **hours)


def test_migrate_puts_up_the_rules_of_lent_rooms():
    lent = [standing for standing in STANDING if standing.since == "0014_lent_rooms_held"]
    names = lent[0].rules.sqlite if connection.vendor == "sqlite" else lent[0].rules.postgresql
    for name in names:
        take_down(name, "debates_slot" if "slot" in name else "debates_loan")
    assert len(warned()) == len(names)

    call_command("migrate", "debates", verbosity=0, interactive=False)

    assert warned() == []


def test_a_second_migrate_changes_nothing():
    call_command("migrate", "debates", verbosity=0, interactive=False)
    call_command("migrate", "debates", verbosity=0, interactive=False)

    assert warned() == []


def test_a_rule_whose_migration_was_taken_back_is_not_due():
    take_down(
        "debates_debate_in_night_update" if connection.vendor == "sqlite" else "debates_debate_in_night",
        "debates_debate",
    )
    MigrationRecorder(connection).record_unapplied("debates", "0002_held_by_the_database")

    assert warned() == []
