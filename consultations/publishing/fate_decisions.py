"""What the city decided of the themes that a citizen's words are in: proposals, and the articles that answer them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from consultations.charters.charter_reading import articles_citing
from consultations.models import ArticleVersion, Proposal


@dataclass(frozen=True)
class ProposalFate:
    """A decided proposal, and the articles in force that cite it."""

    proposal: Proposal
    articles: tuple[ArticleVersion, ...] = ()


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
