"""Campaigns as the engine found them: how many texts, in how many wordings; and what a person makes of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, Max, Min

from consultations.models import Analysis, Answer, Membership, Placement, QueueReading
from consultations.queues.kinds import NO_CAMPAIGN
from consultations.reviews import review_log

SHOWN = 10


@dataclass(frozen=True)
class Wording:
    """One wording of a campaign and how many sent it; ``answer`` is one of the texts."""

    answer: Answer
    times: int


@dataclass(frozen=True)
class Campaign:
    """``texts`` in ``distinct`` wordings, sent between two moments; ``wordings`` are the commonest."""

    texts: int
    distinct: int
    first_at: datetime | None
    last_at: datetime | None
    wordings: tuple[Wording, ...]

    @property
    def unshown(self) -> int:
        return self.distinct - len(self.wordings)


def campaign_of(analysis: Analysis, first: Answer) -> Campaign:
    """The campaign that begins with that text, counted from what is left of it. Three queries."""
    copies = Answer.objects.filter(memberships__analysis=analysis, memberships__campaign=first)
    told = copies.aggregate(
        texts=Count("pk"),
        distinct=Count("text", distinct=True),
        first_at=Min("contribution__sent_at"),
        last_at=Max("contribution__sent_at"),
    )
    commonest = list(
        copies.order_by()
        .values("text")
        .annotate(times=Count("pk"), one=Min("pk"))
        .order_by("-times", "one")[:SHOWN]
    )
    answers = Answer.objects.select_related("contribution").in_bulk([row["one"] for row in commonest])
    return Campaign(**told, wordings=tuple(Wording(answers[row["one"]], row["times"]) for row in commonest))


@transaction.atomic
def judge(analysis: Analysis, first: Answer, *, is_campaign: bool, by, at: datetime | None = None) -> None:
    """Say whether the texts that begin with that one are a campaign. If not, each counts as a text of its own.

    Texts that repeat another word for word stay repeats: only what makes a campaign of them is decided here.
    """
    near = Membership.objects.filter(analysis=analysis, campaign=first, duplicate_of=None).exclude(
        answer=F("campaign")
    )
    placements = Placement.objects.filter(analysis=analysis, answer__in=near.values("answer"))
    changed = sorted(placements.exclude(repeats=is_campaign).values_list("answer_id", flat=True))
    Placement.objects.filter(analysis=analysis, answer__in=changed).update(repeats=is_campaign)
    review_log.record(
        analysis,
        review_log.JUDGE_CAMPAIGN,
        by=by,
        at=at,
        first=first.pk,
        is_campaign=is_campaign,
        answers=changed,
    )


def refuted(analysis: Analysis) -> set[int]:
    """The ids of the first texts of what people read and found to be no campaign. One query."""
    readings = QueueReading.objects.filter(
        analysis=analysis, queue=QueueReading.CAMPAIGN, verdict=NO_CAMPAIGN
    )
    return set(readings.values_list("answer_id", flat=True))
