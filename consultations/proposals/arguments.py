"""Which words of a proposal's themes could speak for it or against it, and those that people chose, as they are read.

Only redacted words are shown, to staff too: what they choose is quoted in public.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from consultations.models import Evidence, Membership, Passage, Placement, Proposal
from consultations.proposals.evidence import families
from consultations.reviews.theme_reading import containing, fold

SUGGESTED, FOUND = 8, 20


@dataclass(frozen=True)
class Candidate:
    """Words that could be kept: the stretch, its theme, whether a campaign spread it, and the side it is kept on."""

    answer_id: int
    start: int
    end: int
    words: str
    language: str
    theme: object
    is_campaign: bool = False
    side: int = 0

    @property
    def key(self) -> str:
        return f"{self.answer_id}:{self.start}:{self.end}"


@dataclass(frozen=True)
class Quoted:
    """A piece of evidence as it is read. Named as the component that shows quotations wants it."""

    evidence: Evidence
    text: str
    language: str


@dataclass(frozen=True)
class Arguments:
    """What people chose: words that the proposal rests on, and words that speak against it."""

    rests_on: tuple[Quoted, ...] = ()
    against: tuple[Quoted, ...] = ()


def arguments_of(proposals: Iterable[Proposal]) -> dict[int, Arguments]:
    """What people chose for each of these proposals, by its id, as the public may read it. One query."""
    spoken = Membership.objects.filter(answer=OuterRef("answer")).exclude(language="").values("language")
    chosen = (
        Evidence.objects.filter(
            proposal__in=[one.pk for one in proposals], answer__contribution__withdrawn_at=None
        )
        .exclude(answer__public_text=None)
        .annotate(language=Coalesce(Subquery(spoken[:1]), F("answer__contribution__language")))
        .select_related("answer")
        .order_by("position", "pk")
    )
    sides: dict[int, dict[int, list[Quoted]]] = defaultdict(lambda: defaultdict(list))
    for evidence in chosen:
        if words := _words(evidence.answer.public_text, evidence.start, evidence.end):
            quoted = Quoted(evidence, words, evidence.language)
            sides[evidence.proposal_id][evidence.side].append(quoted)
    return {
        pk: Arguments(tuple(found[Evidence.FOR]), tuple(found[Evidence.AGAINST]))
        for pk, found in sides.items()
    }


def opposed(proposal: Proposal, *, most: int = SUGGESTED) -> list[Candidate]:
    """Passages of the proposal's themes that take the side which most of their theme do not take, the surest first.

    Where no side is taken, or as many take one as the other, there is nothing to suggest. Five queries.
    """
    themes = list(proposal.themes.values_list("pk", flat=True))
    passages = _passages(families(themes))
    taken: dict[int, Counter] = defaultdict(Counter)
    sided = passages.exclude(side=Passage.NEITHER).order_by().values("group", "side")
    for row in sided.annotate(number=Count("pk")):
        taken[row["group"]][row["side"]] = row["number"]
    against = Q(pk__in=())
    for group, counts in taken.items():
        if counts[Passage.FOR] != counts[Passage.AGAINST]:
            side = Passage.AGAINST if counts[Passage.FOR] > counts[Passage.AGAINST] else Passage.FOR
            against |= Q(group=group, side=side)
    found = passages.filter(against, is_repeat=False).order_by("-confidence", "pk")[:most]
    return _candidates(proposal, found)


def search(proposal: Proposal, *, words: str = "", most: int = FOUND) -> list[Candidate]:
    """Words of the proposal's themes in which all of ``words`` stand, the surest first; passages rather than texts.

    Without words, the surest passages. Six queries at most.
    """
    family = families(list(proposal.themes.values_list("pk", flat=True)))
    placements = (
        Placement.objects.filter(containing(words, "answer__public_text"), repeats=False)
        .speaking_of(family)
        .exclude(answer__public_text=None)
        .exclude(answer__public_text="")
        .annotate(is_campaign=_spread(OuterRef("analysis")), language=_language())
        .select_related("answer", "theme")
        .order_by("-confidence", "pk")[:most]
    )
    found_in = list(placements)
    ids = [placement.answer_id for placement in found_in]
    by_answer: dict[int, list[Candidate]] = defaultdict(list)
    inside = _passages(family).filter(answer__in=ids).order_by("answer", "number")
    for candidate in _candidates(proposal, inside):
        by_answer[candidate.answer_id].append(candidate)
    sides = _sides(proposal)
    found = []
    for placement in found_in:
        whole = _whole(placement, sides)
        fitting = [one for one in by_answer[placement.answer_id] if _says(one.words, words)]
        found += fitting or [whole]
    return found[:most]


def _passages(family: set[int]) -> QuerySet[Passage]:
    """Passages in these themes: as the machine cut them, and all those of a text that a person placed there."""
    return (
        Passage.objects.filter(
            Q(subgroup__theme__in=family)
            | Q(group__theme__in=family)
            | Q(answer__placements__by_person=True),
            answer__placements__theme__in=family,
            answer__placements__analysis=F("analysis"),
        )
        .exclude(answer__public_text=None)
        .annotate(
            is_repeat=F("answer__placements__repeats"),
            is_campaign=_spread(OuterRef("analysis")),
            language=_language(),
        )
    )


def _candidates(proposal: Proposal, passages: QuerySet[Passage]) -> list[Candidate]:
    sides = _sides(proposal)
    found = []
    for passage in passages.select_related("answer", "group", "subgroup"):
        words = _words(passage.answer.public_text, passage.start, passage.end)
        if words:
            found.append(
                Candidate(
                    passage.answer_id,
                    passage.start,
                    passage.end,
                    words,
                    passage.language,
                    passage.subgroup or passage.group,
                    passage.is_campaign,
                    sides.get((passage.answer_id, passage.start, passage.end), 0),
                )
            )
    return found


def _whole(placement: Placement, sides: dict[tuple[int, int, int], int]) -> Candidate:
    words = placement.answer.public_text
    where = (placement.answer_id, 0, len(words))
    return Candidate(
        *where, words, placement.language, placement.theme, placement.is_campaign, sides.get(where, 0)
    )


def _sides(proposal: Proposal) -> dict[tuple[int, int, int], int]:
    rows = proposal.evidence.values_list("answer_id", "start", "end", "side")
    return {(answer, start, end): side for answer, start, end, side in rows}


def _spread(analysis) -> Exists:
    """Whether the text is a copy that a campaign spread, its first text apart."""
    copies = Membership.objects.filter(analysis=analysis, answer=OuterRef("answer"), campaign__isnull=False)
    return Exists(copies.exclude(campaign=F("answer")))


def _language() -> Coalesce:
    spoken = Membership.objects.filter(answer=OuterRef("answer")).exclude(language="").values("language")
    return Coalesce(Subquery(spoken[:1]), F("answer__contribution__language"))


def _words(text: str, start: int, end: int) -> str:
    """The words between two offsets; none where the text is shorter than it was."""
    return text[start:end].strip() if end <= len(text) else ""


def _says(text: str, words: str) -> bool:
    said = fold(text)
    return all(word in said for word in fold(words).split())
