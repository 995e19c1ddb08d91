"""A dossier's panel may come from a lottery that was drawn here."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cms", "0007_accessibility")]

    operations = [
        migrations.AddField(
            model_name="conferencepage",
            name="lottery",
            field=models.ForeignKey(
                blank=True,
                help_text="Once it is drawn, its panel is shown here, with a link to check it.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="dossiers",
                to="cms.lottery",
                verbose_name="lottery that drew the panel",
            ),
        ),
    ]
