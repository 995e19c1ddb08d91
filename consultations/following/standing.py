"""How commitments stand on a day, read from their updates: the last word before that day, and the calendar.

A commitment that is neither done nor given up when its due date has passed is late, whatever the last update said.
Rules are pure functions of what is loaded; ``commitments_of`` queries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from consultations.models import Charter, Commitment, CommitmentUpdate

# The order in which people want them: what was done first, what was given up last.
ORDER = (Commitment.DONE, Commitment.UNDER_WAY, Commitment.PLANNED, Commitment.LATE, Commitment.DROPPED)
CLOSED = (Commitment.DONE, Commitment.DROPPED)
SILENCE = timedelta(days=183)


@dataclass(frozen=True)
class Standing:
    """A commitment as it stood on a day. ``updates`` are those of that day and before, the latest first."""

    commitment: Commitment
    on: date
    status: str
    due_on: date | None
    updates: tuple[CommitmentUpdate, ...]
    begun_on: date

    @property
    def last(self) -> CommitmentUpdate | None:
        return self.updates[0] if self.updates else None

    @property
    def is_late(self) -> bool:
        return self.status == Commitment.LATE

    @property
    def is_closed(self) -> bool:
        return self.status in CLOSED

    @property
    def was_postponed(self) -> bool:
        """Whether the due date is no longer the one announced at first."""
        return self.commitment.due_on is not None and self.due_on != self.commitment.due_on

    @property
    def is_silent(self) -> bool:
        """Whether nothing was said of it for six months, though there is still something to do."""
        heard = self.last.on if self.last else self.begun_on
        return not self.is_closed and self.on - heard > SILENCE

    @property
    def done_on(self) -> date | None:
        """The day of the update that first said what all those after it say: that it is done."""
        if self.status != Commitment.DONE:
            return None
        days = []
        for update in self.updates:
            if update.status != Commitment.DONE:
                break
            days.append(update.on)
        return days[-1]

    @property
    def status_name(self) -> str:
        return str(dict(Commitment.STATUSES)[self.status])


def commitments_of(charter: Charter) -> list[Commitment]:
    """The charter's commitments in their order, with their articles and updates. Two queries."""
    found = charter.commitments.select_related("article").prefetch_related("updates")
    for commitment in (commitments := list(found.order_by("position", "pk"))):
        commitment.charter = charter
        commitment.article.charter = charter
    return commitments


def standings(charter: Charter, commitments: Iterable[Commitment], *, on: date) -> list[Standing]:
    """How each of these commitments stood at the end of that day; those written down later are left out."""
    zone = charter.city.zone
    found = []
    for commitment in commitments:
        updates = tuple(update for update in commitment.updates.all() if update.on <= on)
        made_on = timezone.localtime(commitment.made_at, zone).date()
        begun_on = min([made_on, *(update.on for update in updates)])
        if begun_on <= on:
            found.append(standing(commitment, updates, on=on, begun_on=begun_on))
    return found


def standing(
    commitment: Commitment, updates: tuple[CommitmentUpdate, ...], *, on: date, begun_on: date
) -> Standing:
    """How one commitment stood on that day; ``updates`` are those until then, the latest first."""
    said = updates[0].status if updates else Commitment.PLANNED
    due_on = next((update.due_on for update in updates if update.due_on), commitment.due_on)
    is_overdue = due_on is not None and due_on < on and said not in CLOSED
    status = Commitment.LATE if is_overdue else said
    return Standing(commitment, on, status, due_on, updates, begun_on)


def tally(found: Iterable[Standing]) -> dict[str, int]:
    """How many stand where, by status in the order of ORDER, zeros included."""
    counts = Counter(one.status for one in found)
    return {status: counts[status] for status in ORDER}


def by_worry(found: Iterable[Standing]) -> list[Standing]:
    """Late ones first, by their due date, then the silent ones, then the others; those closed come last."""
    return sorted(
        found,
        key=lambda one: (
            one.is_closed,
            not one.is_late,
            not one.is_silent,
            one.due_on or date.max,
            one.commitment.position,
        ),
    )


def today_in(charter: Charter) -> date:
    """The date by the clock of the charter's city."""
    return timezone.localtime(timezone.now(), charter.city.zone).date()
