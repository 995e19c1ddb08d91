"""What hosts type, as their forms send it."""

from __future__ import annotations

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from debates.models import Debate
from debates.models.venue import ACCESS_FACTS


def typed_debate(debate: Debate, people=(), **changes) -> dict:
    """The form of a debate as the page shows it first, with those inputs changed."""
    typed = {
        "question_fr": "Faut-il fermer la rue aux voitures ?",
        "question_en": "",
        "presentation_fr": "Une soirée pour en parler.",
        "presentation_en": "",
        "format": "discussion",
        "audience": "everybody",
        "languages": ["fr"],
        "starts_at": "21:00",
        "ends_at": "22:30",
        "room": debate.room_id or "",
        "entry": "registration",
        "capacity": "",
        "revision": debate.revision,
        "serial": 0,
        "people-TOTAL_FORMS": len(people),
        "people-INITIAL_FORMS": 0,
    }
    for number, person in enumerate(people):
        typed |= {f"people-{number}-{name}": value for name, value in person.items()}
    return typed | changes


def typed_venue(city, rooms=(("Grande salle", 60),), **changes) -> dict:
    """The form of a place that answers yes to every question of accessibility."""
    typed = {
        "name": "Café des Arts",
        "kind": "cafe",
        "city": city.pk,
        "address": "12 rue des Arts",
        "rooms-TOTAL_FORMS": len(rooms),
        "rooms-INITIAL_FORMS": 0,
        **dict.fromkeys(ACCESS_FACTS, "yes"),
    }
    for number, (name, capacity) in enumerate(rooms):
        typed |= {f"rooms-{number}-name": name, f"rooms-{number}-capacity": capacity}
    return typed | changes


def a_picture(*, size=(40, 30), kind: str = "JPEG", exif: bytes = b"") -> SimpleUploadedFile:
    """A small picture as a browser sends it."""
    out = BytesIO()
    more = {"exif": exif} if exif else {}
    Image.new("RGB", size, (20, 90, 60)).save(out, kind, **more)
    return SimpleUploadedFile(f"photo.{kind.lower()}", out.getvalue(), content_type=f"image/{kind.lower()}")
