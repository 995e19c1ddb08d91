import uuid

import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

PAGE = models.OneToOneField(
    auto_created=True,
    on_delete=django.db.models.deletion.CASCADE,
    parent_link=True,
    primary_key=True,
    serialize=False,
    to=settings.WAGTAIL_PAGE_MODEL,
)
INTRODUCTION = models.TextField(
    blank=True,
    help_text="One or two sentences under the title, also shown where pages are listed.",
    max_length=400,
    verbose_name="introduction",
)


def number():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0004_lottery"),
        ("cities", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LettersPage",
            fields=[("page_ptr", PAGE), ("introduction", INTRODUCTION)],
            options={"verbose_name": "archive of letters", "verbose_name_plural": "archives of letters"},
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("page_ptr", PAGE.clone()),
                ("introduction", INTRODUCTION.clone()),
                ("body", wagtail.fields.StreamField([], block_lookup={}, verbose_name="text")),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        help_text="Leave empty for a letter to the readers of every city.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="letters",
                        to="cities.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "topics",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        help_text="It goes to who chose one of them, or none in particular. "
                        "Leave empty to reach everybody.",
                        limit_choices_to={"facet": "theme"},
                        related_name="letters",
                        to="cms.topic",
                        verbose_name="topics",
                    ),
                ),
            ],
            options={"verbose_name": "letter", "verbose_name_plural": "letters"},
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="LetterReader",
            fields=[
                ("id", number()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail")),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "cities",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="cities.city", verbose_name="cities"
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="cms.topic", verbose_name="topics"
                    ),
                ),
            ],
            options={"verbose_name": "reader of letters", "verbose_name_plural": "readers of letters"},
        ),
        migrations.CreateModel(
            name="LetterSending",
            fields=[
                ("id", number()),
                ("letter_key", models.UUIDField(unique=True)),
                ("send_at", models.DateTimeField(verbose_name="leaves on")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("editions", models.JSONField(default=dict)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("sent_count", models.PositiveIntegerField(default=0)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sendings",
                        to="cms.letter",
                    ),
                ),
            ],
            options={
                "verbose_name": "sending of a letter",
                "verbose_name_plural": "sendings of letters",
                "permissions": [("send_letter", "Can have letters sent")],
            },
        ),
        migrations.CreateModel(
            name="LetterDelivery",
            fields=[
                ("id", number()),
                ("claimed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="cms.letterreader",
                    ),
                ),
                (
                    "sending",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="cms.lettersending",
                    ),
                ),
            ],
            options={"verbose_name": "delivery of a letter", "verbose_name_plural": "deliveries of letters"},
        ),
        migrations.AddConstraint(
            model_name="lettersending",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", None),
                    models.Q(("approved_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="letter_needs_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="letterdelivery",
            constraint=models.UniqueConstraint(fields=("sending", "reader"), name="one_letter_a_reader"),
        ),
        migrations.CreateModel(
            name="LanguageMark",
            fields=[
                ("id", number()),
                ("object_id", models.PositiveBigIntegerField()),
                ("language", models.CharField(max_length=10)),
                (
                    "original_digest",
                    models.CharField(
                        help_text="Of the main language's words that this language is a translation of.",
                        max_length=64,
                    ),
                ),
                ("own_digest", models.CharField(max_length=64)),
                ("outdated_since", models.DateTimeField(blank=True, null=True)),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "verbose_name": "state of a translation",
                "verbose_name_plural": "states of translations",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content_type", "object_id", "language"),
                        name="one_mark_a_record_and_language",
                    )
                ],
            },
        ),
    ]
