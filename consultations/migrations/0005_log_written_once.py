"""The log of decisions cannot be rewritten, not even past the models."""

from django.db import migrations

from kit.written_once import write_once


class Migration(migrations.Migration):
    dependencies = [("consultations", "0004_workbench_and_living_charter")]

    operations = [write_once("consultations_reviewevent", keys=("id", "undoes_id"))]
