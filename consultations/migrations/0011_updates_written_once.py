"""What was said of a commitment cannot be rewritten, not even past the models."""

from django.db import migrations

from kit.written_once import write_once


class Migration(migrations.Migration):
    dependencies = [("consultations", "0010_updates_outlive_accounts")]

    operations = [write_once("consultations_commitmentupdate")]
