"""Verbs of an import: all rows in one transaction, or none. The same file again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from debates.hosting.addresses import with_new_slug
from debates.importing.columns import DEBATE, VENUE, plain
from debates.importing.known import Known, Limits
from debates.importing.planned import CHANGED, NEW, Planned
from debates.importing.planning import Plan, plan
from debates.importing.tables import Row
from debates.models import Debate, Host, Imported, Night, Room, Seating, SpokenLanguage, Venue
from debates.models.venue import ACCESS_FACTS

_VENUE_COLUMNS = (
    "name", "kind", "address", "postcode", "district", "latitude", "longitude", "description",
    *(name for fact in ACCESS_FACTS for name in (fact, f"{fact}_note")),
)  # fmt: skip
_DEBATE_COLUMNS = (
    "question",
    "presentation",
    "price",
    "format",
    "audience",
    "entry",
    "online_link",
    "starts",
    "ends",
)


class Refused(Exception):
    """Rows have problems, and nothing was written. ``plan`` says which."""

    def __init__(self, plan: Plan):
        super().__init__(f"{len(plan.refused)} rows")
        self.plan = plan


def dry_run(rows: Iterable[Row], host: Host, night: Night, *, limits: Limits | None = None) -> Plan:
    """What taking these rows over would do. Nothing is written. ``limits`` hold for hosts, not for desks."""
    return plan(_venues_first(rows), Known(host, night, limits))


@transaction.atomic
def take_over(
    rows: Iterable[Row],
    host: Host,
    night: Night,
    *,
    at: datetime,
    without_refused: bool = False,
    limits: Limits | None = None,
) -> Plan:
    """Write every row, debates as drafts. Raises `Refused` when one has a problem, unless those are to be left out.

    Two imports of one host come one after the other.
    """
    Host.objects.select_for_update().get(pk=host.pk)
    known = Known(host, night, limits)
    planned = plan(_venues_first(rows), known)
    if planned.refused and not without_refused:
        raise Refused(planned)
    for one in planned.rows:
        if one.problems or one.outcome not in (NEW, CHANGED):
            continue
        _take_venue(one, known, at=at) if one.row.kind == VENUE else _take_debate(one, known, at=at)
    return planned


def _venues_first(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.kind != VENUE)


def _take_venue(one: Planned, known: Known, *, at: datetime) -> None:
    before = known.imported.get((VENUE, one.external_id))
    venue = (
        before.venue
        if before is not None and before.venue is not None
        else Venue(host=known.host, city=known.night.city)
    )
    for name in _VENUE_COLUMNS:
        setattr(venue, name, one.values[name])
    if venue.pk is None:
        with_new_slug(venue)
    else:
        venue.save()
    # A room that is no longer in the file stays: a debate may be planned there.
    for position, (name, capacity) in enumerate(one.values["rooms"]):
        note = {"note": one.row.values["room_note"]} if "room_note" in one.row.values else {}
        room, _made = Room.objects.update_or_create(
            venue=venue, name=name, defaults={"capacity": capacity, "position": position, **note}
        )
        # Seats that nobody was offered yet follow the room; where they were, the row was refused.
        unoffered = room.debates.exclude(status__in=(*Debate.OCCUPYING, Debate.CANCELLED))
        Seating.objects.filter(debate__in=unoffered, capacity__gt=capacity).update(capacity=capacity)
    _remember(one, known, at=at, venue=venue)


def _take_debate(one: Planned, known: Known, *, at: datetime) -> None:
    values = {name: one.values[name] for name in _DEBATE_COLUMNS}
    room = _room(one, known)
    seats = one.values["seats"] or (room.capacity if room else None)
    if room is not None and seats is not None:
        seats = min(seats, room.capacity)
    before = known.imported.get((DEBATE, one.external_id))
    if before is None or before.debate is None:
        debate = Debate.objects.create(
            host=known.host,
            night=known.night,
            room=room,
            seating=Seating.objects.create(capacity=seats),
            **values,
        )
    else:
        debate = before.debate
        Debate.objects.filter(pk=debate.pk, status=Debate.DRAFT).update(
            room=room, revision=F("revision") + 1, updated_at=at, **values
        )
        Seating.objects.filter(pk=debate.seating_id).update(capacity=seats)
    debate.themes.set(one.values["themes"])
    debate.spoken_languages.all().delete()
    SpokenLanguage.objects.bulk_create(
        SpokenLanguage(debate=debate, code=code) for code in one.values["languages"]
    )
    _remember(one, known, at=at, debate=debate)


def _room(one: Planned, known: Known) -> Room | None:
    if one.values["place"] is None:
        return None
    venue_key, room_name = one.values["place"]
    imported = known.imported.get((VENUE, venue_key))
    if imported is not None:
        venue = imported.venue
    else:
        own = Venue.objects.filter(host=known.host, city=known.night.city)
        venue = next(one for one in own if plain(venue_key) in (plain(one.name), plain(one.slug)))
    return Room.objects.get(venue=venue, name=room_name)


def _remember(one: Planned, known: Known, *, at: datetime, **thing) -> None:
    imported, _made = Imported.objects.update_or_create(
        host=known.host,
        kind=one.row.kind,
        external_id=one.external_id,
        defaults={"digest": one.digest, "at": at, **thing},
    )
    known.imported[(one.row.kind, one.external_id)] = imported


def said(planned: Plan) -> str:
    """What an import came to, in a sentence."""
    counts = planned.counts
    return _("%(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(left)d left as they are.") % counts
