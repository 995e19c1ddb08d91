"""Editions, nights of cities, hosts, venues, debates, seats and slots."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import cities.models
import debates.models.debate
import kit.localized


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cities", "0001_initial"),
        ("wagtailimages", "0027_image_description"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DebateTheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True, verbose_name="address")),
                (
                    "name",
                    kit.localized.LocalizedField(default=kit.localized.LocalizedText, verbose_name="name"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "theme of debates",
                "verbose_name_plural": "themes of debates",
                "ordering": ["position", "slug"],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True, verbose_name="address")),
                (
                    "name",
                    kit.localized.LocalizedField(default=kit.localized.LocalizedText, verbose_name="name"),
                ),
                (
                    "introduction",
                    kit.localized.LocalizedField(
                        blank=True, default=kit.localized.LocalizedText, verbose_name="introduction"
                    ),
                ),
                ("date", models.DateField(verbose_name="day on which the night begins")),
                ("public", models.BooleanField(default=False, verbose_name="shown to the public")),
            ],
            options={
                "verbose_name": "edition",
                "verbose_name_plural": "editions",
                "ordering": ["-date"],
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "capacity",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="people it holds",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="how to find it")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "room",
                "verbose_name_plural": "rooms",
                "ordering": ["venue", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Host",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="address")),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("association", "association"),
                            ("cafe", "café or restaurant"),
                            ("museum", "museum or theatre"),
                            ("university", "university or school"),
                            ("library", "library or bookshop"),
                            ("collective", "collective"),
                            ("person", "one person"),
                            ("public_body", "city or public body"),
                            ("other", "other host"),
                        ],
                        max_length=20,
                        verbose_name="kind of host",
                    ),
                ),
                (
                    "description",
                    kit.localized.LocalizedField(
                        blank=True, default=kit.localized.LocalizedText, verbose_name="description"
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="public e-mail address"),
                ),
                (
                    "phone",
                    models.CharField(blank=True, max_length=40, verbose_name="phone for the city desk"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hosts",
                        to="cities.city",
                        verbose_name="city",
                    ),
                ),
            ],
            options={
                "verbose_name": "host",
                "verbose_name_plural": "hosts",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Night",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "opens_at",
                    models.TimeField(help_text="By the city's own clock.", verbose_name="first hour"),
                ),
                (
                    "closes_at",
                    models.TimeField(
                        help_text="By the city's own clock; an hour before the first is of the next day.",
                        verbose_name="last hour",
                    ),
                ),
                ("starts", models.DateTimeField(editable=False, verbose_name="begins")),
                ("ends", models.DateTimeField(editable=False, verbose_name="ends")),
                (
                    "submissions_close",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: until the night begins.",
                        null=True,
                        verbose_name="debates can be proposed until",
                    ),
                ),
                (
                    "registration_opens",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: as soon as a debate is published.",
                        null=True,
                        verbose_name="seats can be reserved from",
                    ),
                ),
                (
                    "closes_minutes_before",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="reservations end, in minutes before a debate"
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
                    "offer_hours",
                    models.PositiveSmallIntegerField(
                        default=12,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(168),
                        ],
                        verbose_name="hours that a seat is kept for the next person waiting",
                    ),
                ),
                (
                    "notice",
                    kit.localized.LocalizedField(
                        blank=True, default=kit.localized.LocalizedText, verbose_name="what to know here"
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nights",
                        to="cities.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="nights",
                        to="debates.edition",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "night of a city",
                "verbose_name_plural": "nights of cities",
                "ordering": ["-edition__date", "starts", "city__slug"],
                "permissions": [
                    ("coordinate_debates", "Can review the debates of the cities of their desks"),
                    ("coordinate_every_city", "Can review the debates of every city"),
                ],
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="cities",
            field=models.ManyToManyField(related_name="editions", through="debates.Night", to="cities.city"),
        ),
        migrations.CreateModel(
            name="Seating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="seats")),
                ("taken", models.PositiveIntegerField(default=0, verbose_name="seats taken")),
            ],
            options={
                "verbose_name": "seating",
                "verbose_name_plural": "seatings",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("capacity", None), ("taken__lte", models.F("capacity")), _connector="OR"
                        ),
                        name="no_seat_is_taken_twice",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Debate",
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
                    "question",
                    kit.localized.LocalizedField(
                        blank=True, default=kit.localized.LocalizedText, verbose_name="question debated"
                    ),
                ),
                (
                    "presentation",
                    kit.localized.LocalizedField(
                        blank=True, default=kit.localized.LocalizedText, verbose_name="presentation"
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("discussion", "open discussion"),
                            ("talk", "talk and questions"),
                            ("workshop", "workshop at tables"),
                            ("walk", "walk"),
                            ("screening", "film and debate"),
                            ("reading", "reading"),
                            ("game", "debating game"),
                            ("assembly", "assembly"),
                        ],
                        default="discussion",
                        max_length=20,
                        verbose_name="format",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("everybody", "everybody"),
                            ("families", "families"),
                            ("youth", "young people"),
                            ("professionals", "people of the field"),
                        ],
                        default="everybody",
                        max_length=20,
                        verbose_name="for whom",
                    ),
                ),
                ("online_link", models.URLField(blank=True, verbose_name="address to follow it online")),
                ("starts", models.DateTimeField(blank=True, null=True, verbose_name="begins")),
                ("ends", models.DateTimeField(blank=True, null=True, verbose_name="ends")),
                (
                    "price",
                    kit.localized.LocalizedField(
                        blank=True,
                        default=kit.localized.LocalizedText,
                        help_text="Leave empty when it is free, as nearly all are.",
                        verbose_name="price",
                    ),
                ),
                (
                    "entry",
                    models.CharField(
                        choices=[("registration", "seats are reserved"), ("free", "free entry")],
                        default="registration",
                        max_length=15,
                        verbose_name="entry",
                    ),
                ),
                (
                    "image_text",
                    kit.localized.LocalizedField(
                        blank=True,
                        default=kit.localized.LocalizedText,
                        verbose_name="alternative text of the image",
                    ),
                ),
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
                        default="draft",
                        editable=False,
                        max_length=15,
                        verbose_name="status",
                    ),
                ),
                ("status_since", models.DateTimeField(auto_now_add=True, verbose_name="status since")),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="first published"
                    ),
                ),
                ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="image",
                    ),
                ),
                (
                    "themes",
                    models.ManyToManyField(
                        blank=True, related_name="debates", to="debates.debatetheme", verbose_name="themes"
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="debates",
                        to="debates.host",
                        verbose_name="host",
                    ),
                ),
                (
                    "night",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="debates",
                        to="debates.night",
                        verbose_name="city",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="debates",
                        to="debates.room",
                        verbose_name="room",
                    ),
                ),
                (
                    "seating",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="debate",
                        to="debates.seating",
                        verbose_name="seating",
                    ),
                ),
            ],
            options={
                "verbose_name": "debate",
                "verbose_name_plural": "debates",
                "ordering": ["starts", "code"],
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("resource", models.CharField(max_length=90)),
                ("starts", models.DateTimeField()),
                ("ends", models.DateTimeField()),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="slots", to="debates.debate"
                    ),
                ),
            ],
            options={
                "verbose_name": "slot",
                "verbose_name_plural": "slots",
                "ordering": ["resource", "starts"],
            },
        ),
        migrations.CreateModel(
            name="Speaker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "biography",
                    kit.localized.LocalizedField(
                        blank=True, default=kit.localized.LocalizedText, verbose_name="short biography"
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        help_text="Never shown; it tells two people of one name apart.",
                        max_length=254,
                        verbose_name="e-mail address",
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=64)),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="speakers",
                        to="debates.host",
                        verbose_name="host",
                    ),
                ),
            ],
            options={
                "verbose_name": "speaker",
                "verbose_name_plural": "speakers",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Appearance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("moderator", "moderator"), ("speaker", "speaker")],
                        default="speaker",
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appearances",
                        to="debates.debate",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appearances",
                        to="debates.speaker",
                    ),
                ),
            ],
            options={
                "verbose_name": "appearance",
                "verbose_name_plural": "appearances",
                "ordering": ["debate", "role", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SpokenLanguage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=10, verbose_name="language")),
                ("interpreted", models.BooleanField(default=False, verbose_name="by interpretation")),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spoken_languages",
                        to="debates.debate",
                    ),
                ),
            ],
            options={
                "verbose_name": "language of a debate",
                "verbose_name_plural": "languages of debates",
                "ordering": ["debate", "interpreted", "code"],
            },
        ),
        migrations.CreateModel(
            name="Venue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="address of its page")),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cafe", "café or restaurant"),
                            ("museum", "museum"),
                            ("university", "university or school"),
                            ("library", "library or bookshop"),
                            ("city", "city hall or city venue"),
                            ("association", "premises of an association"),
                            ("theatre", "theatre or cinema"),
                            ("outdoors", "in the open air"),
                            ("other", "another place"),
                        ],
                        max_length=20,
                        verbose_name="kind of place",
                    ),
                ),
                (
                    "description",
                    kit.localized.LocalizedField(
                        blank=True, default=kit.localized.LocalizedText, verbose_name="description"
                    ),
                ),
                ("address", models.CharField(max_length=250, verbose_name="street address")),
                ("postcode", models.CharField(blank=True, max_length=12, verbose_name="postcode")),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="longitude",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        blank=True,
                        max_length=64,
                        validators=[cities.models.validate_time_zone],
                        verbose_name="time zone",
                    ),
                ),
                (
                    "opening_hours",
                    kit.localized.LocalizedField(
                        blank=True, default=kit.localized.LocalizedText, verbose_name="opening hours"
                    ),
                ),
                ("equipment", models.JSONField(blank=True, default=list, verbose_name="equipment")),
                (
                    "step_free",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "not known")],
                        max_length=7,
                        verbose_name="Can one get in without a step?",
                    ),
                ),
                (
                    "step_free_note",
                    models.CharField(blank=True, max_length=200, verbose_name="step-free entrance: a note"),
                ),
                (
                    "accessible_toilets",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "not known")],
                        max_length=7,
                        verbose_name="Are there accessible toilets?",
                    ),
                ),
                (
                    "accessible_toilets_note",
                    models.CharField(blank=True, max_length=200, verbose_name="accessible toilets: a note"),
                ),
                (
                    "hearing_loop",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "not known")],
                        max_length=7,
                        verbose_name="Is there a hearing loop?",
                    ),
                ),
                (
                    "hearing_loop_note",
                    models.CharField(blank=True, max_length=200, verbose_name="hearing loop: a note"),
                ),
                (
                    "sign_language",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "not known")],
                        max_length=7,
                        verbose_name="Is interpretation into sign language on offer?",
                    ),
                ),
                (
                    "sign_language_note",
                    models.CharField(blank=True, max_length=200, verbose_name="sign language: a note"),
                ),
                (
                    "quiet_place",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "not known")],
                        max_length=7,
                        verbose_name="Is there a quiet place to rest?",
                    ),
                ),
                (
                    "quiet_place_note",
                    models.CharField(blank=True, max_length=200, verbose_name="quiet place: a note"),
                ),
                (
                    "stop_nearby",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("unknown", "not known")],
                        max_length=7,
                        verbose_name="Is there a stop of public transport nearby?",
                    ),
                ),
                (
                    "stop_nearby_note",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="nearest stop: its name and lines"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="venues",
                        to="cities.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="venues",
                        to="cities.district",
                        verbose_name="district",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="venues",
                        to="debates.host",
                        verbose_name="host",
                    ),
                ),
            ],
            options={
                "verbose_name": "venue",
                "verbose_name_plural": "venues",
                "ordering": ["name", "pk"],
            },
        ),
        migrations.AddField(
            model_name="room",
            name="venue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rooms",
                to="debates.venue",
                verbose_name="venue",
            ),
        ),
        migrations.CreateModel(
            name="Photograph",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "alternative_text",
                    kit.localized.LocalizedField(
                        default=kit.localized.LocalizedText, verbose_name="alternative text"
                    ),
                ),
                ("credit", models.CharField(blank=True, max_length=120, verbose_name="credit")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="image",
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photographs",
                        to="debates.venue",
                    ),
                ),
            ],
            options={
                "verbose_name": "photograph",
                "verbose_name_plural": "photographs",
                "ordering": ["venue", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="DebateEvent",
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
                            ("submitted", "submitted"),
                            ("changes_asked", "changes asked"),
                            ("accepted", "accepted"),
                            ("published", "published"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                            ("cancelled", "cancelled"),
                            ("reopened", "taken up again"),
                            ("changed", "changed after publication"),
                            ("commented", "commented"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("reason_code", models.CharField(blank=True, max_length=30)),
                ("text", models.TextField(blank=True)),
                ("snapshot", models.JSONField(blank=True, default=dict)),
                (
                    "actor",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="debates.debate",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a debate",
                "verbose_name_plural": "steps of debates",
                "ordering": ["at", "pk"],
                "indexes": [models.Index(fields=["debate", "at"], name="event_by_debate")],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted")),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="debates.host",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["host", "email"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("host"),
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("accepted_at", None)),
                        name="one_open_invitation_an_address",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("owner", "owner"), ("member", "co-host")],
                        default="member",
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                ("joined_at", models.DateTimeField(auto_now_add=True)),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="debates.host",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hostings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "member of a host",
                "verbose_name_plural": "members of hosts",
                "ordering": ["host", "joined_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("host", "user"), name="one_membership_a_person")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="night",
            constraint=models.UniqueConstraint(fields=("edition", "city"), name="one_night_a_city"),
        ),
        migrations.AddConstraint(
            model_name="night",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("starts"))), name="night_ends_after_it_starts"
            ),
        ),
        migrations.AddIndex(
            model_name="debate",
            index=models.Index(fields=["night", "status", "starts"], name="debate_by_night"),
        ),
        migrations.AddIndex(
            model_name="debate",
            index=models.Index(fields=["status", "starts"], name="debate_by_status"),
        ),
        migrations.AddConstraint(
            model_name="debate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts", None), ("ends", None), ("ends__gt", models.F("starts")), _connector="OR"
                ),
                name="debate_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="debate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["draft", "refused", "withdrawn", "cancelled"]),
                    models.Q(
                        ("ends__isnull", False),
                        ("starts__isnull", False),
                        models.Q(
                            ("room__isnull", False),
                            models.Q(("online_link", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="debate_has_hours_and_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="debate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "published"), _negated=True),
                    ("published_at__isnull", False),
                    _connector="OR",
                ),
                name="published_debate_has_its_date",
            ),
        ),
        migrations.AddIndex(
            model_name="slot",
            index=models.Index(fields=["resource", "starts"], name="slot_by_resource"),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gt", models.F("starts"))), name="slot_ends_after_it_starts"
            ),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.UniqueConstraint(fields=("debate", "resource"), name="one_slot_a_resource"),
        ),
        migrations.AddIndex(
            model_name="speaker",
            index=models.Index(fields=["key"], name="speaker_by_key"),
        ),
        migrations.AddConstraint(
            model_name="appearance",
            constraint=models.UniqueConstraint(fields=("debate", "speaker"), name="one_appearance_a_debate"),
        ),
        migrations.AddIndex(
            model_name="spokenlanguage",
            index=models.Index(fields=["code", "debate"], name="language_by_code"),
        ),
        migrations.AddConstraint(
            model_name="spokenlanguage",
            constraint=models.UniqueConstraint(fields=("debate", "code"), name="one_language_once"),
        ),
        migrations.AddIndex(
            model_name="venue",
            index=models.Index(fields=["city", "district"], name="venue_by_place"),
        ),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("step_free__in", ["yes", "no"]),
                    models.Q(("step_free", "unknown"), models.Q(("step_free_note", ""), _negated=True)),
                    _connector="OR",
                ),
                name="venue_step_free_is_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("accessible_toilets__in", ["yes", "no"]),
                    models.Q(
                        ("accessible_toilets", "unknown"),
                        models.Q(("accessible_toilets_note", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="venue_accessible_toilets_is_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("hearing_loop__in", ["yes", "no"]),
                    models.Q(("hearing_loop", "unknown"), models.Q(("hearing_loop_note", ""), _negated=True)),
                    _connector="OR",
                ),
                name="venue_hearing_loop_is_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sign_language__in", ["yes", "no"]),
                    models.Q(
                        ("sign_language", "unknown"), models.Q(("sign_language_note", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="venue_sign_language_is_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quiet_place__in", ["yes", "no"]),
                    models.Q(("quiet_place", "unknown"), models.Q(("quiet_place_note", ""), _negated=True)),
                    _connector="OR",
                ),
                name="venue_quiet_place_is_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stop_nearby__in", ["yes", "no"]),
                    models.Q(("stop_nearby", "unknown"), models.Q(("stop_nearby_note", ""), _negated=True)),
                    _connector="OR",
                ),
                name="venue_stop_nearby_is_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude", None), ("longitude", None)),
                    models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                    _connector="OR",
                ),
                name="venue_has_both_coordinates",
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(fields=("venue", "name"), name="one_room_a_name"),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity__gte", 1)), name="room_holds_somebody"
            ),
        ),
    ]
