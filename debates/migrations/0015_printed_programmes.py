"""Programmes of nights as documents to print, kept as they were last set."""

import django.db.models.deletion
from django.db import migrations, models

import kit.localized


class Migration(migrations.Migration):
    dependencies = [("debates", "0014_lent_rooms_held")]

    operations = [
        migrations.CreateModel(
            name="PrintedProgramme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(choices=kit.localized.site_languages, max_length=10)),
                (
                    "sheet",
                    models.CharField(
                        choices=[
                            ("booklet", "Booklet, A5"),
                            ("poster-a3", "Poster, A3"),
                            ("poster-a2", "Poster, A2"),
                        ],
                        max_length=12,
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                (
                    "night",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="printed_programmes",
                        to="debates.night",
                    ),
                ),
            ],
            options={
                "verbose_name": "programme to print",
                "verbose_name_plural": "programmes to print",
                "ordering": ["night", "language", "sheet"],
            },
        ),
        migrations.AddConstraint(
            model_name="printedprogramme",
            constraint=models.UniqueConstraint(
                fields=("night", "language", "sheet"), name="one_programme_a_sheet"
            ),
        ),
    ]
