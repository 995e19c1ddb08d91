"""Meetings known to calendars, and statements that can be sent again after they were withdrawn."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("debates", "0011_debates_as_listed")]

    operations = [
        migrations.AddField(
            model_name="gathering",
            name="sequence",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="gathering",
            name="updated_at",
            field=models.DateTimeField(auto_now=True, default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="sending", name="statements_sent_once_a_consultation"),
        migrations.AddConstraint(
            model_name="sending",
            constraint=models.UniqueConstraint(
                fields=("report", "consultation"),
                condition=models.Q(("withdrawn_at", None)),
                name="statements_count_once_a_consultation",
            ),
        ),
    ]
