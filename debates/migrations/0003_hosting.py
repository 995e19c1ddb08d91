"""What hosts type is kept before it is saved."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("debates", "0002_held_by_the_database"),
    ]

    operations = [
        migrations.CreateModel(
            name="Writing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("typed", models.JSONField(default=dict)),
                ("serial", models.PositiveIntegerField(default=1)),
                ("seen_revision", models.PositiveIntegerField()),
                ("updated_at", models.DateTimeField(verbose_name="last typed")),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="writings",
                        to="debates.debate",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "unsaved writing",
                "verbose_name_plural": "unsaved writings",
                "ordering": ["debate", "user"],
            },
        ),
        migrations.AddConstraint(
            model_name="writing",
            constraint=models.UniqueConstraint(fields=("debate", "user"), name="one_writing_a_person"),
        ),
    ]
