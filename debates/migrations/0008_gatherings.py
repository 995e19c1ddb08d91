from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("debates", "0007_reporting")]

    operations: list = []
