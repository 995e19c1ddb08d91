"""What hosts report after the night, and their statements that count in a consultation."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kit.localized


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0013_languages_are_a_setting"),
        ("debates", "0006_tonight"),
        ("wagtailimages", "0027_image_description"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=kit.localized.content_languages,
                        max_length=10,
                        verbose_name="language of the report",
                    ),
                ),
                (
                    "present",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(20000)],
                        verbose_name="people present",
                    ),
                ),
                ("summary", models.TextField(blank=True, max_length=4000, verbose_name="summary")),
                (
                    "consented_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="statements may be sent"),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="handed in")),
                ("revision", models.PositiveIntegerField(default=0, editable=False)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "debate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="report",
                        to="debates.debate",
                    ),
                ),
            ],
            options={
                "verbose_name": "report of a debate",
                "verbose_name_plural": "reports of debates",
                "ordering": ["debate"],
            },
        ),
        migrations.CreateModel(
            name="ReportPicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("alternative_text", models.CharField(max_length=250, verbose_name="what it shows")),
                ("credit", models.CharField(blank=True, max_length=120, verbose_name="who took it")),
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
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="debates.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture of a report",
                "verbose_name_plural": "pictures of reports",
                "ordering": ["report", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReportReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("after", "after the debate"),
                            ("day", "a day later"),
                            ("last", "before it is due"),
                            ("desk", "by the desk"),
                        ],
                        max_length=10,
                        verbose_name="step",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="sent")),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="report_reminders",
                        to="debates.debate",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder of a report",
                "verbose_name_plural": "reminders of reports",
                "ordering": ["debate", "at"],
            },
        ),
        migrations.CreateModel(
            name="Sending",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question_key", models.CharField(max_length=64, verbose_name="question")),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                ("asked_by_desk", models.BooleanField(default=False, verbose_name="asked by the desk")),
                ("agreed_at", models.DateTimeField(blank=True, null=True, verbose_name="agreed")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="debate_sendings",
                        to="consultations.consultation",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sendings",
                        to="debates.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "sending of statements",
                "verbose_name_plural": "sendings of statements",
                "ordering": ["report", "asked_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("text", models.TextField(max_length=600, verbose_name="statement")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="debates.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement of a debate",
                "verbose_name_plural": "statements of debates",
                "ordering": ["report", "position"],
            },
        ),
        migrations.CreateModel(
            name="EnteredStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "contribution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statement",
                        to="consultations.contribution",
                    ),
                ),
                (
                    "sending",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entered",
                        to="debates.sending",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entered",
                        to="debates.statement",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement entered in a consultation",
                "verbose_name_plural": "statements entered in a consultation",
                "ordering": ["sending", "statement"],
            },
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("submitted_at", None),
                    models.Q(("present__isnull", False), models.Q(("summary", ""), _negated=True)),
                    _connector="OR",
                ),
                name="submitted_report_tells_who_came_and_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportpicture",
            constraint=models.CheckConstraint(
                condition=models.Q(("alternative_text", ""), _negated=True), name="report_picture_has_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportreminder",
            constraint=models.UniqueConstraint(fields=("debate", "step"), name="one_reminder_a_step"),
        ),
        migrations.AddConstraint(
            model_name="sending",
            constraint=models.UniqueConstraint(
                fields=("report", "consultation"), name="statements_sent_once_a_consultation"
            ),
        ),
        migrations.AddConstraint(
            model_name="sending",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn_at", None), ("agreed_at__isnull", False), _connector="OR"),
                name="only_consent_is_withdrawn",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(
                fields=("report", "position"), name="one_statement_a_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(("position__gte", 1), ("position__lte", 5)), name="five_statements_at_most"
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="statement_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="enteredstatement",
            constraint=models.UniqueConstraint(
                fields=("sending", "statement"), name="statement_entered_once"
            ),
        ),
    ]
