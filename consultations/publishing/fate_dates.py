"""The dates of a contribution, from its sending to the charter, in the order in which things happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from consultations.asking.presenting import day
from consultations.models import Contestation, Contribution
from consultations.publishing.fate import AnswerFate, Idea
from kit.localized import LocalizedText

SENT, CORRECTED, ANALYSED, REVIEWED, DECIDED = "sent", "corrected", "analysed", "reviewed", "decided"
IN_CHARTER, CONTESTED, ANSWERED = "in_charter", "contested", "answered"


@dataclass(frozen=True)
class Moment:
    """One thing that happened: its day as people write it in the city, what it was of, and where to read on."""

    kind: str
    at: datetime
    on: str
    title: LocalizedText | str = ""
    url: str = ""
    number: int = 0


def moments_of(contribution: Contribution, fates: Iterable[AnswerFate]) -> list[Moment]:
    """Everything with a date that this person may be told, the oldest first, each thing once. Queries nothing."""
    told: dict[tuple[str, str, datetime], Moment] = {}
    for kind, at, title, url, number in _all(contribution, fates):
        if at is not None:
            moment = Moment(kind, at, day(contribution.consultation, at), title, url, number)
            told.setdefault((kind, url or str(at), at), moment)
    return sorted(told.values(), key=lambda one: one.at)


def _all(contribution: Contribution, fates: Iterable[AnswerFate]) -> Iterator[tuple]:
    """(kind, moment or None, title, address, number) of each."""
    yield SENT, contribution.sent_at, "", "", 0
    yield CORRECTED, contribution.corrected_at, "", "", 0
    for fate in fates:
        yield ANALYSED, fate.analysed_at, fate.label, "", 0
        for idea in fate.ideas:
            yield from _of_idea(fate, idea)
        for one in fate.all_contestations:
            yield CONTESTED, one.made_at, fate.label, "", 0
            if one.state != Contestation.OPEN:
                yield ANSWERED, one.answered_at, fate.label, "", 0


def _of_idea(fate: AnswerFate, idea: Idea) -> Iterator[tuple]:
    slug = fate.consultation.slug
    for place in idea.themes:
        theme = place.theme
        yield (
            REVIEWED,
            theme.reviewed_at,
            theme.title,
            reverse("consultations:theme", args=[slug, theme.pk]),
            0,
        )
    for outcome in idea.proposals:
        proposal = outcome.proposal
        url = reverse("consultations:proposal", args=[slug, proposal.number])
        yield DECIDED, proposal.decided_at, proposal.statement, url, proposal.number
        for wording in outcome.articles:
            version = wording.version
            url = wording.article.get_absolute_url()
            yield IN_CHARTER, version.published_at, wording.title, url, version.number
