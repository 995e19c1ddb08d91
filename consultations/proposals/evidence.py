"""The words that a proposal rests on, and those that speak against it: people choose them in texts of its themes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from consultations.models import Answer, Evidence, Placement, Proposal, Theme
from consultations.proposals.deciding import claim, record
from consultations.reviews import refusals, review_log


@dataclass(frozen=True)
class Stretch:
    """A part of a text, by character offsets into its redacted words."""

    answer_id: int
    start: int
    end: int


@transaction.atomic
def keep_evidence(
    proposal: Proposal,
    stretches: Collection[Stretch],
    side: int,
    *,
    by,
    expected: int,
    at: datetime | None = None,
) -> list[Evidence]:
    """Keep these words as ones that the proposal rests on (Evidence.FOR) or that speak against it (AGAINST).

    Words kept on the other side before change sides. The log holds where they are, never what they say.
    """
    if not stretches:
        raise refusals.NothingChosen
    proposal = claim(proposal, expected)
    answers = _answers(proposal, stretches)
    last = proposal.evidence.order_by("-position").values_list("position", flat=True).first()
    place = 0 if last is None else last + 1
    kept = []
    for stretch in stretches:
        words = answers[stretch.answer_id].public_text or ""
        if not 0 <= stretch.start < stretch.end <= len(words):
            raise refusals.NoSuchWords
        evidence, _made = Evidence.objects.update_or_create(
            proposal=proposal,
            answer_id=stretch.answer_id,
            start=stretch.start,
            end=stretch.end,
            defaults={"side": side, "position": place + len(kept)},
        )
        kept.append(evidence)
    where = [[one.answer_id, one.start, one.end] for one in stretches]
    record(review_log.KEEP_EVIDENCE, proposal, by=by, at=at, side=side, stretches=where)
    return kept


@transaction.atomic
def drop_evidence(
    proposal: Proposal, ids: Collection[int], *, by, expected: int, at: datetime | None = None
) -> None:
    """Take words out of the proposal's evidence. What is not there any more is no obstacle."""
    if not ids:
        raise refusals.NothingChosen
    proposal = claim(proposal, expected)
    found = list(proposal.evidence.filter(pk__in=ids))
    where = [[one.answer_id, one.start, one.end] for one in found]
    Evidence.objects.filter(pk__in=[one.pk for one in found]).delete()
    record(review_log.DROP_EVIDENCE, proposal, by=by, at=at, stretches=where)


def families(themes: Collection[int]) -> set[int]:
    """The ids of these themes and of their living sub-themes. One query."""
    parts = Theme.objects.living().filter(parent__in=themes).values_list("pk", flat=True)
    return {*themes, *parts}


def _answers(proposal: Proposal, stretches: Collection[Stretch]) -> dict[int, Answer]:
    """The answers, held until the end of the transaction, so that a withdrawal comes wholly before or after."""
    ids = {stretch.answer_id for stretch in stretches}
    held = Answer.objects.select_for_update().cleared_for_public().filter(pk__in=ids)
    answers = {answer.pk: answer for answer in held.order_by("pk")}
    if answers.keys() != ids:
        raise refusals.NoSuchWords
    family = families(list(proposal.themes.values_list("pk", flat=True)))
    placed = Placement.objects.filter(answer__in=ids).speaking_of(family).values_list("answer_id", flat=True)
    if set(placed) != ids:
        raise refusals.NotInItsThemes
    return answers
