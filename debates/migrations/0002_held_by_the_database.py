"""Rooms and people are taken once, debates keep to their city's night, and the log is written once: held by triggers.

The exclusion constraint needs PostgreSQL's own extension btree_gist, which the owner of a database may create.
"""

from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations

from debates.database_rules import keep_slots_apart, keep_to_the_night
from kit.written_once import write_once


class Migration(migrations.Migration):
    dependencies = [("debates", "0001_initial")]

    operations = [
        BtreeGistExtension(),
        keep_slots_apart(),
        keep_to_the_night(),
        write_once("debates_debateevent"),
    ]
