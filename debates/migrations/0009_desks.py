from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("debates", "0008_gatherings")]

    operations: list = []
