"""A desk's message says whether it went to chosen debates of a status or to all of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("debates", "0016_debates_as_searched")]

    operations = [
        migrations.AddField(
            model_name="deskmessage",
            name="chosen",
            field=models.BooleanField(default=False, verbose_name="to chosen debates only"),
        ),
    ]
