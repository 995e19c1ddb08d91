"""Rooms are taken by their own hosts, and by others only for the hours that are lent to them: held by triggers."""

from django.db import migrations

from debates.lent_room_rules import keep_to_what_is_lent


class Migration(migrations.Migration):
    dependencies = [("debates", "0013_debates_without_their_place")]

    operations = [keep_to_what_is_lent()]
