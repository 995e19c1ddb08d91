import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cms", "0006_blocks")]

    operations = [
        migrations.CreateModel(
            name="AccessibilityPage",
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
                ("organisation", models.CharField(max_length=120, verbose_name="who declares")),
                (
                    "standard",
                    models.CharField(
                        default="RGAA 4.1",
                        help_text="The text that the site is held against.",
                        max_length=80,
                        verbose_name="standard",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("none", "not compliant"),
                            ("partial", "partially compliant"),
                            ("full", "fully compliant"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("audited_by", models.CharField(blank=True, max_length=120, verbose_name="audited by")),
                ("audited_on", models.DateField(blank=True, null=True, verbose_name="audited on")),
                (
                    "rate",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Percentage of the criteria that apply.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="criteria met",
                    ),
                ),
                (
                    "not_compliant",
                    models.TextField(
                        blank=True, help_text="One finding a line.", verbose_name="what does not comply"
                    ),
                ),
                (
                    "burdens",
                    models.TextField(
                        blank=True,
                        help_text="One a line, with its reason.",
                        verbose_name="exceptions for disproportionate burden",
                    ),
                ),
                (
                    "exempt",
                    models.TextField(
                        blank=True, help_text="One a line.", verbose_name="content outside of the law’s scope"
                    ),
                ),
                ("technologies", models.TextField(help_text="One a line.", verbose_name="technologies")),
                (
                    "environments",
                    models.TextField(
                        blank=True,
                        help_text="One browser and assistive technology a line.",
                        verbose_name="how it was tested",
                    ),
                ),
                ("tools", models.TextField(blank=True, help_text="One a line.", verbose_name="tools")),
                (
                    "sample",
                    models.TextField(
                        blank=True, help_text="One a line.", verbose_name="pages that were tested"
                    ),
                ),
                ("contact_email", models.EmailField(max_length=254, verbose_name="contact address")),
                (
                    "remedies",
                    models.TextField(
                        help_text="One paragraph a line: who helps when no answer came, and how to reach them.",
                        verbose_name="whom to turn to",
                    ),
                ),
                ("established_on", models.DateField(verbose_name="declared on")),
            ],
            options={
                "verbose_name": "declaration of accessibility",
                "verbose_name_plural": "declarations of accessibility",
            },
            bases=("wagtailcore.page",),
        ),
    ]
