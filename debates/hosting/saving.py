"""Verbs on the words and facts of a debate: begin one, save what its host changed, give it an image.

A change of a debate that is in the programme is logged with what it says now, so that the desk sees the difference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import F

from debates.hosting.belonging import TooMany
from debates.hosting.pictures import keep_picture
from debates.models import (
    Appearance,
    Debate,
    DebateEvent,
    Host,
    News,
    Night,
    Seating,
    Speaker,
    SpokenLanguage,
)
from debates.occupying import HOURS, Clash, Taken, clashes, occupy, person_key
from debates.registering.seats import resize
from debates.registering.telling import tell
from debates.registering.waiting import offer_seats
from debates.snapshots import snapshot_of

OPEN_AT_MOST = 40
# What a desk has not decided on: of these a host has so many at most.
OPEN = (Debate.DRAFT, Debate.SUBMITTED, Debate.CHANGES_ASKED)
_COLUMNS = (
    "question", "presentation", "format", "audience", "room", "online_link", "starts", "ends", "price", "entry",
)  # fmt: skip
# What those who reserved are told of, and what calendars that people keep show beside it.
_WHEN_AND_WHERE = ("room", "online_link", "starts", "ends")
_IN_CALENDARS = ("question", *_WHEN_AND_WHERE)
_IN_THE_PROGRAMME = (Debate.ACCEPTED, Debate.PUBLISHED)


class ChangedMeanwhile(Exception):
    """Somebody else saved the debate, or the desk took a step, since the page was opened."""


class SeatsReserved(Exception):
    """More seats are reserved than there would be. ``taken`` says how many."""

    def __init__(self, taken: int):
        super().__init__(str(taken))
        self.taken = taken


@dataclass(frozen=True)
class Saved:
    """What a saving came to: whether those who reserved are told of another time or place, and what is in its way."""

    moved: bool
    clashes: list[Clash]


@transaction.atomic
def begin(host: Host, night: Night) -> Debate:
    """An empty draft of that host's for that night. Raises `TooMany`."""
    Host.objects.select_for_update().get(pk=host.pk)
    if host.debates.filter(status__in=OPEN).count() >= OPEN_AT_MOST:
        raise TooMany
    return Debate.objects.create(host=host, night=night, seating=Seating.objects.create())


@transaction.atomic
def save_debate(
    debate: Debate,
    values: Mapping[str, Any],
    people: Sequence[dict],
    *,
    by,
    seen_revision: int,
    at: datetime,
) -> Saved:
    """Write a valid form into the debate. ``values`` are `DebateForm`'s, ``people`` those of its rows.

    Raises `ChangedMeanwhile`, `SeatsReserved` or `Taken`, and then nothing is written. What stands in the way of a
    draft, which takes no room yet, is only told.
    """
    before = snapshot_of(debate)
    columns = {name: _stored(name, values[name]) for name in _COLUMNS}
    changed = {name for name in _IN_CALENDARS if getattr(debate, name) != columns[name]}
    is_published = debate.status == Debate.PUBLISHED
    moved = is_published and bool(changed & set(_WHEN_AND_WHERE))
    if is_published and changed:
        columns["sequence"] = F("sequence") + 1
    columns |= {"revision": F("revision") + 1, "updated_at": at}
    if columns["room"] is not None or columns["online_link"]:
        columns["place_lost_at"] = None
    try:
        with transaction.atomic():
            mine = Debate.objects.filter(pk=debate.pk, revision=seen_revision).update(**columns)
    except IntegrityError as error:
        raise Taken(_out_of_hours(debate, values)) from error
    if not mine:
        raise ChangedMeanwhile
    _keep_seats(debate, values)
    _keep_words_around(debate, values)
    _keep_people(debate, people)
    debate.refresh_from_db()
    occupy(debate)
    if is_published:
        # Where there are more seats than before, those who wait come first.
        offer_seats(debate.seating, at=at)
    after = snapshot_of(debate)
    if debate.status in _IN_THE_PROGRAMME and after != before:
        DebateEvent.objects.create(debate=debate, kind=DebateEvent.CHANGED, actor=by, at=at, snapshot=after)
    if moved:
        tell(debate.seating, News.MOVED, "", at=at)
    return Saved(moved, [] if debate.status in Debate.OCCUPYING else in_the_way(debate, values, people))


