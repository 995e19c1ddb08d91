"""A lottery anyone can check; what it publishes, draws and logs cannot be rewritten, not even past the models."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import kit.localized
from kit.written_once import write_once


class Migration(migrations.Migration):
    dependencies = [
        ("cities", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("cms", "0003_conferences"),
    ]

    operations = [
        migrations.CreateModel(
            name="Candidate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(max_length=12, verbose_name="public number")),
                ("answers", models.JSONField(default=dict, verbose_name="categories")),
                (
                    "source",
                    models.CharField(
                        choices=[("form", "registration form"), ("file", "file")],
                        max_length=4,
                        verbose_name="came by",
                    ),
                ),
                ("address_key", models.CharField(blank=True, default="", max_length=64)),
                ("email_key", models.CharField(blank=True, default="", max_length=64)),
                ("token_hash", models.CharField(blank=True, db_index=True, default="", max_length=64)),
                (
                    "registered_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="registered"),
                ),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmed")),
            ],
            options={
                "verbose_name": "candidate",
                "verbose_name_plural": "candidates",
                "ordering": ["public_id"],
            },
        ),
        migrations.CreateModel(
            name="CandidatePerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telephone")),
                ("address", models.CharField(blank=True, max_length=250, verbose_name="postal address")),
                ("postcode", models.CharField(blank=True, max_length=20, verbose_name="postcode")),
                ("language", models.CharField(default="fr", max_length=10, verbose_name="language")),
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="person", to="cms.candidate"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "candidate’s personal data",
                "verbose_name_plural": "candidates’ personal data",
            },
        ),
        migrations.CreateModel(
            name="Lottery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True, verbose_name="address")),
                (
                    "title",
                    kit.localized.LocalizedField(default=kit.localized.LocalizedText, verbose_name="title"),
                ),
                (
                    "text",
                    kit.localized.LocalizedField(
                        blank=True,
                        default=kit.localized.LocalizedText,
                        help_text="Shown above the registration form: the question, how many days, paid or not, how long it lasts.",
                        verbose_name="what people are invited to",
                    ),
                ),
                (
                    "size",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="people in the panel",
                    ),
                ),
                (
                    "algorithm",
                    models.CharField(
                        choices=[
                            ("maximin", "maximin: the smallest chance is as large as can be"),
                            ("nash", "nash: the product of all chances is as large as can be"),
                        ],
                        default="maximin",
                        max_length=10,
                        verbose_name="how chances are made equal",
                    ),
                ),
                (
                    "one_an_address",
                    models.BooleanField(
                        default=True,
                        help_text="Addresses are compared without accents, capitals and punctuation.",
                        verbose_name="at most one person of an address",
                    ),
                ),
                (
                    "registration_opens_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="registration opens"),
                ),
                (
                    "registration_closes_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="registration closes"),
                ),
                (
                    "erase_on",
                    models.DateField(
                        help_text="Names, e-mail addresses, telephones and addresses are deleted that day.",
                        verbose_name="personal data erased on",
                    ),
                ),
                (
                    "erased_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="personal data erased"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("gathering", "Candidates are gathered"),
                            ("found", "Panels found, not yet published"),
                            ("published", "Panels published, draw to come"),
                            ("drawn", "Drawn"),
                        ],
                        default="gathering",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="made"
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lotteries",
                        to="cities.city",
                        verbose_name="city",
                    ),
                ),
            ],
            options={
                "verbose_name": "lottery",
                "verbose_name_plural": "lotteries",
                "ordering": ["-created_at", "-pk"],
                "permissions": [("run_lottery", "Can run lotteries")],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="FoundPanels",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("panels", models.JSONField(default=list)),
                ("of_sha256", models.CharField(max_length=64)),
                ("found_by", models.CharField(max_length=200, verbose_name="found by")),
                ("seconds", models.FloatField(default=0, verbose_name="seconds")),
                ("found_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="found")),
                (
                    "lottery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="found", to="cms.lottery"
                    ),
                ),
            ],
            options={
                "verbose_name": "panels found",
                "verbose_name_plural": "panels found",
            },
        ),
        migrations.CreateModel(
            name="Draw",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seed", models.TextField(verbose_name="seed")),
                ("seed_source", models.JSONField(default=dict)),
                ("ticket", models.PositiveIntegerField(verbose_name="ticket")),
                ("panel", models.PositiveIntegerField(verbose_name="panel")),
                ("members", models.JSONField(default=list)),
                ("drawn_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="drawn")),
                ("by_id", models.BigIntegerField(null=True, verbose_name="by")),
                (
                    "lottery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="draw", to="cms.lottery"
                    ),
                ),
            ],
            options={
                "verbose_name": "draw",
                "verbose_name_plural": "draws",
            },
        ),
        migrations.AddField(
            model_name="candidate",
            name="lottery",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="candidates", to="cms.lottery"
            ),
        ),
        migrations.CreateModel(
            name="LotteryCategory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40, verbose_name="short name")),
                (
                    "name",
                    kit.localized.LocalizedField(
                        default=kit.localized.LocalizedText, verbose_name="question asked"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "lottery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="categories",
                        to="cms.lottery",
                    ),
                ),
            ],
            options={
                "verbose_name": "category",
                "verbose_name_plural": "categories",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="LotteryEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verb", models.CharField(max_length=30, verbose_name="what")),
                ("by_id", models.BigIntegerField(null=True, verbose_name="who")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                ("details", models.JSONField(default=dict)),
                (
                    "lottery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="cms.lottery"
                    ),
                ),
            ],
            options={
                "verbose_name": "event of a lottery",
                "verbose_name_plural": "events of lotteries",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="LotteryValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40, verbose_name="short name")),
                (
                    "name",
                    kit.localized.LocalizedField(default=kit.localized.LocalizedText, verbose_name="answer"),
                ),
                ("minimum", models.PositiveSmallIntegerField(verbose_name="at least")),
                ("maximum", models.PositiveSmallIntegerField(verbose_name="at most")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values",
                        to="cms.lotterycategory",
                    ),
                ),
            ],
            options={
                "verbose_name": "value",
                "verbose_name_plural": "values",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PanelSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting for the worker"),
                            ("running", "running"),
                            ("done", "done"),
                            ("failed", "failed"),
                            ("cancelled", "cancelled"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("phase", models.CharField(blank=True, max_length=40, verbose_name="phase")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="steps done")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="steps in all")),
                ("is_cancel_asked", models.BooleanField(default=False, verbose_name="to be cancelled")),
                ("problems", models.JSONField(default=list)),
                ("asked_by_id", models.BigIntegerField(null=True, verbose_name="asked by")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                ("started_at", models.DateTimeField(null=True, verbose_name="started")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished")),
                (
                    "lottery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="searches", to="cms.lottery"
                    ),
                ),
            ],
            options={
                "verbose_name": "search for panels",
                "verbose_name_plural": "searches for panels",
                "ordering": ["-asked_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "published_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="published"),
                ),
                ("by_id", models.BigIntegerField(null=True, verbose_name="by")),
                (
                    "lottery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication",
                        to="cms.lottery",
                    ),
                ),
            ],
            options={
                "verbose_name": "publication of panels",
                "verbose_name_plural": "publications of panels",
            },
        ),
        migrations.CreateModel(
            name="Replacement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("left", models.CharField(max_length=12, verbose_name="who left")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("declined", "declined"),
                            ("unreachable", "could not be reached"),
                            ("not_eligible", "does not meet the conditions"),
                            ("left", "left the panel"),
                        ],
                        max_length=15,
                        verbose_name="why",
                    ),
                ),
                ("chosen", models.CharField(blank=True, max_length=12, verbose_name="who follows")),
                ("eligible", models.PositiveIntegerField(verbose_name="among how many")),
                ("unmet", models.JSONField(default=list)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                ("by_id", models.BigIntegerField(null=True, verbose_name="by")),
                (
                    "lottery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replacements",
                        to="cms.lottery",
                    ),
                ),
            ],
            options={
                "verbose_name": "replacement",
                "verbose_name_plural": "replacements",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="SeedHolder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the secret")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "lottery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seed_holders",
                        to="cms.lottery",
                    ),
                ),
            ],
            options={
                "verbose_name": "holder of a secret",
                "verbose_name_plural": "holders of secrets",
                "ordering": ["position"],
            },
        ),
        migrations.AddConstraint(
            model_name="lottery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("registration_opens_at", None),
                    ("registration_closes_at__gt", models.F("registration_opens_at")),
                    _connector="OR",
                ),
                name="lottery_closes_after_it_opens",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.UniqueConstraint(
                fields=("lottery", "public_id"), name="one_candidate_a_public_id"
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("email_key", ""), _negated=True),
                fields=("lottery", "email_key"),
                name="one_candidate_a_mailbox",
            ),
        ),
        migrations.AddConstraint(
            model_name="lotterycategory",
            constraint=models.UniqueConstraint(fields=("lottery", "key"), name="one_category_a_key"),
        ),
        migrations.AddConstraint(
            model_name="lotteryvalue",
            constraint=models.UniqueConstraint(fields=("category", "key"), name="one_value_a_key"),
        ),
        migrations.AddConstraint(
            model_name="lotteryvalue",
            constraint=models.CheckConstraint(
                condition=models.Q(("minimum__lte", models.F("maximum"))),
                name="lottery_minimum_up_to_maximum",
            ),
        ),
        migrations.AddConstraint(
            model_name="panelsearch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("waiting", "running"))),
                fields=("lottery",),
                name="one_active_search_a_lottery",
            ),
        ),
        migrations.AddConstraint(
            model_name="replacement",
            constraint=models.UniqueConstraint(fields=("lottery", "number"), name="one_replacement_a_number"),
        ),
        migrations.AddConstraint(
            model_name="replacement",
            constraint=models.UniqueConstraint(
                fields=("lottery", "left"), name="nobody_leaves_a_panel_twice"
            ),
        ),
        migrations.AddConstraint(
            model_name="seedholder",
            constraint=models.UniqueConstraint(fields=("lottery", "position"), name="one_secret_a_place"),
        ),
        write_once("cms_publication", keys=("id", "lottery_id")),
        write_once("cms_draw", keys=("id", "lottery_id")),
        write_once("cms_replacement", keys=("id", ("lottery_id", "number"), ("lottery_id", "left"))),
        write_once("cms_lotteryevent"),
    ]
