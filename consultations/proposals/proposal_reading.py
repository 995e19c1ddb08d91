"""Proposals as staff read them: how many people and texts stand behind each, and in which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, OuterRef, Q

from consultations.models import Consultation, Membership, PlacedPassage, Placement, Proposal, Theme
from consultations.reviews import theme_reading

EXEMPLARS = 5


@dataclass(frozen=True)
class Weight:
    """Texts in the themes and their living sub-themes, how many of them repeat another, and people who wrote them.

    ``copied`` are the people of whom every text there is a copy that a campaign spread; its first text is none.
    """

    texts: int = 0
    repeats: int = 0
    people: int = 0
    copied: int = 0


@dataclass
class ProposalRow:
    proposal: Proposal
    themes: list[Theme] = field(default_factory=list)
    weight: Weight = Weight()


@dataclass(frozen=True)
class Source:
    """The reviewed themes of one question that proposals may rest on, main themes first, largest first."""

    key: str
    label: str
    themes: tuple[Theme, ...]


def rows(proposals: Iterable[Proposal]) -> list[ProposalRow]:
    """The proposals with their themes and weights. Three queries, however many."""
    found = {proposal.pk: ProposalRow(proposal) for proposal in proposals}
    links = (
        Proposal.themes.through.objects.filter(proposal__in=found)
        .select_related("theme")
        .order_by("theme_id")
    )
    for link in links:
        found[link.proposal_id].themes.append(link.theme)
    weights = weigh({pk: [theme.pk for theme in row.themes] for pk, row in found.items()})
    for pk, row in found.items():
        row.weight = weights[pk]
    return list(found.values())


def weigh(themes: dict[int, list[int]]) -> dict[int, Weight]:
    """What stands behind each list of theme ids, a person who speaks in several of them counted once. Two queries.

    A text speaks in the theme that it is in, and where people placed ideas of it. Counted from the rows as they are
    now, so that a withdrawal corrects every figure at once.
    """
    wanted = {pk for ids in themes.values() for pk in ids}
    parts: dict[int, list[int]] = defaultdict(list)
    for pk, parent in Theme.objects.living().filter(parent__in=wanted).values_list("pk", "parent_id"):
        parts[parent].append(pk)
    families = {key: {*ids, *(part for pk in ids for part in parts[pk])} for key, ids in themes.items()}
    counts = {}
    for key, family in families.items():
        ideas = PlacedPassage.objects.filter(theme__in=family)
        inside = Q(theme__in=family) | Q(answer__in=ideas.values("answer"))
        counts |= {
            f"texts_{key}": Count("pk", filter=inside),
            f"repeats_{key}": Count("pk", filter=inside & Q(repeats=True)),
            f"people_{key}": Count("answer__contribution", filter=inside, distinct=True),
            f"own_{key}": Count("answer__contribution", filter=inside & Q(is_copy=False), distinct=True),
        }
    everything = set().union(*families.values())
    copies = Membership.objects.filter(
        analysis=OuterRef("analysis"), answer=OuterRef("answer"), campaign__isnull=False
    ).exclude(campaign=F("answer"))
    placements = Placement.objects.speaking_of(everything).annotate(is_copy=Exists(copies))
    found = placements.aggregate(**counts) if everything else {}
    weights = {}
    for key in themes:
        texts, repeats, people, own = (
            found.get(f"{name}_{key}", 0) for name in ("texts", "repeats", "people", "own")
        )
        weights[key] = Weight(texts, repeats, people, people - own)
    return weights


def exemplars(themes: Iterable[Theme], *, most: int = EXEMPLARS) -> list[Placement]:
    """A few texts that show what a proposal answers, taken from its themes in turn. Two queries at most."""
    by_theme = list(theme_reading.exemplars_of(themes, each=most).values())
    turns = [placement for turn in range(most) for best in by_theme for placement in best[turn : turn + 1]]
    return turns[:most]


def sources(consultation: Consultation) -> list[Source]:
    """The themes that a proposal of this consultation may rest on, question by question. Two queries."""
    version = consultation.current_version()
    questionnaire = version.questionnaire if version else None
    found = []
    themes = Theme.objects.with_counts().filter(analysis__consultation=consultation, analysis__adopted=True)
    by_key: dict[str, list[Theme]] = defaultdict(list)
    for theme in themes.select_related("analysis", "parent"):
        by_key[theme.analysis.question_key].append(theme)
    for key, of_question in by_key.items():
        ordered = [one for row in theme_reading.families(of_question) for one in (row.theme, *row.parts)]
        reviewed = tuple(theme for theme in ordered if theme.state == Theme.REVIEWED)
        question = questionnaire.question(key) if questionnaire else None
        if reviewed:
            found.append(Source(key, str(question.label) if question else key, reviewed))
    return found
