"""The public list and map of ten thousand debates are narrowed, ordered and counted from one index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("debates", "0015_printed_programmes")]

    operations = [
        migrations.RemoveIndex(model_name="debate", name="debate_as_listed"),
        # The new index begins like this one.
        migrations.RemoveIndex(model_name="debate", name="debate_by_night"),
        migrations.AddIndex(
            model_name="debate",
            index=models.Index(
                fields=[
                    *("night", "status", "starts", "code", "published_at"),
                    *("ends", "format", "entry", "room", "seating", "id"),
                ],
                name="debate_as_searched",
            ),
        ),
        migrations.AddIndex(
            model_name="debate",
            index=models.Index(fields=["night", "status", "room", "published_at"], name="debate_by_room"),
        ),
    ]
