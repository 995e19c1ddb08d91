"""A place may serve other districts than the one that it stands in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cms", "0008_panel_from_a_lottery")]

    operations = [
        migrations.AddField(
            model_name="guideplace",
            name="other_districts",
            field=models.CharField(
                blank=True,
                help_text="Their codes, with commas between them: 1, 2, 4. The place is shown on their pages too.",
                max_length=200,
                verbose_name="other districts that it serves",
            ),
        ),
    ]
