"""How recommendations stand on a day: the last answer, the last update before that day, and the calendar.

What is accepted and neither done nor given up when its deadline has passed is late; so is an answer that was promised
for a day that has passed. Neither is stored. Rules are pure functions of what is loaded; ``recommendations_of``
queries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.models import Opinion, Recommendation, RecommendationAnswer, RecommendationUpdate
from consultations.following.standing import CLOSED, ORDER
from consultations.models import Commitment

AWAITED = "awaited"
DECISIONS = (
    RecommendationAnswer.ACCEPTED,
    RecommendationAnswer.IN_PART,
    RecommendationAnswer.REFUSED,
    AWAITED,
)
DECISION_NAMES: dict[str, str | Promise] = {
    **dict(RecommendationAnswer.DECISIONS),
    AWAITED: _("answer awaited"),
}
DECISION_TAGS = {
    RecommendationAnswer.ACCEPTED: "success",
    RecommendationAnswer.IN_PART: "info",
    RecommendationAnswer.REFUSED: "danger",
    AWAITED: "warning",
}


@dataclass(frozen=True)
class Standing:
    """A recommendation as it stood on a day. Answers and updates are those until then, the latest first.

    ``status`` is empty where there is nothing to follow: no answer, or a refusal.
    """

    recommendation: Recommendation
    on: date
    decision: str
    status: str
    due_on: date | None
    answers: tuple[RecommendationAnswer, ...]
    updates: tuple[RecommendationUpdate, ...]
    is_answer_late: bool

    @property
    def answer(self) -> RecommendationAnswer | None:
        return self.answers[0] if self.answers else None

    @property
    def last(self) -> RecommendationUpdate | None:
        return self.updates[0] if self.updates else None

    @property
    def is_late(self) -> bool:
        return self.status == Commitment.LATE or self.is_answer_late

    @property
    def was_postponed(self) -> bool:
        """Whether the deadline is no longer the one of the answer."""
        answer = self.answer
        return answer is not None and answer.due_on is not None and self.due_on != answer.due_on

    @property
    def decision_name(self) -> str:
        return str(DECISION_NAMES[self.decision])

    @property
    def decision_tag(self) -> str:
        return DECISION_TAGS[self.decision]

    @property
    def status_name(self) -> str:
        return str(dict(Commitment.STATUSES)[self.status]) if self.status else ""


@dataclass(frozen=True)
class Tally:
    """How many stand where, zeros included."""

    decisions: dict[str, int]
    statuses: dict[str, int]
    total: int

    @property
    def followed(self) -> int:
        return sum(self.statuses.values())

    @property
    def answered(self) -> int:
        return self.total - self.decisions[AWAITED]


def recommendations_of(opinion: Opinion) -> list[Recommendation]:
    """The recommendations in their order with answers, updates and errata. Four queries."""
    found = opinion.recommendations.prefetch_related("answers", "updates", "errata")
    return list(found.order_by("number"))


def standings(
    recommendations: Iterable[Recommendation], *, on: date, answer_due_on: date | None
) -> list[Standing]:
    """How each of these stood at the end of that day."""
    return [standing(one, on=on, answer_due_on=answer_due_on) for one in recommendations]


def standing(recommendation: Recommendation, *, on: date, answer_due_on: date | None) -> Standing:
    """How one stood at the end of that day, from what was loaded with it."""
    answers = tuple(one for one in recommendation.answers.all() if one.on <= on)
    updates = tuple(one for one in recommendation.updates.all() if one.on <= on)
    answer = answers[0] if answers else None
    is_followed = answer is not None and answer.decision != RecommendationAnswer.REFUSED
    due_on = next((one.due_on for one in updates if one.due_on), answer.due_on if answer else None)
    status = ""
    if is_followed:
        status = updates[0].status if updates else Commitment.PLANNED
        if due_on is not None and due_on < on and status not in CLOSED:
            status = Commitment.LATE
    return Standing(
        recommendation=recommendation,
        on=on,
        decision=answer.decision if answer else AWAITED,
        status=status,
        due_on=due_on if is_followed else None,
        answers=answers,
        updates=updates,
        is_answer_late=answer is None and answer_due_on is not None and answer_due_on < on,
    )


def tally(found: Iterable[Standing]) -> Tally:
    """How many are accepted, refused, awaited; how many of those followed are done, late and so on."""
    found = list(found)
    decisions = Counter(one.decision for one in found)
    statuses = Counter(one.status for one in found if one.status)
    return Tally(
        decisions={key: decisions[key] for key in DECISIONS},
        statuses={key: statuses[key] for key in ORDER},
        total=len(found),
    )
