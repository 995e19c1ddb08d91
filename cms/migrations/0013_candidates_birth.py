"""A file of candidates may say when people were born, so that two people of one name and address both come in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cms", "0012_panels_found_so_far")]

    operations = [
        migrations.AddField(
            model_name="candidateperson",
            name="born",
            field=models.CharField(
                blank=True, default="", max_length=10, verbose_name="year or date of birth"
            ),
        ),
    ]
