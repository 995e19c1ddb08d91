"""What became of each thing that a citizen wrote: the theme it is in, the proposals, the decisions, the articles.

Only what the public may see is told: an unreviewed theme has no title here, and an undecided proposal does not exist.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from consultations.analysing.exclusions import sentence_for
from consultations.asking.questions import Question
from consultations.charters.charter_reading import articles_citing
from consultations.models import (
    Answer,
    ArticleVersion,
    Consultation,
    Contribution,
    Membership,
    Placement,
    Proposal,
    Theme,
)
from consultations.publishing.voices import Size, reviewed_family, sizes
from kit.localized import LocalizedText

WAITING, REVIEWING, IN_THEME = "waiting", "reviewing", "in_theme"
SET_ASIDE, SET_ASIDE_BY_PEOPLE = "set_aside", "set_aside_by_people"


@dataclass(frozen=True)
class ThemeFate:
    theme: Theme
    size: Size


@dataclass(frozen=True)
class ProposalFate:
    """A decided proposal, and the articles in force that cite it."""

    proposal: Proposal
    articles: tuple[ArticleVersion, ...] = ()


@dataclass(frozen=True)
class AnswerFate:
    """The fate of one text, which is in ``language`` as far as we know.

    ``themes`` go from the widest to the narrowest; ``because`` says why the text is set aside.
    """

    consultation: Consultation
    question: Question | None
    question_key: str
    words: str
    language: str
    state: str
    because: str = ""
    themes: tuple[ThemeFate, ...] = ()
    proposals: tuple[ProposalFate, ...] = ()

    @property
    def label(self) -> LocalizedText | str:
        return self.question.label if self.question else self.question_key


def fate_of(contribution: Contribution, *, at: datetime | None = None) -> list[AnswerFate]:
    """The fate of every free text of this contribution, in the order of the questionnaire.

    Eight queries at most, however many texts, themes, proposals and articles there are.
    """
    is_published = contribution.consultation.live and contribution.consultation.has_published_results(
        at=at or timezone.now()
    )
    answers = _free_texts(contribution)
    places = _placements(answers)
    shown = {pk: reviewed_family(placement.theme) if is_published else () for pk, placement in places.items()}
    themes = {theme.pk: theme for chain in shown.values() for theme in chain}
    theme_sizes = sizes(themes.values()) if themes else {}
    proposals = proposals_resting_on(themes.keys())
    reasons = _machine_reasons(answers)

    fates = []
    for answer, question in answers:
        chain = shown.get(answer.pk, ())
        state, because = _state(
            places.get(answer.pk), chain, reasons.get(answer.pk), is_published=is_published
        )
        rests = {fate.proposal.number: fate for theme in chain for fate in proposals.get(theme.pk, [])}
        fates.append(
            AnswerFate(
                consultation=contribution.consultation,
                question=question,
                question_key=answer.question_key,
                words=answer.text,
                language=contribution.language,
                state=state,
                because=because,
                themes=tuple(ThemeFate(theme, theme_sizes[theme.pk]) for theme in chain),
                proposals=tuple(fate for _number, fate in sorted(rests.items())),
            )
        )
    return fates


def proposals_resting_on(theme_ids: Collection[int]) -> dict[int, list[ProposalFate]]:
    """Decided proposals by the id of the theme that they rest on, with the articles in force. Three queries."""
    if not theme_ids:
        return {}
    links = list(
        Proposal.themes.through.objects.filter(theme_id__in=theme_ids)
        .exclude(proposal__decision=Proposal.PENDING)
        .values_list("theme_id", "proposal_id")
    )
    proposals = Proposal.objects.select_related("consultation").in_bulk({pk for _theme, pk in links})
    articles = articles_citing(proposals)
    fates = {
        pk: ProposalFate(proposal, tuple(articles.get(pk, []))) for pk, proposal in sorted(proposals.items())
    }
    found: dict[int, list[ProposalFate]] = defaultdict(list)
    for theme_id, proposal_id in links:
        found[theme_id].append(fates[proposal_id])
    return dict(found)


def _free_texts(contribution: Contribution) -> list[tuple[Answer, Question | None]]:
    """Free texts with the question as it was put to the person, in the order of the questionnaire. One query."""
    found = []
    for answer in contribution.answers.with_words().select_related("version"):
        questions = list(answer.version.questionnaire)
        question = next((one for one in questions if one.key == answer.question_key), None)
        if question is None or question.is_free_text:
            place = questions.index(question) if question else len(questions)
            found.append((place, answer.pk, answer, question))
    return [(answer, question) for _place, _pk, answer, question in sorted(found, key=lambda row: row[:2])]


def _placements(answers: list[tuple[Answer, Question | None]]) -> dict[int, Placement]:
    placements = Placement.objects.filter(
        answer__in=[answer.pk for answer, _question in answers], analysis__adopted=True
    ).select_related("theme__parent")
    return {placement.answer_id: placement for placement in placements}


def _machine_reasons(answers: list[tuple[Answer, Question | None]]) -> dict[int, str]:
    memberships = Membership.objects.filter(
        answer__in=[answer.pk for answer, _question in answers], analysis__adopted=True
    ).exclude(excluded="")
    return dict(memberships.values_list("answer_id", "excluded"))


def _state(
    placement: Placement | None, chain: tuple[Theme, ...], reason: str | None, *, is_published: bool
) -> tuple[str, str]:
    """(state, because) of one text."""
    if placement is None:
        return (SET_ASIDE, sentence_for(reason)) if reason else (WAITING, "")
    if chain:
        return IN_THEME, ""
    aside = next(
        (
            theme
            for theme in (placement.theme, placement.theme.parent)
            if theme and theme.state == Theme.SET_ASIDE
        ),
        None,
    )
    if aside is not None and is_published:
        return SET_ASIDE_BY_PEOPLE, aside.reason
    return REVIEWING, ""
