"""The public meetings that a session of a dossier can point to."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.timezone import localtime

SHOWN = 200


def meetings_to_choose() -> list[tuple[str, str]]:
    """(code, title and day) of the announced meetings, the latest first. One query, each time a form asks."""
    from debates.models import Gathering

    found = Gathering.objects.public().held().order_by("-starts")[:SHOWN]
    return [
        (one.code, f"{one.title} – {date_format(localtime(one.starts, one.zone), 'DATE_FORMAT')}")
        for one in found
    ]
