from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("debates", "0003_hosting")]

    operations: list = []
