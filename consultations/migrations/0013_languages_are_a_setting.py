"""The languages of texts and questions are read from the settings: a third one asks for no migration."""

import wagtail.fields
from django.db import migrations, models

import kit.localized


class Migration(migrations.Migration):
    dependencies = [("consultations", "0011_updates_written_once")]

    operations = [
        migrations.AlterField(
            model_name="consultationtext",
            name="language",
            field=models.CharField(
                choices=kit.localized.content_languages, max_length=10, verbose_name="language"
            ),
        ),
        migrations.AlterField(
            model_name="consultation",
            name="questionnaire",
            field=wagtail.fields.StreamField([], blank=True, block_lookup={}, verbose_name="questionnaire"),
        ),
    ]
