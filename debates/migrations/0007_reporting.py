from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("debates", "0006_tonight")]

    operations: list = []
