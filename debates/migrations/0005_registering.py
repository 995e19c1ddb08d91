"""Seats reserved, waiting lists, and what those who reserved are told."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import debates.models.registration


class Migration(migrations.Migration):
    dependencies = [
        ("debates", "0004_room_exchange"),
    ]

    operations = [
        migrations.CreateModel(
            name="News",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("off", "called off"),
                            ("moved", "new time or place"),
                            ("late", "running late"),
                        ],
                        max_length=10,
                        verbose_name="what it tells",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=1000, verbose_name="message")),
                ("at", models.DateTimeField(verbose_name="written")),
                (
                    "seating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="news", to="debates.seating"
                    ),
                ),
            ],
            options={
                "verbose_name": "message to those who reserved",
                "verbose_name_plural": "messages to those who reserved",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=debates.models.registration.new_key,
                        editable=False,
                        max_length=40,
                        unique=True,
                    ),
                ),
                (
                    "ticket",
                    models.CharField(
                        default=debates.models.registration.new_ticket,
                        editable=False,
                        max_length=12,
                        unique=True,
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "name",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="name for the list at the door"
                    ),
                ),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="seats",
                    ),
                ),
                (
                    "access_needs",
                    models.CharField(blank=True, max_length=400, verbose_name="what you need to take part"),
                ),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "to be confirmed"),
                            ("confirmed", "confirmed"),
                            ("waiting", "on the waiting list"),
                            ("offered", "seat offered"),
                            ("cancelled", "cancelled"),
                            ("lapsed", "lapsed"),
                        ],
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                ("consented_at", models.DateTimeField(verbose_name="agreed that these data are kept")),
                (
                    "address_proved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="address confirmed"),
                ),
                ("waiting_since", models.DateTimeField(blank=True, null=True, verbose_name="waiting since")),
                ("kept_until", models.DateTimeField(blank=True, null=True, verbose_name="kept until")),
                ("present", models.PositiveSmallIntegerField(default=0, verbose_name="people who came")),
                ("present_at", models.DateTimeField(blank=True, null=True, verbose_name="came")),
                (
                    "seating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="registrations",
                        to="debates.seating",
                    ),
                ),
            ],
            options={
                "verbose_name": "reservation",
                "verbose_name_plural": "reservations",
                "ordering": ["asked_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="NewsDelivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("claimed_at", models.DateTimeField(auto_now_add=True)),
                (
                    "news",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="debates.news",
                    ),
                ),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="debates.registration",
                    ),
                ),
            ],
            options={
                "verbose_name": "message told",
                "verbose_name_plural": "messages told",
            },
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(fields=["seating", "status", "waiting_since"], name="registration_in_line"),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(fields=["status", "kept_until"], name="registration_to_lapse"),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(
                models.F("seating"),
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("status__in", ["unconfirmed", "confirmed", "offered", "waiting"])),
                name="one_standing_reservation_an_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(("seats__gte", 1)), name="reservation_of_a_seat_at_least"
            ),
        ),
        migrations.AddConstraint(
            model_name="newsdelivery",
            constraint=models.UniqueConstraint(fields=("news", "registration"), name="one_delivery_a_person"),
        ),
    ]
