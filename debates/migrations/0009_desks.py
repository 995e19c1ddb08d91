"""Desks write to hosts, and say which debates that look alike are different ones."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("debates", "0008_gatherings"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskMessage",
            fields=[
                ("id", _ID.clone()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("changes_asked", "changes asked"),
                            ("accepted", "accepted"),
                            ("published", "published"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                            ("cancelled", "cancelled"),
                        ],
                        max_length=15,
                        verbose_name="status of the debates",
                    ),
                ),
                ("subject", models.CharField(max_length=120, verbose_name="subject")),
                ("text", models.TextField(max_length=4000, verbose_name="message")),
                ("at", models.DateTimeField(verbose_name="sent")),
                ("recipients", models.PositiveIntegerField(default=0, verbose_name="recipients")),
                (
                    "debates",
                    models.ManyToManyField(
                        related_name="desk_messages", to="debates.debate", verbose_name="debates"
                    ),
                ),
                (
                    "night",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="desk_messages",
                        to="debates.night",
                        verbose_name="city",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "message to hosts",
                "verbose_name_plural": "messages to hosts",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="DeskDelivery",
            fields=[
                ("id", _ID.clone()),
                ("claimed_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="debates.deskmessage",
                    ),
                ),
            ],
            options={
                "verbose_name": "message sent to a host",
                "verbose_name_plural": "messages sent to hosts",
                "constraints": [
                    models.UniqueConstraint(fields=("message", "user"), name="one_desk_mail_a_person")
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptApart",
            fields=[
                ("id", _ID.clone()),
                ("at", models.DateTimeField()),
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
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="debates.debate"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="debates.debate"
                    ),
                ),
            ],
            options={
                "verbose_name": "pair of different debates",
                "verbose_name_plural": "pairs of different debates",
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="one_judgement_a_pair"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="pair_in_order"
                    ),
                ],
            },
        ),
    ]
