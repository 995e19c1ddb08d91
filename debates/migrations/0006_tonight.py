"""Who came to a debate, as the phones at its door say it; how late it is."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("debates", "0005_registering"),
    ]

    operations = [
        migrations.AddField(
            model_name="news",
            name="late_minutes",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes late"),
        ),
        migrations.CreateModel(
            name="Door",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("arrived", models.PositiveIntegerField(default=0, verbose_name="came with a reservation")),
                (
                    "walk_ins",
                    models.PositiveIntegerField(default=0, verbose_name="came without a reservation"),
                ),
                ("marks_made", models.PositiveIntegerField(default=0)),
                (
                    "seating",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="door",
                        to="debates.seating",
                    ),
                ),
            ],
            options={
                "verbose_name": "door of a debate",
                "verbose_name_plural": "doors of debates",
            },
        ),
        migrations.CreateModel(
            name="DoorMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("phone_id", models.CharField(max_length=40, verbose_name="id given by the phone")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("in", "came with a reservation"),
                            ("set", "number corrected"),
                            ("walk", "came without a reservation"),
                        ],
                        max_length=5,
                        verbose_name="kind",
                    ),
                ),
                ("people", models.SmallIntegerField(verbose_name="people")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("done", "counted"),
                            ("twice", "had come already"),
                            ("older", "corrected since"),
                            ("unknown", "no such code here"),
                            ("not_confirmed", "not a confirmed reservation"),
                            ("nobody_left", "nobody was left to take off"),
                        ],
                        max_length=15,
                        verbose_name="what came of it",
                    ),
                ),
                ("said_at", models.DateTimeField(verbose_name="said")),
                ("received_at", models.DateTimeField(verbose_name="received")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="door_marks",
                        to="debates.registration",
                    ),
                ),
                (
                    "seating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="door_marks",
                        to="debates.seating",
                    ),
                ),
            ],
            options={
                "verbose_name": "mark at the door",
                "verbose_name_plural": "marks at the door",
                "ordering": ["received_at", "pk"],
                "indexes": [
                    models.Index(fields=["registration", "said_at"], name="mark_by_reservation"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("seating", "phone_id"), name="one_mark_an_id"),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "walk"), ("people__gte", 0), _connector="OR"),
                        name="reserved_people_are_not_negative",
                    ),
                ],
            },
        ),
    ]
