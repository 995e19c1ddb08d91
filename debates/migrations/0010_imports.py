"""What hosts' imports made, and imports that wait for a yes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _key(to: str, *, related_name: str, **more) -> models.ForeignKey:
    return models.ForeignKey(
        to=to, on_delete=django.db.models.deletion.CASCADE, related_name=related_name, **more
    )


def _thing(to: str) -> models.OneToOneField:
    return models.OneToOneField(
        to=to, on_delete=django.db.models.deletion.CASCADE, null=True, related_name="imported"
    )


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("debates", "0009_desks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Imported",
            fields=[
                ("id", _ID.clone()),
                ("external_id", models.CharField(max_length=200, verbose_name="external id")),
                ("kind", models.CharField(max_length=10)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("debate", _thing("debates.debate")),
                ("host", _key("debates.host", related_name="imported")),
                ("venue", _thing("debates.venue")),
            ],
            options={
                "verbose_name": "imported row",
                "verbose_name_plural": "imported rows",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("host", "kind", "external_id"), name="one_thing_an_imported_row"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("debate", None), ("kind", "venue"), ("venue__isnull", False))
                        | models.Q(("debate__isnull", False), ("kind", "debate"), ("venue", None)),
                        name="imported_row_is_one_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WaitingImport",
            fields=[
                ("id", _ID.clone()),
                ("name", models.CharField(max_length=200, verbose_name="file")),
                ("rows", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                ("by", _key(settings.AUTH_USER_MODEL, related_name="+")),
                ("host", _key("debates.host", related_name="waiting_imports")),
                ("night", _key("debates.night", related_name="+")),
            ],
            options={
                "verbose_name": "import that waits",
                "verbose_name_plural": "imports that wait",
                "ordering": ["-at"],
            },
        ),
    ]
