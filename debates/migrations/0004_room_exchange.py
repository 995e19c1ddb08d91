"""Rooms that hosts lend one another; of two loans of one room at one time the database refuses the second."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from debates.database_rules import keep_loans_apart

_ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
_SOMEBODY = [django.core.validators.MinValueValidator(1)]


def _key(to: str, *, related_name: str, gone=django.db.models.deletion.CASCADE, **more) -> models.ForeignKey:
    return models.ForeignKey(to=to, on_delete=gone, related_name=related_name, **more)


def _person() -> models.ForeignKey:
    return _key(
        settings.AUTH_USER_MODEL, related_name="+", gone=django.db.models.deletion.SET_NULL, null=True
    )


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("debates", "0003_hosting"),
    ]

    operations = [
        migrations.CreateModel(
            name="RoomOffer",
            fields=[
                ("id", _ID.clone()),
                ("starts", models.DateTimeField(verbose_name="from")),
                ("ends", models.DateTimeField(verbose_name="until")),
                (
                    "capacity",
                    models.PositiveIntegerField(validators=_SOMEBODY, verbose_name="people at most"),
                ),
                ("conditions", models.TextField(blank=True, max_length=1000, verbose_name="conditions")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("night", _key("debates.night", related_name="room_offers", verbose_name="night")),
                ("room", _key("debates.room", related_name="offers", verbose_name="room")),
            ],
            options={
                "verbose_name": "offer of a room",
                "verbose_name_plural": "offers of rooms",
                "ordering": ["starts", "room__venue__name", "pk"],
                "indexes": [models.Index(fields=["night", "starts"], name="offer_by_night")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))),
                        name="offer_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capacity__gte", 1)), name="offer_is_for_somebody"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("room", "night"),
                        name="one_open_offer_a_room",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoomRequest",
            fields=[
                ("id", _ID.clone()),
                ("about", models.CharField(blank=True, max_length=200, verbose_name="what for")),
                ("starts", models.DateTimeField(verbose_name="from")),
                ("ends", models.DateTimeField(verbose_name="until")),
                ("people", models.PositiveIntegerField(validators=_SOMEBODY, verbose_name="people expected")),
                ("message", models.TextField(blank=True, max_length=2000, verbose_name="message")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "waits for an answer"),
                            ("accepted", "agreed"),
                            ("declined", "declined"),
                            ("lent_elsewhere", "lent to another host"),
                            ("lapsed", "lapsed without an answer"),
                            ("taken_back", "taken back"),
                            ("ended", "agreement ended"),
                        ],
                        default="waiting",
                        max_length=15,
                        verbose_name="status",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                ("remind_at", models.DateTimeField(verbose_name="reminded of from")),
                ("reminded_at", models.DateTimeField(null=True, verbose_name="reminded of")),
                ("lapses_at", models.DateTimeField(verbose_name="lapses")),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="answer")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="answered")),
                ("ending", models.TextField(blank=True, max_length=2000, verbose_name="why it ended")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                ("answered_by", _person()),
                ("asked_by", _person()),
                (
                    "debate",
                    _key(
                        "debates.debate",
                        related_name="room_requests",
                        gone=django.db.models.deletion.SET_NULL,
                        null=True,
                        blank=True,
                        verbose_name="debate",
                    ),
                ),
                (
                    "ended_by",
                    _key(
                        "debates.host", related_name="+", gone=django.db.models.deletion.SET_NULL, null=True
                    ),
                ),
                ("host", _key("debates.host", related_name="room_requests", verbose_name="host")),
                ("offer", _key("debates.roomoffer", related_name="requests", verbose_name="offer")),
            ],
            options={
                "verbose_name": "request for a room",
                "verbose_name_plural": "requests for rooms",
                "ordering": ["-asked_at", "-pk"],
                "indexes": [models.Index(fields=["status", "lapses_at"], name="request_by_lapse")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))),
                        name="request_ends_after_it_starts",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "waiting")),
                        fields=("offer", "host"),
                        name="one_waiting_request_a_host",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoomMail",
            fields=[
                ("id", _ID.clone()),
                ("kind", models.CharField(max_length=15)),
                ("user", _key(settings.AUTH_USER_MODEL, related_name="+")),
                ("request", _key("debates.roomrequest", related_name="mails")),
            ],
            options={
                "verbose_name": "mail about a room",
                "verbose_name_plural": "mails about rooms",
                "constraints": [
                    models.UniqueConstraint(fields=("request", "user", "kind"), name="one_room_mail_a_step")
                ],
            },
        ),
        migrations.CreateModel(
            name="Loan",
            fields=[
                ("id", _ID.clone()),
                ("starts", models.DateTimeField(verbose_name="from")),
                ("ends", models.DateTimeField(verbose_name="until")),
                (
                    "room",
                    _key(
                        "debates.room",
                        related_name="loans",
                        gone=django.db.models.deletion.PROTECT,
                        verbose_name="room",
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="loan",
                        to="debates.roomrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "loan of a room",
                "verbose_name_plural": "loans of rooms",
                "ordering": ["room", "starts"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))), name="loan_ends_after_it_starts"
                    ),
                ],
            },
        ),
        keep_loans_apart(),
    ]
