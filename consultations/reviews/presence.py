"""Who works where in an analysis, so that two people do not take the same theme at the same time unknowingly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from consultations.models import Analysis, Presence, QueueReading, Theme

# “theme:12”, “queue:rare”, “map”: a kind of place, and which one of its kind where there are several.
PLACE = re.compile(r"[a-z_]{1,30}(:[\w-]{1,29})?", re.ASCII)


@dataclass(frozen=True)
class Here:
    """One person in one place. ``label`` names the place in the active language; ``user`` is the person's name."""

    user: str
    place: str
    label: str
    seen_at: datetime


class NotAPlace(ValueError):
    """The name of a place is a word, or a word and a number: “theme:12”."""


def here(analysis: Analysis, user, place: str, *, at: datetime) -> None:
    """Note that the person is there now, instead of where they were. One query, whoever else notes the same.

    Raises NotAPlace. A person is in one place of an analysis: with two windows open, in the one they used last.
    """
    if not PLACE.fullmatch(place):
        raise NotAPlace(place)
    Presence.objects.bulk_create(
        [Presence(analysis=analysis, user=user, place=place, seen_at=at)],
        update_conflicts=True,
        unique_fields=["analysis", "user"],
        update_fields=["place", "seen_at"],
    )


def others(analysis: Analysis, user, *, at: datetime) -> list[Here]:
    """The other people seen in this analysis for ``Presence.FRESH``, the latest first. Two queries at most."""
    fresh = Presence.objects.filter(analysis=analysis, seen_at__gte=at - Presence.FRESH).exclude(user=user)
    found = list(fresh.select_related("user").order_by("-seen_at", "pk"))
    titles = _titles(one.place for one in found)
    return [
        Here(
            user=one.user.get_full_name() or one.user.email,
            place=one.place,
            label=label_of(one.place, titles),
            seen_at=one.seen_at,
        )
        for one in found
    ]


def label_of(place: str, titles: dict[str, str]) -> str:
    """What people call the place. ``titles`` are those of themes, by place. Queries nothing."""
    if place in titles:
        return _("in the theme “%(title)s”") % {"title": titles[place]}
    kind, _colon, which = place.partition(":")
    if kind == "queue" and which in dict(QueueReading.QUEUES):
        return _("in the queue “%(queue)s”") % {"queue": dict(QueueReading.QUEUES)[which]}
    named = {
        "review": _("in the list of themes"),
        "without_theme": _("in the texts in no theme"),
        "log": _("in the log"),
        "map": _("on the map of themes"),
        "tree": _("in the tree of themes"),
        "queues": _("in the queues"),
        "double_reading": _("in the double reading"),
    }
    return named.get(kind, _("elsewhere in this analysis"))


def _titles(places: Iterable[str]) -> dict[str, str]:
    ids = [place.partition(":")[2] for place in places if place.startswith("theme:")]
    themes = Theme.objects.filter(pk__in=[pk for pk in ids if pk.isdecimal()])
    return {f"theme:{theme.pk}": str(theme.title) for theme in themes} if ids else {}
