"""One idea of a text can be contested by itself, and a person can put it in a theme of its own."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0006_inclusion_written_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PlacedPassage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                (
                    "analysis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placed_passages",
                        to="consultations.analysis",
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placed_passages",
                        to="consultations.answer",
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placed_passages",
                        to="consultations.theme",
                    ),
                ),
            ],
            options={
                "verbose_name": "placed passage",
                "verbose_name_plural": "placed passages",
                "ordering": ["answer", "start"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("analysis", "answer", "start"), name="one_place_a_passage"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))), name="placed_passage_has_words"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="contestation",
            name="spans",
            field=models.JSONField(blank=True, default=list, verbose_name="words contested"),
        ),
        migrations.RemoveConstraint(model_name="contestation", name="one_open_contestation_a_text"),
        migrations.AddConstraint(
            model_name="contestation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("answer", "theme"),
                name="one_open_contestation_an_idea",
            ),
        ),
        migrations.AddConstraint(
            model_name="contestation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open"), ("theme__isnull", True)),
                fields=("answer",),
                name="one_open_contestation_a_text",
            ),
        ),
    ]
