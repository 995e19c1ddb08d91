"""Public meetings of a consultation."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from debates.gatherings import holding
from debates.models import Gathering
from debates.models.venue import ACCESS_FACTS, UNKNOWN, YES


def a_meeting(consultation, city, *, starts: datetime | None = None, announced: bool = True, **fields):
    """An announced meeting in two days at an address of its own."""
    starts = starts or timezone.now() + timedelta(days=2)
    values = {
        "title": {"fr": "Réunion de quartier"},
        "place_name": "Maison des associations",
        "address": "3 rue de la Source",
        "access": {fact: [YES, ""] for fact in ACCESS_FACTS},
        "ends": starts + timedelta(hours=2),
    }
    capacity = fields.pop("capacity", 30)
    made = Gathering(consultation=consultation, city=city, starts=starts, **values | fields)
    holding.plan(made, capacity=capacity)
    if announced:
        holding.announce(made, at=timezone.now())
    return made


def typed_meeting(consultation, city, **changes) -> dict:
    """The form of a meeting, as a browser sends it."""
    day = (timezone.now() + timedelta(days=9)).date().isoformat()
    typed = {
        "consultation": consultation.pk,
        "city": city.pk,
        "title_fr": "Réunion publique",
        "programme_fr": "On se parle.",
        "place_name": "Mairie",
        "address": "1 place de la Mairie",
        "starts_at": f"{day}T18:30",
        "ends_at": f"{day}T20:30",
        "capacity": "40",
        "seats_at_most": "4",
        "closes_minutes_before": "30",
        **dict.fromkeys(ACCESS_FACTS, YES),
        "hearing_loop": UNKNOWN,
        "hearing_loop_note": "On demande à la mairie.",
    }
    return typed | changes
