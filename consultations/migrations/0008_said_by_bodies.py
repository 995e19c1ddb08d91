"""Contributions that a public body makes, and where each comes from."""

import django.db.models.deletion
from django.db import migrations, models

import kit.localized


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0007_contest_one_idea"),
    ]

    operations = [
        migrations.AlterField(
            model_name="contribution",
            name="channel",
            field=models.CharField(
                choices=[
                    ("online", "online"),
                    ("paper", "on paper"),
                    ("spoken", "spoken"),
                    ("debate", "in a debate"),
                    ("body", "by a public body"),
                ],
                default="online",
                max_length=10,
                verbose_name="channel",
            ),
        ),
        migrations.CreateModel(
            name="ContributionOrigin",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "body",
                    kit.localized.LocalizedField(default=kit.localized.LocalizedText, verbose_name="body"),
                ),
                (
                    "title",
                    kit.localized.LocalizedField(default=kit.localized.LocalizedText, verbose_name="title"),
                ),
                ("path", models.CharField(max_length=200)),
                (
                    "contribution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="origin",
                        to="consultations.contribution",
                    ),
                ),
            ],
            options={
                "verbose_name": "origin of a contribution",
                "verbose_name_plural": "origins of contributions",
            },
        ),
    ]
