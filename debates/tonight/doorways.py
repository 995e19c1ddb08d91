"""A door, whatever it is of: a debate's, kept by its host, or a meeting's, kept by the city's staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from django.urls import reverse

from debates.hosting.pages import crumbs_to
from debates.models import Debate, Gathering, Seating
from debates.models.edition import DATA_DAYS

# A meeting may run over, and its last numbers are counted afterwards.
AFTER_A_MEETING = timedelta(hours=3)


@dataclass(frozen=True)
class Doorway:
    """What the pages of a door know of it.

    ``places`` is what the room holds, None where that is unknown; ``until`` the moment up to which a phone may keep the
    list, ``data_end`` that at which the names are deleted. ``page``, ``marks`` and ``worker`` are its addresses.
    """

    seating: Seating
    code: str
    title: str
    zone: tzinfo
    places: int | None
    until: datetime
    data_end: datetime
    page: str
    marks: str
    worker: str
    crumbs: list[tuple[str, str]]
    is_meeting: bool = False


def door_of_debate(debate: Debate) -> Doorway:
    """The door of a debate that is loaded with its night, room and host."""
    return Doorway(
        seating=debate.seating,
        code=debate.code,
        title=str(debate),
        zone=debate.zone,
        places=debate.room.capacity if debate.room is not None else debate.seating.capacity,
        until=debate.night.ends,
        data_end=debate.night.data_end,
        page=reverse("debates:door", args=[debate.code]),
        marks=reverse("debates:door_marks", args=[debate.code]),
        worker=reverse("debates:door_worker", args=[debate.code]),
        crumbs=crumbs_to(host=debate.host, debate=debate),
    )


def door_of_meeting(meeting: Gathering, *, crumbs: list[tuple[str, str]]) -> Doorway:
    """The door of a meeting that is loaded with its room and seats."""
    return Doorway(
        seating=meeting.seating,
        code=meeting.code,
        title=str(meeting),
        zone=meeting.zone,
        places=meeting.room.capacity if meeting.room is not None else meeting.seating.capacity,
        until=meeting.ends + AFTER_A_MEETING,
        data_end=meeting.ends + timedelta(days=DATA_DAYS),
        page=reverse("debates:meeting_door", args=[meeting.code]),
        marks=reverse("debates:meeting_door_marks", args=[meeting.code]),
        worker=reverse("debates:meeting_door_worker", args=[meeting.code]),
        crumbs=crumbs,
        is_meeting=True,
    )
