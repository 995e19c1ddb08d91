import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
        ("cms", "0005_letters"),
    ]

    operations = [
        migrations.AlterField(
            model_name="homepage",
            name="body",
            field=wagtail.fields.StreamField([], blank=True, block_lookup={}, verbose_name="text"),
        ),
        migrations.AlterField(
            model_name="textpage",
            name="body",
            field=wagtail.fields.StreamField([], blank=True, block_lookup={}, verbose_name="text"),
        ),
        migrations.CreateModel(
            name="NameSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("places", models.JSONField(default=dict, verbose_name="places")),
                ("read_at", models.DateTimeField(auto_now=True, verbose_name="read")),
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.page",
                        verbose_name="page",
                    ),
                ),
            ],
            options={
                "verbose_name": "search for names",
                "verbose_name_plural": "searches for names",
            },
        ),
        migrations.CreateModel(
            name="SecondLookTask",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        help_text="Pages/snippets at this step in a workflow will be moderated or approved by these groups of users",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
            ],
            options={
                "verbose_name": "second look",
                "verbose_name_plural": "second looks",
                "permissions": [("publish_alone", "Can publish a page that nobody else has approved")],
            },
            bases=("wagtailcore.task",),
        ),
    ]
