"""Proposals go along when another analysis is put in force: to the themes of a new one, or back to an old one's."""

from __future__ import annotations

from collections.abc import Iterator

from consultations.models import Analysis, Proposal, ReviewEvent, Theme
from consultations.reviews import review_log


def bring_back_proposals(analysis: Analysis, replaced: Analysis) -> dict[int, int]:
    """Let proposals rest on the themes of an analysis that comes back; which theme they left for which, by id.

    What became of each theme is in the log of the adoptions between the two. Only reviewed themes bear proposals:
    those that have no such theme to go to stay where they are.
    """
    way = _way(analysis, replaced)
    bearing = replaced.themes.filter(proposals__isnull=False).distinct().values_list("pk", flat=True)
    standing = {pk: way[pk] for pk in bearing if pk in way}
    reviewed = set(Theme.objects.reviewed().filter(pk__in=standing.values()).values_list("pk", flat=True))
    found = {theme: target for theme, target in standing.items() if target in reviewed}
    move_proposals(found)
    return found


def move_proposals(themes: dict[int, int]) -> None:
    """Let the proposals that rest on a theme (the key) rest on another instead (the value), by ids."""
    links = Proposal.themes.through.objects
    for link in links.filter(theme__in=themes):
        links.get_or_create(proposal_id=link.proposal_id, theme_id=themes[link.theme_id])
    links.filter(theme__in=themes).delete()


def _way(analysis: Analysis, replaced: Analysis) -> dict[int, int]:
    """For themes of the analysis that is replaced, those of the other that they were made of, or were made into."""
    for later, earlier, turns_back in ((replaced, analysis, True), (analysis, replaced, False)):
        steps = list(_steps(later, earlier))
        if not steps:
            continue
        way = steps[0]
        for step in steps[1:]:
            way = {old: way[new] for old, new in step.items() if new in way}
        return {new: old for old, new in way.items()} if turns_back else way
    return {}


def _steps(later: Analysis, earlier: Analysis) -> Iterator[dict[int, int]]:
    """What each adoption carried over, from the later analysis back to the earlier; nothing if it never leads there."""
    found, at = [], later
    while at.pk != earlier.pk:
        event = ReviewEvent.objects.filter(
            analysis=at, verb=review_log.ADOPT, details__instead_of=at.previous_id, details__has_key="carried"
        ).last()
        if at.previous is None or event is None:
            return
        found.append({int(old): new for old, new in event.details["carried"].items()})
        at = at.previous
    yield from found
