"""The public lists of digests, and what was taken out of them, cannot be rewritten, not even past the models."""

from django.db import migrations

from kit.written_once import write_once


class Migration(migrations.Migration):
    dependencies = [("consultations", "0005_log_written_once")]

    operations = [
        write_once("consultations_inclusionlist", keys=("id", ("consultation_id", "day"))),
        write_once("consultations_inclusionremoval", keys=("id", ("consultation_id", "digest"))),
    ]
