import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

import kit.localized


class Migration(migrations.Migration):
    dependencies = [
        ("cities", "0001_initial"),
        ("cms", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="GuideIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "introduction",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences under the title, also shown where pages are listed.",
                        max_length=400,
                        verbose_name="introduction",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField([], blank=True, verbose_name="text", block_lookup={}),
                ),
            ],
            options={
                "verbose_name": "guide to participation",
                "verbose_name_plural": "guides to participation",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="GuideEntryPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "introduction",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences under the title, also shown where pages are listed.",
                        max_length=400,
                        verbose_name="introduction",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("scheme", "Scheme"),
                            ("body", "Body"),
                            ("place", "Place"),
                            ("platform", "Platform"),
                            ("actor", "Actor"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [],
                        blank=True,
                        help_text="What it is; what you can do there; how and when. One title for each.",
                        verbose_name="text",
                        block_lookup={},
                    ),
                ),
                (
                    "minimum_age",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Leave empty when there is no minimum.",
                        null=True,
                        verbose_name="from the age of",
                    ),
                ),
                (
                    "maximum_age",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Leave empty when there is no maximum.",
                        null=True,
                        verbose_name="up to the age of",
                    ),
                ),
                (
                    "residence",
                    models.CharField(
                        choices=[
                            ("any", "Anywhere"),
                            ("region", "In the city or its region"),
                            ("ties", "Lives, works or studies in the city"),
                            ("city", "In the city"),
                            ("district", "In the district"),
                            ("neighbourhood", "In the neighbourhood"),
                        ],
                        default="any",
                        max_length=14,
                        verbose_name="where one must live",
                    ),
                ),
                (
                    "nationality",
                    models.CharField(
                        choices=[
                            ("any", "Any"),
                            ("eu", "Of a country of the European Union"),
                            ("french", "French"),
                        ],
                        default="any",
                        max_length=8,
                        verbose_name="nationality",
                    ),
                ),
                (
                    "as_who",
                    models.JSONField(
                        default=list,
                        help_text="Tick each that may; tick none when it is not known.",
                        verbose_name="who may take part",
                    ),
                ),
                (
                    "conditions",
                    models.CharField(
                        blank=True,
                        help_text="A sentence for what the questions above do not say: “Members are drawn by lot.”",
                        max_length=300,
                        verbose_name="other conditions",
                    ),
                ),
                (
                    "kept_by",
                    models.CharField(
                        blank=True,
                        help_text="A service rather than a person: “Citizen participation desk”.",
                        max_length=150,
                        verbose_name="who keeps this entry, as readers see it",
                    ),
                ),
                (
                    "reviewed_on",
                    models.DateField(
                        blank=True,
                        default=django.utils.timezone.localdate,
                        null=True,
                        verbose_name="last reviewed on",
                    ),
                ),
                (
                    "review_every",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (3, "Every three months"),
                            (6, "Every six months"),
                            (12, "Every year"),
                            (24, "Every two years"),
                        ],
                        default=12,
                        verbose_name="to be reviewed",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guide_entries",
                        to="cities.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "districts",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        help_text="Choose none when it concerns the whole city.",
                        related_name="guide_entries",
                        to="cities.district",
                        verbose_name="districts",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of the guide",
                "verbose_name_plural": "entries of the guide",
                "permissions": [
                    ("keep_guide_of_desk", "Can change the guide's entries of the cities of their desks")
                ],
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="GuideRelation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "entry",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="related",
                        to="cms.guideentrypage",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cms.guideentrypage",
                        verbose_name="other entry",
                    ),
                ),
            ],
            options={
                "verbose_name": "related entry",
                "verbose_name_plural": "related entries",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReviewReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("translation_key", models.UUIDField()),
                ("due_on", models.DateField()),
                ("step", models.PositiveSmallIntegerField()),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("translation_key", "due_on", "step"), name="one_reminder_a_review_and_step"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "facet",
                    models.CharField(
                        choices=[
                            ("theme", "Theme"),
                            ("goal", "What one wants to do"),
                            ("audience", "Who it is for"),
                            ("time", "How much time it takes"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Stands in the addresses that people share: do not change it.",
                        max_length=60,
                        verbose_name="address",
                    ),
                ),
                (
                    "name",
                    kit.localized.LocalizedField(default=kit.localized.LocalizedText, verbose_name="name"),
                ),
                (
                    "question",
                    kit.localized.LocalizedField(
                        blank=True,
                        default=kit.localized.LocalizedText,
                        help_text="“I want to change my street.” With one, the guide's front page offers it as a way to start.",
                        verbose_name="situation, as people say it",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Orders the list. For time, from the least to the most: who has more time has time for less.",
                        verbose_name="position",
                    ),
                ),
                (
                    "age",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="For “I am 17”: 17. Entries are then looked for by their ages instead of by this topic.",
                        null=True,
                        verbose_name="age that the situation stands for",
                    ),
                ),
                (
                    "as_who",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("individual", "One person"),
                            ("association", "An association"),
                            ("collective", "A group of residents"),
                            ("school", "A school"),
                        ],
                        help_text="For “Our association needs a room”: an association.",
                        max_length=12,
                        verbose_name="who speaks in the situation",
                    ),
                ),
            ],
            options={
                "verbose_name": "topic of the guide",
                "verbose_name_plural": "topics of the guide",
                "ordering": ["facet", "position", "slug"],
                "constraints": [
                    models.UniqueConstraint(fields=("facet", "slug"), name="one_topic_a_facet_and_slug")
                ],
            },
        ),
        migrations.AddField(
            model_name="guideentrypage",
            name="topics",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True, related_name="entries", to="cms.topic", verbose_name="topics"
            ),
        ),
        migrations.CreateModel(
            name="GuideContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "label",
                    models.CharField(
                        help_text="A desk or a service rather than a person.",
                        max_length=150,
                        verbose_name="who answers",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telephone")),
                ("address", models.CharField(blank=True, max_length=250, verbose_name="postal address")),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
                (
                    "entry",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="cms.guideentrypage",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact",
                "verbose_name_plural": "contacts",
                "ordering": ["sort_order"],
                "abstract": False,
                "unique_together": {("translation_key", "locale")},
            },
        ),
        migrations.CreateModel(
            name="GuideFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "value",
                    models.CharField(
                        help_text="As people write it: 160,000 or 5 %.", max_length=40, verbose_name="number"
                    ),
                ),
                ("label", models.CharField(max_length=150, verbose_name="what it counts")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1789),
                            django.core.validators.MaxValueValidator(2200),
                        ],
                        verbose_name="year",
                    ),
                ),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                ("source_url", models.URLField(blank=True, verbose_name="address of the source")),
                (
                    "entry",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="cms.guideentrypage",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
            ],
            options={
                "verbose_name": "key figure",
                "verbose_name_plural": "key figures",
                "ordering": ["sort_order"],
                "abstract": False,
                "unique_together": {("translation_key", "locale")},
            },
        ),
        migrations.CreateModel(
            name="GuideLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("label", models.CharField(max_length=150, verbose_name="text of the link")),
                ("url", models.URLField(verbose_name="address")),
                (
                    "entry",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="cms.guideentrypage",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
            ],
            options={
                "verbose_name": "link",
                "verbose_name_plural": "links",
                "ordering": ["sort_order"],
                "abstract": False,
                "unique_together": {("translation_key", "locale")},
            },
        ),
        migrations.CreateModel(
            name="GuidePlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("address", models.CharField(blank=True, max_length=250, verbose_name="postal address")),
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
                ("hours", models.TextField(blank=True, max_length=400, verbose_name="opening hours")),
                (
                    "step_free",
                    models.CharField(
                        choices=[("unknown", "Not known"), ("yes", "Yes"), ("no", "No")],
                        default="unknown",
                        max_length=8,
                        verbose_name="step-free access",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="cities.district",
                        verbose_name="district",
                    ),
                ),
                (
                    "entry",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="cms.guideentrypage",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
            ],
            options={
                "verbose_name": "place",
                "verbose_name_plural": "places",
                "ordering": ["sort_order"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude", None), ("longitude", None)),
                            models.Q(("latitude__isnull", False), ("longitude__isnull", False)),
                            _connector="OR",
                        ),
                        name="guide_place_both_coordinates",
                        violation_error_message="Write both the latitude and the longitude, or neither.",
                    )
                ],
                "unique_together": {("translation_key", "locale")},
            },
        ),
        migrations.AddConstraint(
            model_name="guideentrypage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minimum_age", None),
                    ("maximum_age", None),
                    ("minimum_age__lte", models.F("maximum_age")),
                    _connector="OR",
                ),
                name="guide_entry_ages_in_order",
                violation_error_message="The minimum age is above the maximum age.",
            ),
        ),
    ]
