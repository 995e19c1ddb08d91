"""The steps that contributions have reached, as far as their authors may see them: what there is to tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from consultations.models import Answer, Consultation, Contestation, Contribution, Notice
from consultations.publishing.fate_decisions import ProposalFate, proposals_resting_on
from consultations.publishing.passages import passages_of
from consultations.publishing.voices import reviewed_family


@dataclass(frozen=True, order=True)
class Step:
    """A step, and what it is of, such as ``answer:7``, ``proposal:12:kept``, ``article:5`` or ``contestation:3``."""

    step: str
    about: str


def reached(contributions: Iterable[Contribution], *, at: datetime) -> dict[int, list[Step]]:
    """The steps of each contribution by its id, in order. Nine queries, and one or two a consultation.

    Nothing is reached before the results are published: the page tells nothing earlier either.
    """
    contributions = list(contributions)
    found: dict[int, set[Step]] = {one.pk: set() for one in contributions}
    public = _published({one.consultation for one in contributions}, at=at)
    shown = [one.pk for one in contributions if one.consultation_id in public]
    if not shown:
        return {pk: [] for pk in found}
    answers = list(Answer.objects.filter(contribution__in=shown).with_words())
    chains = {
        pk: {theme for one in passages for theme in reviewed_family(one.theme)}
        for pk, passages in passages_of(answers).items()
    }
    outcomes = proposals_resting_on({theme.pk for themes in chains.values() for theme in themes})
    for answer in answers:
        themes = chains.get(answer.pk, set())
        if themes:
            found[answer.contribution_id].add(Step(Notice.IN_THEME, f"answer:{answer.pk}"))
        for theme in themes:
            for outcome in outcomes.get(theme.pk, []):
                found[answer.contribution_id] |= set(_of_proposal(outcome))
    for contribution, pk in _answered(shown):
        found[contribution].add(Step(Notice.CONTESTATION, f"contestation:{pk}"))
    return {pk: sorted(steps) for pk, steps in found.items()}


def by_step(steps: Iterable[Step]) -> dict[str, list[Step]]:
    """The steps by their kind: what is told in one mail."""
    told: dict[str, list[Step]] = defaultdict(list)
    for one in steps:
        told[one.step].append(one)
    return dict(told)


def _published(consultations: set[Consultation], *, at: datetime) -> set[int]:
    return {one.pk for one in consultations if one.live and one.has_published_results(at=at)}


def _of_proposal(outcome: ProposalFate) -> Iterable[Step]:
    # Decided anew, it is told anew.
    yield Step(Notice.DECIDED, f"proposal:{outcome.proposal.pk}:{outcome.proposal.decision}")
    for wording in outcome.articles:
        yield Step(Notice.IN_CHARTER, f"article:{wording.article_id}")


def _answered(contribution_ids: list[int]) -> Iterable[tuple[int, int]]:
    answered = Contestation.objects.filter(answer__contribution__in=contribution_ids).exclude(
        state=Contestation.OPEN
    )
    return answered.values_list("answer__contribution_id", "pk")
