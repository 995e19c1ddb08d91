"""A session may point to a public meeting. No column changes: the blocks are code, and are written here no more."""

import wagtail.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cms", "0010_night_pages")]

    operations = [
        migrations.AlterField(
            model_name="conferencepage",
            name="programme",
            field=wagtail.fields.StreamField([], blank=True, block_lookup={}, verbose_name="sessions"),
        ),
    ]
