"""Changing an edition or a city's night: the debates that are planned must still lie within it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from debates.models import Debate, Edition, Night


class DebatesOutside(Exception):
    """Debates that are planned would lie outside of the new hours. ``debates`` are these, the first to begin first."""

    def __init__(self, debates: Sequence[Debate]):
        super().__init__(str(len(debates)))
        self.debates = debates


class NightExists(Exception):
    """That city takes part in that edition already."""


@transaction.atomic
def save_night(night: Night) -> None:
    """Write a night whose words and hours are valid. Raises `DebatesOutside` or `NightExists`, and writes nothing."""
    starts, ends = night.hours()
    try:
        with transaction.atomic():
            night.save()
    except IntegrityError as error:
        if night.pk is None:
            raise NightExists from error
        outside = _outside(night, starts, ends)
        if not outside:
            raise
        raise DebatesOutside(outside) from error


@transaction.atomic
def save_edition(edition: Edition) -> None:
    """Write an edition and move the nights of its cities to its day. Raises `DebatesOutside`, and writes nothing."""
    edition.save()
    for night in edition.nights.select_related("city"):
        night.edition = edition
        save_night(night)


def _outside(night: Night, starts: datetime, ends: datetime) -> list[Debate]:
    planned = Debate.objects.filter(night=night, status__in=Debate.OCCUPYING)
    return list(planned.filter(Q(starts__lt=starts) | Q(ends__gt=ends)).order_by("starts", "pk"))
