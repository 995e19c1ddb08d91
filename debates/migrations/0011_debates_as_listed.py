"""The public list of ten thousand debates is ordered and counted from an index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("debates", "0010_imports")]

    operations = [
        migrations.AddIndex(
            model_name="debate",
            index=models.Index(
                fields=["night", "status", "starts", "code", "published_at"], name="debate_as_listed"
            ),
        ),
    ]
