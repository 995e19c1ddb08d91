"""Citizen conferences: their pages, and what is written once of their opinions and answers."""

import django.db.models.deletion
import django.utils.timezone
import wagtail.contrib.routable_page.models
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

import kit.localized
from kit.written_once import write_once


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0002_guide"),
        ("cities", "0001_initial"),
        ("consultations", "0006_inclusion_written_once"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConferenceIndexPage",
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
            ],
            options={
                "verbose_name": "list of citizen conferences",
                "verbose_name_plural": "lists of citizen conferences",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("conference_key", models.UUIDField(unique=True)),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                (
                    "introduction",
                    kit.localized.LocalizedField(
                        blank=True, default=kit.localized.LocalizedText, verbose_name="introduction"
                    ),
                ),
                ("minorities", models.JSONField(default=list)),
                (
                    "published_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="published"),
                ),
                ("actor_id", models.BigIntegerField(null=True)),
            ],
            options={
                "verbose_name": "opinion",
                "verbose_name_plural": "opinions",
            },
        ),
        migrations.CreateModel(
            name="ConferencePage",
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
                            ("conference", "a conference, or one referral to a body"),
                            ("body", "a standing body, whose referrals stand below it"),
                        ],
                        default="conference",
                        max_length=12,
                        verbose_name="this dossier is about",
                    ),
                ),
                (
                    "question",
                    models.TextField(
                        blank=True,
                        help_text="The question put to the panel, word for word.",
                        max_length=600,
                        verbose_name="question",
                    ),
                ),
                (
                    "mandate",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="What the panel may decide, what it may not, and how long it has.",
                        verbose_name="mandate",
                    ),
                ),
                (
                    "commissioned_by",
                    models.CharField(
                        blank=True,
                        help_text="The office that asks, such as “deputy mayor for housing”. Never its holder’s name.",
                        max_length=200,
                        verbose_name="commissioned by",
                    ),
                ),
                (
                    "commissioning_service",
                    models.CharField(blank=True, max_length=200, verbose_name="department"),
                ),
                (
                    "promise",
                    models.TextField(
                        blank=True, max_length=1500, verbose_name="what they promised to do with the opinion"
                    ),
                ),
                (
                    "answer_due_on",
                    models.DateField(
                        blank=True,
                        help_text="After this day, recommendations without an answer are shown as late.",
                        null=True,
                        verbose_name="answer promised for",
                    ),
                ),
                ("begins_on", models.DateField(blank=True, null=True, verbose_name="begins")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends")),
                (
                    "programme",
                    wagtail.fields.StreamField(
                        [("session", 15)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"label": "title", "max_length": 150}),
                            1: ("wagtail.blocks.DateBlock", (), {"label": "date"}),
                            2: (
                                "wagtail.blocks.DateBlock",
                                (),
                                {
                                    "help_text": "Only if it lasts several days.",
                                    "label": "last day",
                                    "required": False,
                                },
                            ),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "hours", "max_length": 60, "required": False},
                            ),
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "place", "max_length": 200, "required": False},
                            ),
                            5: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "Anybody may come and listen.",
                                    "label": "open to the public",
                                    "required": False,
                                },
                            ),
                            6: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "ol", "ul", "link", "document-link"],
                                    "label": "programme",
                                    "required": False,
                                },
                            ),
                            7: ("wagtail.blocks.CharBlock", (), {"label": "name", "max_length": 120}),
                            8: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Their work and for whom, in a few words.",
                                    "label": "who they are",
                                    "max_length": 200,
                                },
                            ),
                            9: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "What they declared before they spoke. If they declared none, write so: it is a fact too.",
                                    "label": "declared interests",
                                    "rows": 2,
                                },
                            ),
                            10: (
                                "wagtail.blocks.StructBlock",
                                [[("name", 7), ("role", 8), ("interests", 9)]],
                                {},
                            ),
                            11: (
                                "wagtail.blocks.ListBlock",
                                (10,),
                                {"default": [], "label": "experts and hearings"},
                            ),
                            12: ("wagtail.documents.blocks.DocumentChooserBlock", (), {"label": "document"}),
                            13: (
                                "wagtail.blocks.ListBlock",
                                (12,),
                                {"default": [], "label": "documents given to the panel"},
                            ),
                            14: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["bold", "italic", "ol", "ul", "link", "document-link"],
                                    "help_text": "What was said and asked, without the panel’s names. Filled in after the session.",
                                    "label": "short minutes",
                                    "required": False,
                                },
                            ),
                            15: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 0),
                                        ("on", 1),
                                        ("until", 2),
                                        ("hours", 3),
                                        ("place", 4),
                                        ("is_public", 5),
                                        ("programme", 6),
                                        ("heard", 11),
                                        ("documents", 13),
                                        ("minutes", 14),
                                    ]
                                ],
                                {},
                            ),
                        },
                        verbose_name="sessions",
                    ),
                ),
                (
                    "panel_note",
                    models.TextField(
                        blank=True,
                        help_text="Drawn by lot from whom, appointed by whom, paid how, replaced how.",
                        max_length=2000,
                        verbose_name="how the panel was composed",
                    ),
                ),
                (
                    "pseudonyms",
                    models.TextField(
                        blank=True,
                        help_text="One a line. Never a real name: members choose how they are called here.",
                        max_length=10000,
                        verbose_name="members under their pseudonyms",
                    ),
                ),
                (
                    "composition",
                    wagtail.fields.StreamField(
                        [("category", 8)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Such as age, gender, district.",
                                    "label": "category",
                                    "max_length": 80,
                                },
                            ),
                            1: ("wagtail.blocks.CharBlock", (), {"label": "group", "max_length": 80}),
                            2: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {"label": "members", "max_value": 100000, "min_value": 0},
                            ),
                            3: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {"label": "at least", "max_value": 100000, "min_value": 0, "required": False},
                            ),
                            4: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {"label": "at most", "max_value": 100000, "min_value": 0, "required": False},
                            ),
                            5: (
                                "wagtail.blocks.DecimalBlock",
                                (),
                                {
                                    "decimal_places": 1,
                                    "label": "share in the population, in %",
                                    "max_digits": 4,
                                    "max_value": 100,
                                    "min_value": 0,
                                    "required": False,
                                },
                            ),
                            6: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("label", 1),
                                        ("members", 2),
                                        ("minimum", 3),
                                        ("maximum", 4),
                                        ("population", 5),
                                    ]
                                ],
                                {},
                            ),
                            7: ("wagtail.blocks.ListBlock", (6,), {"label": "groups", "min_num": 1}),
                            8: ("wagtail.blocks.StructBlock", [[("name", 0), ("shares", 7)]], {}),
                        },
                        help_text="By hand, when the panel was not drawn by lot here.",
                        verbose_name="composition",
                    ),
                ),
                (
                    "drafts",
                    wagtail.fields.StreamField(
                        [("draft", 3)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"help_text": "Such as “Second draft”.", "label": "title", "max_length": 100},
                            ),
                            1: ("wagtail.blocks.DateBlock", (), {"label": "date"}),
                            2: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "Blank lines part paragraphs. Readers see what changed.",
                                    "label": "text",
                                    "rows": 12,
                                },
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("title", 0), ("on", 1), ("text", 2)]], {}),
                        },
                        verbose_name="drafts of the opinion",
                    ),
                ),
                (
                    "opinion_introduction",
                    models.TextField(blank=True, max_length=5000, verbose_name="introduction of the opinion"),
                ),
                (
                    "opinion",
                    wagtail.fields.StreamField(
                        [("recommendation", 9), ("minority", 10)],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"label": "title", "max_length": 200}),
                            1: ("wagtail.blocks.TextBlock", (), {"label": "text", "rows": 5}),
                            2: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "label": "votes for",
                                    "max_value": 100000,
                                    "min_value": 0,
                                    "required": False,
                                },
                            ),
                            3: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "label": "votes against",
                                    "max_value": 100000,
                                    "min_value": 0,
                                    "required": False,
                                },
                            ),
                            4: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "label": "blank votes",
                                    "max_value": 100000,
                                    "min_value": 0,
                                    "required": False,
                                },
                            ),
                            5: ("wagtail.blocks.TextBlock", (), {"label": "statement", "rows": 4}),
                            6: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "help_text": "How many members of the panel carry it.",
                                    "label": "carried by",
                                    "max_value": 100000,
                                    "min_value": 1,
                                },
                            ),
                            7: ("wagtail.blocks.StructBlock", [[("text", 5), ("carried_by", 6)]], {}),
                            8: (
                                "wagtail.blocks.ListBlock",
                                (7,),
                                {"default": [], "label": "minority statements"},
                            ),
                            9: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 0),
                                        ("text", 1),
                                        ("votes_for", 2),
                                        ("votes_against", 3),
                                        ("votes_blank", 4),
                                        ("minorities", 8),
                                    ]
                                ],
                                {},
                            ),
                            10: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 5), ("carried_by", 6)]],
                                {"label": "Minority statement on the whole opinion"},
                            ),
                        },
                        help_text="In their order: their numbers follow it. The public sees them once you publish the opinion under “Conferences”; from then on they are frozen.",
                        verbose_name="recommendations",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cities.city",
                        verbose_name="city",
                    ),
                ),
            ],
            options={
                "verbose_name": "dossier of a conference",
                "verbose_name_plural": "dossiers of conferences",
                "permissions": [
                    ("publish_conference_opinion", "Can publish opinions and correct them by errata"),
                    ("answer_recommendations", "Can publish answers to recommendations, and updates"),
                    ("enter_recommendations", "Can enter recommendations in consultations"),
                ],
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("key", models.UUIDField()),
                (
                    "title",
                    kit.localized.LocalizedField(default=kit.localized.LocalizedText, verbose_name="title"),
                ),
                (
                    "text",
                    kit.localized.LocalizedField(default=kit.localized.LocalizedText, verbose_name="text"),
                ),
                ("votes_for", models.PositiveIntegerField(null=True, verbose_name="votes for")),
                ("votes_against", models.PositiveIntegerField(null=True, verbose_name="votes against")),
                ("votes_blank", models.PositiveIntegerField(null=True, verbose_name="blank votes")),
                ("minorities", models.JSONField(default=list)),
                (
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="cms.opinion",
                    ),
                ),
            ],
            options={
                "verbose_name": "recommendation",
                "verbose_name_plural": "recommendations",
                "ordering": ["opinion", "number"],
            },
        ),
        migrations.CreateModel(
            name="Erratum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "text",
                    kit.localized.LocalizedField(
                        default=kit.localized.LocalizedText, verbose_name="correction"
                    ),
                ),
                ("on", models.DateField(verbose_name="date")),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("actor_id", models.BigIntegerField(null=True)),
                (
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="errata", to="cms.opinion"
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="errata",
                        to="cms.recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "erratum",
                "verbose_name_plural": "errata",
                "ordering": ["opinion", "on", "id"],
            },
        ),
        migrations.CreateModel(
            name="EnteredRecommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entered_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("actor_id", models.BigIntegerField(null=True)),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consultations.consultation",
                    ),
                ),
                (
                    "contribution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consultations.contribution",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="cms.recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "recommendation entered in a consultation",
                "verbose_name_plural": "recommendations entered in consultations",
                "ordering": ["recommendation", "entered_at"],
            },
        ),
        migrations.CreateModel(
            name="RecommendationAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(default=1)),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("accepted", "accepted"),
                            ("in_part", "accepted in part"),
                            ("refused", "refused"),
                        ],
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                (
                    "reason",
                    kit.localized.LocalizedField(default=kit.localized.LocalizedText, verbose_name="reason"),
                ),
                ("author", models.CharField(max_length=200, verbose_name="who answers")),
                ("owner", models.CharField(blank=True, max_length=200, verbose_name="department in charge")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                ("on", models.DateField(verbose_name="date of the answer")),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("actor_id", models.BigIntegerField(null=True)),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="cms.recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a recommendation",
                "verbose_name_plural": "answers to recommendations",
                "ordering": ["recommendation", "-number"],
            },
        ),
        migrations.CreateModel(
            name="RecommendationUpdate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(default=1)),
                ("on", models.DateField(verbose_name="date")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("under_way", "under way"),
                            ("done", "done"),
                            ("late", "late"),
                            ("dropped", "given up"),
                        ],
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "note",
                    kit.localized.LocalizedField(
                        default=kit.localized.LocalizedText, verbose_name="what was done"
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="new due date")),
                ("evidence_url", models.URLField(blank=True, verbose_name="evidence (address)")),
                (
                    "evidence_label",
                    kit.localized.LocalizedField(
                        blank=True, default=kit.localized.LocalizedText, verbose_name="what the evidence is"
                    ),
                ),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("actor_id", models.BigIntegerField(null=True)),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="updates",
                        to="cms.recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "update of a recommendation",
                "verbose_name_plural": "updates of recommendations",
                "ordering": ["recommendation", "-on", "-number"],
            },
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.UniqueConstraint(
                fields=("opinion", "number"), name="one_recommendation_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.UniqueConstraint(fields=("opinion", "key"), name="one_recommendation_a_block"),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("votes_against__isnull", True),
                        ("votes_blank__isnull", True),
                        ("votes_for__isnull", True),
                    ),
                    models.Q(
                        ("votes_against__isnull", False),
                        ("votes_blank__isnull", False),
                        ("votes_for__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="all_votes_or_none",
            ),
        ),
        migrations.AddConstraint(
            model_name="enteredrecommendation",
            constraint=models.UniqueConstraint(
                fields=("recommendation", "consultation"), name="one_entry_a_consultation"
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendationanswer",
            constraint=models.UniqueConstraint(
                fields=("recommendation", "number"), name="one_answer_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendationanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decision", "refused"), models.Q(("owner", ""), _negated=True), _connector="OR"
                ),
                name="somebody_in_charge_of_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendationupdate",
            constraint=models.UniqueConstraint(
                fields=("recommendation", "number"), name="one_update_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendationupdate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("evidence_url", ""),
                    ("evidence_url__startswith", "http://"),
                    ("evidence_url__startswith", "https://"),
                    _connector="OR",
                ),
                name="update_evidence_on_the_web",
            ),
        ),
        write_once("cms_opinion", keys=("id", "conference_key")),
        write_once("cms_recommendation", keys=("id", ("opinion_id", "number"), ("opinion_id", "key"))),
        write_once("cms_erratum"),
        write_once("cms_recommendationanswer", keys=("id", ("recommendation_id", "number"))),
        write_once("cms_recommendationupdate", keys=("id", ("recommendation_id", "number"))),
    ]
