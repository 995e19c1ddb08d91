"""Now and next, for screens: the debates of each city that are going on, and those that begin soon."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from django.templatetags.tz import do_timezone

from debates.finding.cards import Card, cards
from debates.models import Debate, Night

# What begins later than this is not “next” as long as something begins before.
SOON = timedelta(hours=2)
IN_A_CITY, IN_THE_WORLD = 6, 2


@dataclass(frozen=True)
class Board:
    """One city's: what goes on now and what comes next, each in the order of its beginning.

    ``now_count`` and ``next_count`` say how many there are in all, on ``pages`` pages.
    """

    night: Night
    clock: datetime
    now: list[Card]
    next: list[Card]
    now_count: int
    next_count: int
    pages: int


def nights_to_show(*, at: datetime) -> list[Night]:
    """The nights of the edition that goes on or comes next, or else of the latest. Two queries."""
    public = Night.objects.public().select_related("city", "edition")
    soonest = public.filter(ends__gt=at).order_by("starts").first() or public.order_by("-starts").first()
    if soonest is None:
        return []
    return sorted(
        public.filter(edition=soonest.edition_id), key=lambda night: (night.starts, night.city.slug)
    )


def boards(nights: list[Night], *, at: datetime, page: int = 1, rows: int = IN_A_CITY) -> list[Board]:
    """Each night's board, ``rows`` debates a column and page. At most eighteen queries, however many nights and
    debates."""
    now = _listed(nights, Q(starts__lte=at, ends__gt=at), page=page, rows=rows, at=at)
    soon = Q(starts__gt=at, starts__lte=at + SOON)
    coming = _listed(nights, soon, page=page, rows=rows, at=at)
    quiet = [night for night in nights if not coming[night.pk][1]]
    if quiet:
        coming |= _listed(quiet, Q(starts__gt=at), page=page, rows=rows, at=at)
    return [_board(night, now[night.pk], coming[night.pk], rows=rows, at=at) for night in nights]


def _board(night: Night, now, coming, *, rows: int, at: datetime) -> Board:
    pages = -(-max(now[1], coming[1], 1) // rows)
    return Board(night, do_timezone(at, night.city.zone), now[0], coming[0], now[1], coming[1], pages)


def _listed(
    nights: list[Night], which: Q, *, page: int, rows: int, at: datetime
) -> dict[int, tuple[list[Card], int]]:
    """(cards of that page, number of all) by night. Five queries."""
    shown = Debate.objects.shown_in(nights).filter(which)
    counted = dict(shown.order_by().values_list("night").annotate(Count("pk")))
    place = Window(RowNumber(), partition_by=F("night"), order_by=[F("starts"), F("code")])
    last_page = {night.pk: max(-(-counted.get(night.pk, 0) // rows), 1) for night in nights}
    wanted = Q(pk__in=[])
    for night in nights:
        first = (min(page, last_page[night.pk]) - 1) * rows
        wanted |= Q(night=night, place__gt=first, place__lte=first + rows)
    chosen = [one.pk for one in shown.annotate(place=place).filter(wanted).only("pk")]
    by_night = defaultdict(list)
    for card in cards(Debate.objects.filter(pk__in=chosen).for_cards(), at=at):
        by_night[card.debate.night_id].append(card)
    return {night.pk: (by_night[night.pk], counted.get(night.pk, 0)) for night in nights}
