"""A debate whose room is taken from it stays where it is on its way, and needs another place."""

from django.db import migrations, models
from django.db.models import Q

from debates.database_rules import around_a_new_table_of_debates

_FREE = Q(status__in=["draft", "refused", "withdrawn", "cancelled"])
_HOURS = Q(starts__isnull=False, ends__isnull=False)
_PLACE = Q(room__isnull=False) | ~Q(online_link="")
_STEPS = [
    ("submitted", "submitted"),
    ("changes_asked", "changes asked"),
    ("accepted", "accepted"),
    ("published", "published"),
    ("refused", "refused"),
    ("withdrawn", "withdrawn"),
    ("cancelled", "cancelled"),
    ("reopened", "taken up again"),
    ("changed", "changed after publication"),
    ("commented", "commented"),
    ("place_lost", "its place was taken back"),
]
_NEWS = [
    ("off", "called off"),
    ("moved", "new time or place"),
    ("late", "running late"),
    ("no_place", "place lost, another is looked for"),
]


class Migration(migrations.Migration):
    dependencies = [("debates", "0012_meetings_in_calendars")]

    operations = around_a_new_table_of_debates(
        [
            migrations.AddField(
                model_name="debate",
                name="place_lost_at",
                field=models.DateTimeField(
                    blank=True, editable=False, null=True, verbose_name="its place was taken back"
                ),
            ),
            migrations.RemoveConstraint(model_name="debate", name="debate_has_hours_and_a_place"),
            migrations.AddConstraint(
                model_name="debate",
                constraint=models.CheckConstraint(
                    condition=_FREE | (_HOURS & (_PLACE | Q(place_lost_at__isnull=False))),
                    name="debate_has_hours_and_a_place",
                ),
            ),
            migrations.AlterField(
                model_name="debateevent",
                name="kind",
                field=models.CharField(choices=_STEPS, max_length=20),
            ),
            migrations.AlterField(
                model_name="news",
                name="kind",
                field=models.CharField(choices=_NEWS, max_length=10, verbose_name="what it tells"),
            ),
        ]
    )
