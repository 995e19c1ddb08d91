"""What a row of places means, and what is wrong with it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from debates.hosting.venue_forms import ROOMS_AT_MOST
from debates.importing import cells
from debates.importing.known import Known
from debates.importing.planned import Planned, take, take_words
from debates.importing.points import what_is_wrong
from debates.models import Venue
from debates.models.venue import ACCESS_FACTS, UNKNOWN


def read_venue(one: Planned, known: Known) -> None:
    take(one, "name", cells.text, most=160)
    take(one, "kind", cells.choice, empty=Venue.OTHER, choices=Venue.KINDS)
    take(one, "address", cells.text, most=250)
    take(one, "postcode", cells.text, most=12)
    take(one, "latitude", cells.degrees, empty=None, most=90)
    take(one, "longitude", cells.degrees, empty=None, most=180)
    _check_point(one, known)
    take_words(one, "description", most=2000)
    take(one, "rooms", cells.rooms, empty=[], most=ROOMS_AT_MOST)
    _check_rooms(one, known)
    take(one, "district", known.district, empty=None)
    for fact in ACCESS_FACTS:
        take(one, fact, cells.fact, empty=UNKNOWN)
        take(one, f"{fact}_note", cells.text, most=200)
        if one.values[fact] == UNKNOWN and not one.values[f"{fact}_note"].strip():
            one.values[f"{fact}_note"] = _("Not told by the source.")
    if known.has_another(one.external_id, one.values["name"]):
        one.notes.append(_("You list a place of this name already: this row makes a second one."))


def _check_point(one: Planned, known: Known) -> None:
    told = {name for name, _sentence in one.problems}
    latitude, longitude = one.values["latitude"], one.values["longitude"]
    if {"latitude", "longitude"} & told:
        return
    if (latitude is None) != (longitude is None):
        one.problems.append(("latitude", _("Give both coordinates or none.")))
    elif latitude is not None and (
        wrong := what_is_wrong(known.night.city, float(latitude), float(longitude))
    ):
        one.problems.append(("latitude", wrong))


def _check_rooms(one: Planned, known: Known) -> None:
    """A room keeps at least the seats of the debates that are planned there, and a place its number of rooms."""
    for name, capacity in one.values["rooms"]:
        seats = known.seats_in(one.external_id, name)
        if seats > capacity:
            sentence = _(
                "A debate in the room “%(room)s” has %(seats)d seats: lower that number on the debate’s page first."
            )
            one.problems.append(("rooms", sentence % {"room": name, "seats": seats}))
    all_rooms = {**known.rooms_before(one.external_id), **dict(one.values["rooms"])}
    if len(all_rooms) > ROOMS_AT_MOST:
        sentence = _("With the rooms that it has already this place would have more than %(most)d.")
        one.problems.append(("rooms", sentence % {"most": ROOMS_AT_MOST}))
