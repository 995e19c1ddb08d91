from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("debates", "0009_desks")]

    operations: list = []
