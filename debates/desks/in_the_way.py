"""What keeps debates from being held as they are announced, as far as the database cannot know it.

That a room or a known person is taken twice, and that hours lie outside of the night, the database refuses. Left are a
place that was taken back, more seats than the room has, and one name at two places, which may be two people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from debates.models import Appearance, Debate, Night

_APPEARANCE = (
    "speaker__name", "speaker__key", "debate", "debate__starts", "debate__ends", "debate__question",
)  # fmt: skip


def in_the_way(debates: Iterable[Debate]) -> dict[int, list[str]]:
    """By number of a debate, what is in its way, in sentences; those without anything are left out. One query.

    ``debates`` come with room, seating, night, city, and appearances with speakers loaded.
    """
    debates = list(debates)
    namesakes = _namesakes(debates)
    found = {debate.pk: [*_about_place(debate), *_about_people(debate, namesakes)] for debate in debates}
    return {pk: sentences for pk, sentences in found.items() if sentences}


def of_night(night: Night) -> list[tuple[Debate, list[str]]]:
    """The debates of that night that have something in their way, the first to begin first. Three queries."""
    planned = (
        Debate.objects.filter(night=night, status__in=Debate.OCCUPYING)
        .select_related("night__city", "host", "room__venue", "seating")
        .prefetch_related("appearances__speaker")
        .defer("presentation")
        .order_by("starts", "pk")
    )
    debates = list(planned)
    told = in_the_way(debates)
    return [(debate, told[debate.pk]) for debate in debates if debate.pk in told]


def _about_place(debate: Debate) -> list[str]:
    if debate.status not in Debate.OCCUPYING:
        return []
    if debate.needs_place:
        return [_("Its room was taken back: it needs another place.")]
    seats = debate.seating.capacity
    if debate.room is not None and seats is not None and seats > debate.room.capacity:
        words = _("It offers %(seats)d seats, and its room holds %(room)d people: ask which is right.")
        return [words % {"seats": seats, "room": debate.room.capacity}]
    return []


def _about_people(debate: Debate, namesakes: dict[str, list[tuple]]) -> list[str]:
    if debate.status not in Debate.OCCUPYING or debate.starts is None or debate.ends is None:
        return []
    zone = debate.night.city.zone
    sentence = _(
        "%(name)s is also announced in “%(other)s”, from %(first)s to %(last)s: ask whether it is one person."
    )
    found = []
    for appearance in debate.appearances.all():
        for key, other, starts, ends, question in namesakes.get(appearance.speaker.name, ()):
            apart = other == debate.pk or key == appearance.speaker.key
            if apart or starts >= debate.ends or ends <= debate.starts:
                continue
            words = {"name": appearance.speaker.name, "other": question}
            words |= {
                "first": f"{starts.astimezone(zone):%H:%M}",
                "last": f"{ends.astimezone(zone):%H:%M}",
            }
            found.append(sentence % words)
    return found


def _namesakes(debates: Sequence[Debate]) -> dict[str, list[tuple]]:
    """(key, debate, starts, ends, question) of everybody who bears one of those debates' names in their nights."""
    names = {one.speaker.name for debate in debates for one in debate.appearances.all()}
    rows = Appearance.objects.filter(
        speaker__name__in=names,
        debate__night__in={debate.night_id for debate in debates},
        debate__status__in=Debate.OCCUPYING,
    ).values_list(*_APPEARANCE)
    found: dict[str, list[tuple]] = defaultdict(list)
    for name, *rest in rows:
        found[name].append(tuple(rest))
    return found
