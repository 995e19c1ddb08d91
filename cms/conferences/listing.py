"""The list of conferences and bodies, each with what became of its opinion at a glance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.conferences.standing import Tally, standings, tally
from cms.models import ConferenceIndexPage, ConferencePage, Opinion
from consultations.models import Commitment

PREPARED, AT_WORK, WRITING, WAITING, ANSWERED = "prepared", "at_work", "writing", "waiting", "answered"
TAGS = {PREPARED: "", AT_WORK: "earth", WRITING: "earth", WAITING: "warning", ANSWERED: "success"}


@dataclass(frozen=True)
class Entry:
    """One dossier of a list. ``tally`` is None before its opinion is published."""

    page: ConferencePage
    url: str
    state: str
    tally: Tally | None
    late: int
    below: list[Entry] = field(default_factory=list)

    @property
    def state_name(self) -> str:
        names = {
            PREPARED: _("Being prepared"),
            AT_WORK: _("At work"),
            WRITING: _("Opinion being written"),
            WAITING: _("Opinion published, answer awaited"),
            ANSWERED: _("Answered, being followed"),
        }
        return names[self.state]

    @property
    def tag(self) -> str:
        return TAGS[self.state]

    @property
    def done(self) -> int:
        return self.tally.statuses[Commitment.DONE] if self.tally else 0


@dataclass(frozen=True)
class Listing:
    """Conferences still at work come before those whose opinion is out; bodies with their referrals come apart."""

    current: list[Entry]
    past: list[Entry]
    bodies: list[Entry]

    def __bool__(self) -> bool:
        return bool(self.current or self.past or self.bodies)


def listed_under(index: ConferenceIndexPage) -> Listing:
    """What the list shows. Seven queries, however many dossiers there are."""
    pages = ConferencePage.objects.descendant_of(index)
    on = timezone.localdate()
    entries = entries_of(pages, on=on)
    by_path = {entry.page.path: entry for entry in entries}
    top = []
    for entry in entries:
        above = by_path.get(entry.page.path[: -ConferencePage.steplen])
        if above is not None:
            above.below.append(entry)
        elif entry.page.depth == index.depth + 1:
            top.append(entry)
    bodies = [entry for entry in top if entry.page.is_body]
    conferences = [entry for entry in top if not entry.page.is_body]
    return Listing(
        current=[one for one in conferences if one.tally is None],
        past=[one for one in conferences if one.tally is not None],
        bodies=bodies,
    )


def entries_of(pages: QuerySet[ConferencePage], *, on: date) -> list[Entry]:
    """An entry for each of these that anyone may read, in the order of the tree. Six queries."""
    found = list(pages.live().public().select_related("locale", "city").order_by("path"))
    opinions = _opinions([page.translation_key for page in found])
    return [_entry(page, opinions.get(page.translation_key), on=on) for page in found]


def _entry(page: ConferencePage, opinion: Opinion | None, *, on: date) -> Entry:
    stands = []
    if opinion is not None:
        stands = standings(opinion.recommendations.all(), on=on, answer_due_on=page.answer_due_on)
    counts = tally(stands) if opinion is not None else None
    return Entry(
        page=page,
        url=page.get_url() or "",
        state=_state(page, counts, on=on),
        tally=counts,
        late=sum(one.is_late for one in stands),
    )


def _state(page: ConferencePage, counts: Tally | None, *, on: date) -> str:
    if counts is not None:
        return ANSWERED if counts.answered == counts.total else WAITING
    if page.begins_on is None or page.begins_on > on:
        return PREPARED
    return WRITING if page.ends_on is not None and page.ends_on < on else AT_WORK


def _opinions(keys: Iterable) -> dict:
    opinions = Opinion.objects.filter(conference_key__in=list(keys)).prefetch_related(
        "recommendations__answers", "recommendations__updates"
    )
    return {opinion.conference_key: opinion for opinion in opinions}
