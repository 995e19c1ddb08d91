"""Verbs on places: list one, change it with its rooms, show photographs of it, take it off the list."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.db.models.deletion import ProtectedError
from django.shortcuts import get_object_or_404

from debates.hosting.addresses import with_new_slug
from debates.hosting.belonging import TooMany
from debates.hosting.pictures import keep_picture
from debates.models import Host, Photograph, Venue

VENUES_AT_MOST = 30
PHOTOGRAPHS_AT_MOST = 8


class InUse(Exception):
    """A debate is planned there."""


def venue_of(person, slug: str) -> Venue:
    """The place of that address, of a host for whom the person acts; 404 for everybody else."""
    return get_object_or_404(Venue.objects.of(person).select_related("host", "city"), slug=slug)


@transaction.atomic
def list_venue(venue: Venue, rooms) -> Venue:
    """Store a new place and its rooms (a valid formset). Raises `TooMany`."""
    host = Host.objects.select_for_update().get(pk=venue.host_id)
    if host.venues.count() >= VENUES_AT_MOST:
        raise TooMany
    with_new_slug(venue)
    rooms.instance = venue
    _keep_rooms(rooms)
    return venue


@transaction.atomic
def change_venue(venue: Venue, rooms) -> None:
    """Store what its host changed of a place and of its rooms. Raises `InUse` where a debate came into a room to go."""
    venue.save()
    try:
        _keep_rooms(rooms)
    except ProtectedError as error:
        raise InUse from error


def _keep_rooms(rooms) -> None:
    for position, form in enumerate(rooms.forms):
        form.instance.position = position
    rooms.save()


def unlist_venue(venue: Venue) -> None:
    """Delete a place in which nothing is planned, with its photographs. Raises `InUse`."""
    try:
        with transaction.atomic():
            for photograph in venue.photographs.all():
                remove_photograph(photograph)
            venue.delete()
    except ProtectedError as error:
        raise InUse from error


@transaction.atomic
def add_photograph(venue: Venue, picture: ContentFile, *, words, credit: str, person) -> Photograph:
    """Show a picture of the place, after those there are. Raises `TooMany`."""
    Venue.objects.select_for_update().get(pk=venue.pk)
    if venue.photographs.count() >= PHOTOGRAPHS_AT_MOST:
        raise TooMany
    last = venue.photographs.aggregate(last=Max("position"))["last"]
    return Photograph.objects.create(
        venue=venue,
        image=keep_picture(picture, title=venue.name, person=person),
        alternative_text=words,
        credit=credit,
        position=0 if last is None else last + 1,
    )


@transaction.atomic
def remove_photograph(photograph: Photograph) -> None:
    """Take a picture of a place away, file and all."""
    image = photograph.image
    photograph.delete()
    image.delete()
