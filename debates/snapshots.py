"""What a debate says at one moment, in plain words, so that two moments can be compared."""

from __future__ import annotations

from debates.models import Debate


def snapshot_of(debate: Debate) -> dict:
    """The debate's own words and facts, as JSON. Queries four times; holds nothing of those who reserved."""
    return {
        "question": dict(debate.question),
        "presentation": dict(debate.presentation),
        "themes": sorted(debate.themes.values_list("slug", flat=True)),
        "format": debate.format,
        "audience": debate.audience,
        "languages": sorted(debate.spoken_languages.values_list("code", flat=True)),
        "people": [
            {"name": one.speaker.name, "role": one.role, "biography": dict(one.speaker.biography)}
            for one in debate.appearances.select_related("speaker")
        ],
        "venue": debate.room.venue.name if debate.room is not None else "",
        "room": debate.room.name if debate.room is not None else "",
        "online_link": debate.online_link,
        "starts": debate.starts.isoformat() if debate.starts else "",
        "ends": debate.ends.isoformat() if debate.ends else "",
        "capacity": debate.seating.capacity,
        "price": dict(debate.price),
        "entry": debate.entry,
    }