def in_the_way(debate: Debate, values: Mapping[str, Any], people: Sequence[dict]) -> list[Clash]:
    """What keeps that debate from being held where and when the form says; nothing while it has no hours. One query."""
    if values.get("starts") is None or values.get("ends") is None:
        return []
    return clashes(
        night=debate.night,
        starts=values["starts"],
        ends=values["ends"],
        room=values.get("room"),
        speakers=[_as_speaker(debate.host, person) for person in people],
        but=debate,
    )


@transaction.atomic
def give_image(debate: Debate, picture: ContentFile | None, *, words, person) -> None:
    """Give the debate that picture, or other words for the one that it has. The one before goes, file and all."""
    held = Debate.objects.select_for_update(of=("self",)).select_related("image").get(pk=debate.pk)
    columns: dict[str, Any] = {"image_text": words, "revision": F("revision") + 1}
    if picture is not None:
        columns["image"] = keep_picture(picture, title=str(debate), person=person)
    Debate.objects.filter(pk=debate.pk).update(**columns)
    if picture is not None and held.image is not None:
        held.image.delete()


@transaction.atomic
def take_image(debate: Debate) -> None:
    """Leave the debate without an image."""
    held = Debate.objects.select_for_update(of=("self",)).select_related("image").get(pk=debate.pk)
    Debate.objects.filter(pk=debate.pk).update(image=None, image_text={}, revision=F("revision") + 1)
    if held.image is not None:
        held.image.delete()


def _stored(name: str, value: Any) -> Any:
    return dict(value) if name in ("question", "presentation", "price") else value


def _out_of_hours(debate: Debate, values: Mapping[str, Any]) -> list[Clash]:
    """The night's hours, which the database refused to leave; whatever else it refused is an error of ours."""
    found = [clash for clash in in_the_way(debate, values, []) if clash.kind == HOURS]
    if not found:
        raise RuntimeError("The database refused a debate for a reason that is none of its rules for hours.")
    return found


def _keep_seats(debate: Debate, values: Mapping[str, Any]) -> None:
    room, capacity = values["room"], values["capacity"]
    if capacity is None and room is not None:
        capacity = room.capacity
    if not resize(debate.seating, capacity):
        raise SeatsReserved(Seating.objects.get(pk=debate.seating_id).taken)


def _keep_words_around(debate: Debate, values: Mapping[str, Any]) -> None:
    debate.themes.set(values["themes"])
    debate.spoken_languages.all().delete()
    spoken = [(code, False) for code in values["languages"]] + [
        (code, True) for code in values["interpreted"]
    ]
    SpokenLanguage.objects.bulk_create(
        SpokenLanguage(debate=debate, code=code, interpreted=interpreted) for code, interpreted in spoken
    )


def _keep_people(debate: Debate, people: Sequence[dict]) -> None:
    """The same people as the rows. Somebody whom no debate of the host names any more is forgotten."""
    debate.appearances.all().delete()
    for position, person in enumerate(people):
        speaker = _known(debate.host, person)
        speaker.name, speaker.biography = person["name"], person["biography"]
        speaker.save()
        Appearance.objects.create(debate=debate, speaker=speaker, role=person["role"], position=position)
    Speaker.objects.filter(host=debate.host, appearances=None).delete()


def _known(host: Host, person: dict) -> Speaker:
    """That person as the host's speaker: the one of that address or name, or a new one. One query."""
    speaker = _as_speaker(host, person)
    return Speaker.objects.filter(host=host, key=speaker.key).first() or speaker


def _as_speaker(host: Host, person: dict) -> Speaker:
    speaker = Speaker(host=host, name=person["name"], email=person["email"])
    speaker.key = person_key(speaker)
    return speaker
