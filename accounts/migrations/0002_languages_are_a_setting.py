"""The languages of people are read from the settings: a third one asks for no migration."""

from django.db import migrations, models

import kit.localized


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="language",
            field=models.CharField(
                choices=kit.localized.site_languages, default="fr", max_length=10, verbose_name="language"
            ),
        ),
    ]
