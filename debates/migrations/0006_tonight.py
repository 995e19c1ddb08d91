from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("debates", "0005_registering")]

    operations: list = []
