"""Public meetings of consultations, and what was said at their tables."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import cities.models
import debates.models.debate
import kit.localized


class Migration(migrations.Migration):
    dependencies = [
        ("cities", "0001_initial"),
        ("consultations", "0013_languages_are_a_setting"),
        ("debates", "0007_reporting"),
    ]

    operations = [
        migrations.CreateModel(
            name="Gathering",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=debates.models.debate.new_code,
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                (
                    "title",
                    kit.localized.LocalizedField(default=kit.localized.LocalizedText, verbose_name="title"),
                ),
                (
                    "programme",
                    kit.localized.LocalizedField(
                        blank=True, default=kit.localized.LocalizedText, verbose_name="programme"
                    ),
                ),
                (
                    "place_name",
                    models.CharField(blank=True, max_length=160, verbose_name="name of the place"),
                ),
                ("address", models.CharField(blank=True, max_length=250, verbose_name="street address")),
                ("access", models.JSONField(blank=True, default=dict, verbose_name="accessibility")),
                ("starts", models.DateTimeField(verbose_name="begins")),
                ("ends", models.DateTimeField(verbose_name="ends")),
                (
                    "time_zone",
                    models.CharField(
                        max_length=64, validators=[cities.models.validate_time_zone], verbose_name="time zone"
                    ),
                ),
                (
                    "seats_at_most",
                    models.PositiveSmallIntegerField(
                        default=4,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="seats that one person can reserve",
                    ),
                ),
                (
                    "closes_minutes_before",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="reservations end, in minutes before the meeting"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("planned", "announced"),
                            ("held", "held"),
                            ("cancelled", "called off"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "minutes",
                    kit.localized.LocalizedField(
                        blank=True, default=kit.localized.LocalizedText, verbose_name="minutes"
                    ),
                ),
                (
                    "attendance",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(20000)],
                        verbose_name="people present",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gatherings",
                        to="cities.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gatherings",
                        to="consultations.consultation",
                        verbose_name="consultation",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="gatherings",
                        to="cities.district",
                        verbose_name="district",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gatherings",
                        to="debates.room",
                        verbose_name="room",
                    ),
                ),
                (
                    "seating",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gathering",
                        to="debates.seating",
                    ),
                ),
            ],
            options={
                "verbose_name": "public meeting",
                "verbose_name_plural": "public meetings",
                "ordering": ["starts", "code"],
            },
        ),
        migrations.CreateModel(
            name="GatheringTable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="table"
                    ),
                ),
                (
                    "batch",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="table",
                        to="consultations.batch",
                    ),
                ),
                (
                    "gathering",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tables",
                        to="debates.gathering",
                    ),
                ),
            ],
            options={
                "verbose_name": "table of a meeting",
                "verbose_name_plural": "tables of meetings",
                "ordering": ["gathering", "number"],
            },
        ),
        migrations.AddConstraint(
            model_name="gathering",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("starts"))), name="gathering_ends_after_it_starts"
            ),
        ),
        migrations.AddConstraint(
            model_name="gathering",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("room__isnull", False),
                    models.Q(
                        models.Q(("place_name", ""), _negated=True), models.Q(("address", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="gathering_has_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="gathering",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "held"), _negated=True),
                    ("attendance__isnull", False),
                    _connector="OR",
                ),
                name="held_gathering_tells_who_came",
            ),
        ),
        migrations.AddConstraint(
            model_name="gatheringtable",
            constraint=models.UniqueConstraint(fields=("gathering", "number"), name="one_table_a_number"),
        ),
        migrations.AddConstraint(
            model_name="gatheringtable",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="tables_are_counted_from_one"
            ),
        ),
    ]
