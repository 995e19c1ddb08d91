"""A page of its own for each city's night of debates."""

import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cities", "0001_initial"),
        ("cms", "0009_places_of_several_districts"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="NightPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
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
                ("body", wagtail.fields.StreamField([], blank=True, block_lookup={}, verbose_name="text")),
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
                "verbose_name": "page of a city’s night of debates",
                "verbose_name_plural": "pages of cities’ nights of debates",
            },
            bases=("wagtailcore.page",),
        ),
    ]
