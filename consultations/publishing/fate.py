"""What became of each thing that a citizen wrote: the theme it is in, the proposals, the decisions, the articles.

Only what the public may see is told: an unreviewed theme has no title here, and an undecided proposal does not exist.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from consultations.analysing.exclusions import sentence_for
from consultations.asking.questions import Question
from consultations.models import (
    Analysis,
    Answer,
    Consultation,
    Contestation,
    Contribution,
    Membership,
    Placement,
    Theme,
)
from consultations.publishing.fate_decisions import ProposalFate, proposals_resting_on
from consultations.publishing.fate_marks import Stretch, marked, stretches_of
from consultations.publishing.passages import ShownPassage, passages_of
from consultations.publishing.voices import Size, reviewed_family, sizes
from consultations.queues.aside import taken_out
from consultations.reviews.contesting import shown_theme
from kit.localized import LocalizedText

WAITING, REVIEWING, IN_THEME = "waiting", "reviewing", "in_theme"
# In no theme because it holds no word, or because nobody has the texts of its question grouped.
NO_WORDS, NOT_GROUPED = "no_words", "not_grouped"
SET_ASIDE, SET_ASIDE_BY_PEOPLE = "set_aside", "set_aside_by_people"
CAN_BE_CONTESTED = {IN_THEME, SET_ASIDE, SET_ASIDE_BY_PEOPLE}


@dataclass(frozen=True)
class ThemeFate:
    theme: Theme
    size: Size
    # A text with several ideas is counted in the theme of most of it, and where a person put it or one of its ideas.
    is_counted: bool = True

    @property
    def others(self) -> int:
        """How many people beside this one: a person gives one answer to a question."""
        return max(self.size.texts - self.is_counted, 0)


@dataclass(frozen=True)
class Idea:
    """What became of one idea of a text. ``themes`` go from the widest to the narrowest; ``because`` says why the idea
    is set aside; ``about`` is the id of the theme that its author may contest, None where there is none; ``spans``
    are its words, by offsets into the redacted ones, none for a whole text; ``contestations`` those of this idea."""

    number: int
    state: str
    because: str = ""
    themes: tuple[ThemeFate, ...] = ()
    proposals: tuple[ProposalFate, ...] = ()
    about: int | None = None
    spans: tuple[tuple[int, int], ...] = ()
    contestations: tuple[Contestation, ...] = ()

    @property
    def may_be_contested(self) -> bool:
        """Whether its author is told a place for it, and does not wait for an answer about it."""
        return self.state in CAN_BE_CONTESTED and not _is_open(self.contestations)


@dataclass(frozen=True)
class AnswerFate:
    """The fate of one text, which is in ``language`` as far as we know, idea by idea.

    ``words`` are the person's own, or the redacted ones (``is_redacted``) where the ideas are found in those alone.
    ``contestations`` are those of the whole text; each idea has its own.
    """

    consultation: Consultation
    question: Question | None
    answer_id: int
    question_key: str
    words: str
    language: str
    ideas: tuple[Idea, ...]
    stretches: tuple[Stretch, ...]
    is_redacted: bool = False
    analysed_at: datetime | None = None
    contestations: tuple[Contestation, ...] = ()
    may_contest: bool = False

    @property
    def label(self) -> LocalizedText | str:
        return self.question.label if self.question else self.question_key

    @property
    def is_contested(self) -> bool:
        """Whether its author waits for an answer about the whole text."""
        return _is_open(self.contestations)

    @property
    def all_contestations(self) -> tuple[Contestation, ...]:
        return (*self.contestations, *(one for idea in self.ideas for one in idea.contestations))


@dataclass(frozen=True)
class _Known:
    """What the database says of the texts of one contribution, each part read once for all of them."""

    places: dict[int, Placement]
    counted: dict[int, set[int | None]]
    chains: dict[int, tuple[Theme, ...]]
    sizes: dict[int, Size]
    proposals: dict[int, list[ProposalFate]]
    reasons: dict[int, str]
    grouped: frozenset[str]
    is_published: bool


def fate_of(contribution: Contribution, *, at: datetime | None = None) -> list[AnswerFate]:
    """The fate of every free text of this contribution, in the order of the questionnaire.

    Seventeen queries at most, however many texts, ideas, themes, proposals and articles there are.
    """
    is_published = contribution.consultation.live and contribution.consultation.has_published_results(
        at=at or timezone.now()
    )
    answers = _free_texts(contribution)
    places = _placements(answers)
    passages = passages_of([answer for answer, _question in answers]) if is_published and places else {}
    cut = {
        pk: [(one.start, one.end, one.theme) for one in passages.get(pk, [])] or [(0, None, place.theme)]
        for pk, place in places.items()
    }
    in_them = {theme.pk: theme for parts in cut.values() for _start, _end, theme in parts}
    chains = {pk: reviewed_family(theme) if is_published else () for pk, theme in in_them.items()}
    themes = {theme.pk: theme for chain in chains.values() for theme in chain}
    known = _Known(
        places=places,
        counted=_counted(places, passages),
        chains=chains,
        sizes=sizes(themes.values()) if themes else {},
        proposals=proposals_resting_on(themes.keys()),
        grouped=_grouped_questions(contribution) if len(places) < len(answers) else frozenset(),
        reasons={**taken_out(set(_ids(answers)) - places.keys()), **_machine_reasons(answers)},
        is_published=is_published,
    )
    contested = _contestations(answers) if is_published else {}
    return [
        _answer_fate(contribution, answer, question, cut.get(answer.pk, []), known, contested)
        for answer, question in answers
    ]


def _answer_fate(contribution, answer, question, parts, known: _Known, contested) -> AnswerFate:
    found: dict[tuple, Idea] = {}
    spans = []
    for start, end, theme in parts or [(0, None, None)]:
        idea = _idea(answer, theme, known, number=len(found) + 1)
        # Passages of which the person is told the same are one idea.
        key = (idea.state, idea.because, tuple(place.theme.pk for place in idea.themes))
        spans.append((start, end, found.setdefault(key, idea).number))
    of_text, ideas = _with_contestations(list(found.values()), spans, contested.get(answer.pk, ()))
    words, stretches = stretches_of(answer, spans) if len(ideas) > 1 else (answer.text, marked(answer.text))
    place = known.places.get(answer.pk)
    return AnswerFate(
        consultation=contribution.consultation,
        question=question,
        answer_id=answer.pk,
        question_key=answer.question_key,
        words=words,
        language=contribution.language,
        ideas=tuple(ideas),
        stretches=stretches,
        is_redacted=words != answer.text,
        analysed_at=place.analysis.finished_at if place else None,
        contestations=of_text,
        may_contest=known.is_published and not _is_open(of_text),
    )


def _with_contestations(ideas: list[Idea], spans, contested) -> tuple[tuple[Contestation, ...], list[Idea]]:
    """(contestations of the whole text, the ideas with their words and their own contestations)."""
    if len(ideas) == 1:
        return tuple(contested), ideas
    of_text = tuple(one for one in contested if not one.spans)
    told = []
    for idea in ideas:
        words = tuple((start, end) for start, end, number in spans if number == idea.number)
        own = tuple(one for one in contested if one.spans and one.is_about(words))
        told.append(replace(idea, spans=words, contestations=own))
    return of_text, told


def _is_open(contestations: Iterable[Contestation]) -> bool:
    return any(one.state == Contestation.OPEN for one in contestations)


def _idea(answer: Answer, theme: Theme | None, known: _Known, *, number: int) -> Idea:
    chain = known.chains.get(theme.pk, ()) if theme else ()
    state, because = (
        _state(theme, chain, is_published=known.is_published) if theme else _state_in_no_theme(answer, known)
    )
    rests = {fate.proposal.number: fate for one in chain for fate in known.proposals.get(one.pk, [])}
    return Idea(
        number=number,
        state=state,
        because=because,
        themes=tuple(
            ThemeFate(one, known.sizes[one.pk], is_counted=one.pk in known.counted[answer.pk])
            for one in chain
        ),
        proposals=tuple(fate for _number, fate in sorted(rests.items())),
        about=shown.pk if theme and known.is_published and (shown := shown_theme(theme)) else None,
    )


def _counted(
    places: dict[int, Placement], passages: dict[int, list[ShownPassage]]
) -> dict[int, set[int | None]]:
    """By text, the ids of the themes that count it: the one that it is in, those where people placed ideas of it, and
    what these are parts of. Queries nothing."""
    counted: dict[int, set[int | None]] = {}
    for pk, place in places.items():
        by_people = [one.theme for one in passages.get(pk, ()) if one.by_person]
        counted[pk] = {pk for theme in (place.theme, *by_people) for pk in (theme.pk, theme.parent_id)}
    return counted


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


def _ids(answers: Iterable[tuple[Answer, Question | None]]) -> list[int]:
    return [answer.pk for answer, _question in answers]


def _placements(answers: list[tuple[Answer, Question | None]]) -> dict[int, Placement]:
    placements = Placement.objects.filter(answer__in=_ids(answers), analysis__adopted=True).select_related(
        "theme__parent", "analysis"
    )
    return {placement.answer_id: placement for placement in placements}


def _machine_reasons(answers: list[tuple[Answer, Question | None]]) -> dict[int, str]:
    memberships = Membership.objects.filter(answer__in=_ids(answers), analysis__adopted=True).exclude(
        excluded=""
    )
    return dict(memberships.values_list("answer_id", "excluded"))


def _contestations(answers: list[tuple[Answer, Question | None]]) -> dict[int, list[Contestation]]:
    found: dict[int, list[Contestation]] = defaultdict(list)
    made = Contestation.objects.filter(answer__in=_ids(answers)).select_related("corrected_to__analysis")
    for one in made.order_by("made_at", "pk"):
        found[one.answer_id].append(one)
    return dict(found)


def _grouped_questions(contribution: Contribution) -> frozenset[str]:
    """The questions of the consultation whose texts somebody has begun to group. One query."""
    analyses = Analysis.objects.filter(consultation=contribution.consultation)
    wanted = analyses.exclude(state__in=(Analysis.FAILED, Analysis.CANCELLED))
    return frozenset(wanted.values_list("question_key", flat=True))


def _state_in_no_theme(answer: Answer, known: _Known) -> tuple[str, str]:
    """(state, because) of a text that is in no theme."""
    if reason := known.reasons.get(answer.pk):
        return SET_ASIDE, sentence_for(reason)
    if not any(sign.isalpha() for sign in answer.text):
        return NO_WORDS, ""
    return (NOT_GROUPED if known.is_published and answer.question_key not in known.grouped else WAITING), ""


def _state(theme: Theme, chain: tuple[Theme, ...], *, is_published: bool) -> tuple[str, str]:
    """(state, because) of one idea."""
    if chain:
        return IN_THEME, ""
    family = (theme, theme.parent)
    aside = next((one for one in family if one and one.state == Theme.SET_ASIDE), None)
    if aside is not None and is_published:
        return SET_ASIDE_BY_PEOPLE, aside.reason
    return REVIEWING, ""
