"""What a seating is of: a debate, or a meeting, which other parts of the app make known here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils.translation import gettext

from cities.models import City
from debates.models import Debate, Gathering, Seating
from debates.registering.rules import Rules, rules_of
from kit.localized import LocalizedText


@dataclass(frozen=True)
class Occasion:
    """What people come to, as mails and pages tell it: times are in ``zone``.

    ``of`` is the debate or meeting itself, ``door`` the address where those who keep its door are led by a ticket.
    """

    of: Debate | Gathering
    title: str
    url: str
    door: str
    starts: datetime
    ends: datetime
    zone: tzinfo
    place: str
    city: City
    rules: Rules
    online_link: str = ""
    is_cancelled: bool = False
    # Seats were reserved before, and now one simply comes.
    is_free_entry: bool = False

    @property
    def is_meeting(self) -> bool:
        return isinstance(self.of, Gathering)

    @property
    def words(self) -> LocalizedText:
        """The title in all its languages, for a page to tell in which it shows it."""
        return self.of.title if isinstance(self.of, Gathering) else self.of.question


Finds = Callable[[Seating], Occasion | None]
_finds: list[Finds] = []


def tells_occasion(find: Finds) -> Finds:
    """Have a kind of occasion other than debates found by its seating. Registering it twice is the same as once."""
    if find not in _finds:
        _finds.append(find)
    return find


def occasion_of(seating: Seating) -> Occasion | None:
    """What that seating is of; None when it is of nothing any more. A few queries."""
    try:
        return _of_debate(
            Debate.objects.select_related("night__edition", "night__city", "room__venue__city").get(
                seating=seating
            )
        )
    except ObjectDoesNotExist:
        return next((found for find in _finds if (found := find(seating)) is not None), None)


def rules_of_seating(seating: Seating) -> Rules | None:
    """The rules by which those seats are given."""
    occasion = occasion_of(seating)
    return occasion.rules if occasion is not None else None


def _of_debate(debate: Debate) -> Occasion:
    return Occasion(
        of=debate,
        title=str(debate.question),
        url=debate.get_absolute_url(),
        door=reverse("debates:door", args=[debate.code]),
        starts=debate.starts,
        ends=debate.ends,
        zone=debate.zone,
        place=_place_of(debate),
        city=debate.night.city,
        rules=rules_of(debate),
        online_link=debate.online_link,
        is_cancelled=debate.is_cancelled,
        is_free_entry=debate.entry == Debate.FREE_ENTRY,
    )


def _place_of(debate: Debate) -> str:
    """Where it is held; nothing for one that is online alone."""
    if debate.room is not None:
        return f"{debate.room.venue.name}, {debate.room.name}, {debate.room.venue.address}"
    return gettext("Place still to be found") if debate.needs_place else ""
