"""A search for panels tells how many it has found so far."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cms", "0011_sessions_name_a_meeting")]

    operations = [
        migrations.AddField(
            model_name="panelsearch",
            name="panels",
            field=models.PositiveIntegerField(default=0, verbose_name="panels found so far"),
        ),
    ]
