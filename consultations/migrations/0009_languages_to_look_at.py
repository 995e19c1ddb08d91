"""Which languages of an article still say what an amendment has changed in another."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("consultations", "0008_said_by_bodies")]

    operations = [
        migrations.AddField(
            model_name="articleversion",
            name="lagging",
            field=models.JSONField(blank=True, default=list, verbose_name="languages to look at"),
        ),
    ]
