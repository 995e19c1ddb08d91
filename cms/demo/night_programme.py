"""Drafts of debates out of texts, with their seats, themes, languages and people: a night's in a dozen queries."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from debates.models import (
    Appearance,
    Debate,
    DebateTheme,
    Host,
    Night,
    Room,
    Seating,
    Speaker,
    SpokenLanguage,
)
from debates.occupying import person_key

INTERPRETED = "*"
COLUMNS = ("question", "presentation", "format", "audience", "entry")


def add_debates(night: Night, wanted: list[dict]) -> list[Debate]:
    """A draft for each of these texts, in their order."""
    hosts = {host.slug: host for host in Host.objects.filter(city=night.city)}
    rooms = {
        (room.venue.slug, room.name): room
        for room in Room.objects.filter(venue__city=night.city).select_related("venue")
    }
    places = [rooms[one["venue"], one["room"]] for one in wanted]
    seatings = Seating.objects.bulk_create(
        Seating(capacity=one.get("capacity", room.capacity)) for one, room in zip(wanted, places, strict=True)
    )
    debates = Debate.objects.bulk_create(
        Debate(
            night=night,
            host=hosts[one["host"]],
            room=room,
            seating=seating,
            **_hours(night, one),
            **_words(one),
        )
        for one, room, seating in zip(wanted, places, seatings, strict=True)
    )
    _add_themes(debates, wanted)
    _add_languages(debates, wanted)
    _add_people(debates, wanted)
    return debates


def moment_of(night: Night, hour: str) -> datetime:
    """That hour of the night, in UTC; one before the night's first is of the next day."""
    clock = time.fromisoformat(hour)
    day = night.edition.date + timedelta(days=1 if clock < night.opens_at else 0)
    return datetime.combine(day, clock, tzinfo=night.city.zone).astimezone(UTC)


def _words(one: dict) -> dict:
    """What it says at first: where the desk asks for changes before it is handed in again, something else."""
    said = one | one.get("at_first", {})
    return {key: said[key] for key in COLUMNS if key in said}


def _hours(night: Night, one: dict) -> dict[str, datetime]:
    starts = moment_of(night, one["at"])
    return {"starts": starts, "ends": starts + timedelta(minutes=one["minutes"])}


def _add_themes(debates: list[Debate], wanted: list[dict]) -> None:
    themes = {theme.slug: theme.pk for theme in DebateTheme.objects.all()}
    link = Debate.themes.through
    link.objects.bulk_create(
        link(debate_id=debate.pk, debatetheme_id=themes[slug])
        for debate, one in zip(debates, wanted, strict=True)
        for slug in one["themes"]
    )


def _add_languages(debates: list[Debate], wanted: list[dict]) -> None:
    """French unless the text says otherwise; a star marks a language that an interpreter brings."""
    SpokenLanguage.objects.bulk_create(
        SpokenLanguage(
            debate=debate, code=code.removesuffix(INTERPRETED), interpreted=code.endswith(INTERPRETED)
        )
        for debate, one in zip(debates, wanted, strict=True)
        for code in one.get("languages", ["fr"])
    )


def _add_people(debates: list[Debate], wanted: list[dict]) -> None:
    """Speakers are their host's: somebody who comes twice is one person, and their first biography holds."""
    speakers: dict[tuple[int, str], Speaker] = {}
    appearances = []
    for debate, one in zip(debates, wanted, strict=True):
        for position, (role, name, biography) in enumerate(one.get("people", [])):
            speaker = speakers.setdefault(
                (debate.host_id, name), Speaker(host=debate.host, name=name, biography={"fr": biography})
            )
            appearances.append(Appearance(debate=debate, speaker=speaker, role=role, position=position))
    for speaker in speakers.values():
        speaker.key = person_key(speaker)
    Speaker.objects.bulk_create(speakers.values())
    for appearance in appearances:
        appearance.speaker_id = appearance.speaker.pk
    Appearance.objects.bulk_create(appearances)
